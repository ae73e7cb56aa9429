import { queriesOf } from "@/lib/entry/fetch-read";
import { toRefetchInterval } from "@/lib/history/queries";
import type { serviceAccountReads } from "./reads";

const read = queriesOf<typeof serviceAccountReads>();

export function serviceAccountsQuery() {
  return read(["service-accounts"], "service-accounts", {
    refetchInterval: toRefetchInterval(false),
  });
}
