import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { CostReport, Coverage, UsageReport } from "./schema";
import type { CostQuery, UsageQuery } from "./search-params";

/** How often a picture that is still growing is asked for again. */
const backfillMs = 3_000;

export function costQuery(query: CostQuery) {
  return toReportQuery<CostReport>("cost", query);
}

export function usageQuery(query: UsageQuery) {
  return toReportQuery<UsageReport>("usage", query);
}

/** The door of a report has its name. */
function toReportQuery<Report extends Coverage>(name: string, query: CostQuery | UsageQuery) {
  const { from, to, group, granularity } = query;
  const search = new URLSearchParams({ from, to, group, granularity });
  return queryOptions({
    queryKey: [name, { from, to, group, granularity }],
    queryFn: ({ signal }) => fetchDoor<Report>(`/api/${name}?${search}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.missingDays ? backfillMs : false),
  });
}
