import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { accessTokenReads } from "./reads";

const read = queriesOf<typeof accessTokenReads>();

export function ownTokensQuery() {
  return read(["access-tokens", "own"], "access-tokens/own");
}

export function tokensQuery() {
  return read(["access-tokens"], "access-tokens");
}
