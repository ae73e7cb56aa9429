import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { identityReads } from "./reads";

const read = queriesOf<typeof identityReads>();

export function waitingAccountsQuery() {
  return read(["identities"], "identities");
}
