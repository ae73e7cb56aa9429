import "server-only";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { env } from "@/lib/core/env/env";
import { isBeyondSandbox } from "./loopback";
import { isPublicAddress } from "./public-address";

export type Unguarded = "beyond_sandbox" | "address_refused" | "unreachable";
/** Connects to the address that was checked, so that a name can't answer twice. */
export type Guarded = { lookup: LookupFunction };

/** For a request to an address that somebody else chose: resolves its name once, and refuses what is private. */
export async function guardAddress({ hostname }: URL): Promise<Guarded | Unguarded> {
  if (isBeyondSandbox(hostname)) return "beyond_sandbox";
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host)
    ? [host]
    : await lookup(host, { all: true }).then(
        (all) => all.map(({ address }) => address),
        () => [],
      );
  const [address] = found;
  if (address === undefined) return "unreachable";
  if (!env.WEBHOOK_ALLOW_PRIVATE && !found.every(isPublicAddress)) return "address_refused";
  const family = isIP(address);
  return {
    lookup: (_host, options, done) =>
      options.all ? done(null, [{ address, family }]) : done(null, address, family),
  };
}
