import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { BulkRunDetail, BulkRunsPage } from "./schema";
import { type RunSearch, type RunsSearch, toRunQueryString, toRunsQueryString } from "./search-params";

const pollMs = 1_000;
const slowPollMs = 5_000;

export function bulkRunsQuery(search: RunsSearch) {
  return queryOptions({
    queryKey: ["bulk", "list", search],
    queryFn: ({ signal }) => fetchRoute<BulkRunsPage>(`/api/bulk${toRunsQueryString(search)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: slowPollMs,
  });
}

export function bulkRunQuery(runId: string, search: RunSearch) {
  return queryOptions({
    queryKey: ["bulk", "run", runId, search],
    queryFn: ({ signal }) =>
      fetchRoute<BulkRunDetail>(
        toRunQueryString(`/api/bulk/run?run=${encodeURIComponent(runId)}`, search),
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => {
      if (data?.run.state === "running") return pollMs;
      return data?.run.state === "pending" || data?.run.state === "scheduled" ? slowPollMs : false;
    },
  });
}
