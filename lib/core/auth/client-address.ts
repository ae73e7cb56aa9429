import "server-only";
import { isIPv6 } from "node:net";
import { env } from "@/lib/core/env/env";
import { isTrusted } from "@/lib/core/env/trusted-proxies";

/** lib/core/entry/door.ts puts the peer's address here, because Next doesn't expose it, and overwrites what a client sends. */
export const peerHeader = "x-castellan-peer";

/**
 * Each proxy appended the address that it heard from to `X-Forwarded-For`, and a client may have made up the rest. With
 * a number in `TRUSTED_PROXIES`, that many entries from the right are true; with addresses, those that they wrote.
 */
export function getClientAddress(headers: Headers): string {
  return toNetwork(getExactAddress(headers));
}

/** As `getClientAddress`, with the whole of an IPv6 address. */
export function getExactAddress(headers: Headers): string {
  const peer = toPlain(headers.get(peerHeader) ?? "unknown");
  const proxies = env.TRUSTED_PROXIES;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => toPlain(part.trim()));
  if (typeof proxies === "number") return (proxies > 0 && chain.at(-proxies)) || peer;
  const heard = [...chain.filter(Boolean), peer];
  return heard.findLast((address) => !isTrusted(proxies, address)) ?? heard[0] ?? peer;
}

/** Some proxies write the port, or an IPv4 address as IPv6. */
function toPlain(address: string): string {
  const host = /^\[(.*)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  return host.replace(/^::ffff:(?=[\d.]+$)/i, "");
}

/** The first half of an IPv6 address: one household or server owns the rest. */
function toNetwork(plain: string): string {
  if (!isIPv6(plain) || plain === "::1") return plain.slice(0, 64);
  const [head = "", tail = ""] = plain.split("::");
  const known = head.split(":").filter(Boolean);
  const rest = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: plain.includes("::") ? 8 - known.length - rest.length : 0 }, () => "0");
  return `${[...known, ...zeros, ...rest].slice(0, 4).join(":")}::/64`;
}
