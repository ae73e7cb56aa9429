import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { bulkReads } from "./reads";
import { type RunSearch, type RunsSearch, toRunQueryString, toRunsQueryString } from "./search-params";

const read = queriesOf<typeof bulkReads>();

const pollMs = 1_000;
const slowPollMs = 5_000;

export function bulkRunsQuery(search: RunsSearch) {
  return read(["bulk", "list", search], "bulk", {
    search: toRunsQueryString(search),
    placeholderData: keepPreviousData,
    refetchInterval: slowPollMs,
  });
}

export function bulkRunQuery(runId: string, search: RunSearch) {
  return read(["bulk", "run", runId, search], "bulk/run", {
    search: toRunQueryString(`?${new URLSearchParams({ run: runId })}`, search),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => {
      if (data?.run.state === "running") return pollMs;
      return data?.run.state === "pending" || data?.run.state === "scheduled" ? slowPollMs : false;
    },
  });
}
