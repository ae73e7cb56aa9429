import "server-only";
import { BlockList, isIP } from "node:net";

/** How many reverse proxies are in front, or which addresses they have. */
export type TrustedProxies = number | BlockList;

const mostProxies = 10;

/** @throws Error if the text is neither a number nor a list of addresses */
export function parseTrustedProxies(text: string): TrustedProxies {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= mostProxies) return count;
  return parseNetworks(text.split(","));
}

/** @throws Error if one is neither an address nor a range of them */
export function parseNetworks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) addTo(list, entry.trim());
  return list;
}

export function isTrusted(proxies: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 6 ? "ipv6" : "ipv4");
}

function addTo(list: BlockList, entry: string): void {
  const [address = "", bits, ...rest] = entry.split("/");
  const version = isIP(address);
  const most = version === 6 ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  // A range of all addresses would believe anyone, so it is refused.
  const isRange = /^\d+$/.test(bits ?? String(most)) && length > 0 && length <= most && rest.length === 0;
  if (version === 0 || !isRange) throw new Error("is neither a number up to 10 nor a list of addresses");
  list.addSubnet(address, length, version === 6 ? "ipv6" : "ipv4");
}
