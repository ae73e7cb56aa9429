import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DayRange } from "@/lib/calendar";
import { fetchRoute } from "@/lib/fetch-route";
import type {
  Adoption,
  Bridge,
  ClaudeCodeActors,
  ClaudeCodeBreakdown,
  ClaudeCodeReport,
} from "@/lib/reports/claude-code/schema";
import type { ActorsQuery, BreakdownQuery, ClaudeCodeQuery } from "@/lib/reports/claude-code/search-params";
import type { CostCrossQuery, CostQuery } from "@/lib/reports/cost/search-params";
import type { CostCross, CrossTable } from "@/lib/reports/cross/schema";
import type { CrossCounts } from "@/lib/reports/cross/search-params";
import type { UsageCrossQuery, UsageQuery } from "@/lib/reports/usage/search-params";
import type { Behind, CostReport, Coverage, FacetValues, HeatMap, UsageReport } from "./schema";
import { type BreakdownViewQuery, type Filter, toFilterSearch } from "./search-params";

export type ReportNoun = "cost" | "usage" | "claude-code";

const backfillMs = 3_000;

export function costQuery(query: CostQuery) {
  return toReportQuery<CostReport>("cost", toCostSearch(query));
}

export function usageQuery(query: UsageQuery) {
  return toReportQuery<UsageReport>("usage", toUsageSearch(query));
}

export function bridgeQuery({ from, to }: DayRange) {
  return toRouteQuery<Bridge | null>("claude-code", "/bridge", { from, to });
}

export function claudeCodeQuery({ from, to, granularity, compare, filter }: ClaudeCodeQuery) {
  const search = { from, to, granularity, compare, ...toFilterSearch(filter) };
  return toReportQuery<ClaudeCodeReport>("claude-code", search);
}

function toReportQuery<Report extends Coverage>(noun: ReportNoun, search: Record<string, string>) {
  return queryOptions({
    ...toRouteQuery<Report>(noun, "", search),
    refetchInterval: ({ state }) => (state.data?.missingDays ? backfillMs : false),
  });
}

function toRouteQuery<Answer>(noun: ReportNoun, route: string, search: Record<string, string>) {
  return queryOptions({
    queryKey: [noun, route, search],
    queryFn: ({ signal }) =>
      fetchRoute<Answer>(`/api/${noun}${route}?${new URLSearchParams(search)}`, signal),
    placeholderData: keepPreviousData,
  });
}

function toBreakdownViewSearch(query: BreakdownViewQuery<string, string>): Record<string, string> {
  const { from, to, group, granularity, compare, top, filter } = query;
  return { from, to, group, granularity, compare, top: String(top), ...toFilterSearch(filter) };
}

function toCostSearch(query: CostQuery): Record<string, string> {
  return { ...toBreakdownViewSearch(query), ...(query.currency && { currency: query.currency }) };
}

function toUsageSearch(query: UsageQuery): Record<string, string> {
  return { ...toBreakdownViewSearch(query), ...toFilterSearch({ kind: query.kinds }), source: query.source };
}

export function costRowsQuery(query: CostQuery) {
  return toRouteQuery<Behind>("cost", "/rows", toCostSearch(query));
}

export function usageRowsQuery(query: UsageQuery) {
  return toRouteQuery<Behind>("usage", "/rows", toUsageSearch(query));
}

export function costCrossQuery({ by, rows, columns, ...query }: CostCrossQuery) {
  const search = { ...toCostSearch(query), ...toCrossSearch({ by, rows, columns }) };
  return toRouteQuery<CostCross>("cost", "/pivot", search);
}

export function usageCrossQuery({ by, rows, columns, ...query }: UsageCrossQuery) {
  const search = { ...toUsageSearch(query), ...toCrossSearch({ by, rows, columns }) };
  return toRouteQuery<CrossTable>("usage", "/pivot", search);
}

function toCrossSearch({ by, rows, columns }: CrossCounts & { by: string }): Record<string, string> {
  return { by, rows: String(rows), columns: String(columns) };
}

export function heatMapQuery({ filter }: { filter: Filter<string> }) {
  return toRouteQuery<HeatMap>("usage", "/heat-map", toFilterSearch(filter));
}

type ValuesQuery = DayRange & { by: string; q: string; source?: string };

export function valuesQuery(noun: ReportNoun, { from, to, by, q, source }: ValuesQuery) {
  return toRouteQuery<FacetValues>(noun, "/values", { from, to, by, q, ...(source && { source }) });
}

export function claudeCodeActorsQuery(query: ActorsQuery) {
  const { from, to, filter, kind, sort, direction, page } = query;
  const search = { from, to, kind, sort, dir: direction, page: String(page), ...toFilterSearch(filter) };
  return toRouteQuery<ClaudeCodeActors>("claude-code", "/actors", search);
}

export function breakdownQuery({ from, to, by, filter }: BreakdownQuery) {
  return toRouteQuery<ClaudeCodeBreakdown>("claude-code", "/breakdown", {
    from,
    to,
    by,
    ...toFilterSearch(filter),
  });
}

export function adoptionQuery() {
  return toRouteQuery<Adoption>("claude-code", "/adoption", {});
}
