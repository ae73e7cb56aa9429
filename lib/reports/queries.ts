import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { ClaudeCodeActors, ClaudeCodeReport, CostReport, Coverage, UsageReport } from "./schema";
import type { ActorsQuery, CostQuery, PeriodQuery, UsageQuery } from "./search-params";

/** How often a picture that is still growing is asked for again. */
const backfillMs = 3_000;

export function costQuery({ from, to, group, granularity }: CostQuery) {
  return toReportQuery<CostReport>("cost", { from, to, group, granularity });
}

export function usageQuery({ from, to, group, granularity }: UsageQuery) {
  return toReportQuery<UsageReport>("usage", { from, to, group, granularity });
}

export function claudeCodeQuery({ from, to, granularity }: PeriodQuery) {
  return toReportQuery<ClaudeCodeReport>("claude-code", { from, to, granularity });
}

/** The door of a report has its name. */
function toReportQuery<Report extends Coverage>(name: string, query: Record<string, string>) {
  return queryOptions({
    queryKey: [name, query],
    queryFn: ({ signal }) => fetchDoor<Report>(`/api/${name}?${new URLSearchParams(query)}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.missingDays ? backfillMs : false),
  });
}

export function claudeCodeActorsQuery({ from, to, kind, sort, direction, page }: ActorsQuery) {
  const search = new URLSearchParams({ from, to, kind, sort, dir: direction, page: String(page) });
  return queryOptions({
    queryKey: ["claude-code", "actors", { from, to, kind, sort, direction, page }],
    queryFn: ({ signal }) => fetchDoor<ClaudeCodeActors>(`/api/claude-code/actors?${search}`, signal),
    placeholderData: keepPreviousData,
  });
}
