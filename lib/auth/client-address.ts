import "server-only";
import { isIPv6 } from "node:net";
import { env } from "@/lib/env";

/** Where scripts/serve.mjs tells who is at the other end of the connection; it overwrites what a client sends. */
const peerHeader = "x-castellan-peer";

/**
 * The network address of whoever asks. Each of `TRUSTED_PROXIES` has appended to `X-Forwarded-For` whom it heard
 * from, so counted from the right that many entries are true; what is left of them a client may have made up.
 */
export function getClientAddress(headers: Headers): string {
  const peer = headers.get(peerHeader) ?? "unknown";
  if (env.TRUSTED_PROXIES === 0) return toNetwork(peer);
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return toNetwork(chain.at(-env.TRUSTED_PROXIES) || peer);
}

/** Of IPv6 the first half: a household or a server has all the rest to itself. */
function toNetwork(address: string): string {
  const plain = address.replace(/^::ffff:/i, "").replace(/^\[|\]$/g, "");
  if (!isIPv6(plain) || plain === "::1") return plain.slice(0, 64);
  const [head = "", tail = ""] = plain.split("::");
  const known = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: plain.includes("::") ? 8 - known.length - rest.length : 0 }, () => "0");
  return `${[...known, ...zeros, ...rest].slice(0, 4).join(":")}::/64`;
}
