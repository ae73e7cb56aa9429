import { queriesOf } from "@/lib/core/entry/fetch-read";
import { toRefetchInterval } from "@/lib/core/history/queries";
import type { serviceAccountReads } from "./reads";

const read = queriesOf<typeof serviceAccountReads>();

export function serviceAccountsQuery() {
  return read(["service-accounts"], "service-accounts", {
    refetchInterval: toRefetchInterval(false),
  });
}
