import { queriesOf } from "@/lib/core/entry/fetch-read";
import { toRefetchInterval } from "@/lib/core/history/queries";
import type { overviewReads } from "./reads";

const read = queriesOf<typeof overviewReads>();

const refreshMs = 60_000;

export function overviewQuery() {
  return read(["overview"], "overview", {
    refetchInterval: toRefetchInterval(refreshMs),
  });
}
