import "server-only";
import { isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** scripts/serve.mjs puts the peer's address here and overwrites what a client sends. */
const peerHeader = "x-castellan-peer";

/**
 * Each of `TRUSTED_PROXIES` appended the address it heard from to `X-Forwarded-For`, so that many entries from the
 * right are true; a client may have made up the rest.
 */
export function getClientAddress(headers: Headers): string {
  const peer = headers.get(peerHeader) ?? "unknown";
  if (env.TRUSTED_PROXIES === 0) return toNetwork(peer);
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return toNetwork(chain.at(-env.TRUSTED_PROXIES) || peer);
}

/** The first half of an IPv6 address: one household or server owns the rest. */
function toNetwork(address: string): string {
  const plain = address.replace(/^::ffff:/i, "").replace(/^\[|\]$/g, "");
  if (!isIPv6(plain) || plain === "::1") return plain.slice(0, 64);
  const [head = "", tail = ""] = plain.split("::");
  const known = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: plain.includes("::") ? 8 - known.length - rest.length : 0 }, () => "0");
  return `${[...known, ...zeros, ...rest].slice(0, 4).join(":")}::/64`;
}
