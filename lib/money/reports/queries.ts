import { keepPreviousData, type QueryKey, queryOptions } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { DayRange } from "@/lib/core/format/calendar";
import type {
  ActorsQuery,
  BreakdownQuery,
  ClaudeCodeQuery,
} from "@/lib/money/reports/claude-code/search-params";
import type { CostCrossQuery, CostQuery } from "@/lib/money/reports/cost/search-params";
import type { CrossCounts } from "@/lib/money/reports/cross/search-params";
import type { UsageCrossQuery, UsageQuery } from "@/lib/money/reports/usage/search-params";
import type { reportReads } from "./reads";
import { type BreakdownViewQuery, type Filter, toFilterSearch } from "./search-params";

const read = queriesOf<typeof reportReads>();

export type ReportNoun = "cost" | "usage" | "claude-code";

const backfillMs = 3_000;

export function costQuery(query: CostQuery) {
  return toReportQuery("cost", toCostSearch(query));
}

export function usageQuery(query: UsageQuery) {
  return toReportQuery("usage", toUsageSearch(query));
}

export function bridgeQuery({ from, to }: DayRange) {
  return toQuery("claude-code/bridge", { from, to });
}

export function claudeCodeQuery({ from, to, granularity, compare, filter }: ClaudeCodeQuery) {
  const search = { from, to, granularity, compare, ...toFilterSearch(filter) };
  return toReportQuery("claude-code", search);
}

function toReportQuery<Noun extends ReportNoun>(noun: Noun, search: Record<string, string>) {
  return queryOptions({
    ...toQuery(noun, search),
    refetchInterval: ({ state }) => (state.data?.missingDays ? backfillMs : false),
  });
}

/** The key begins with the noun. */
function toQuery<Address extends keyof typeof reportReads>(address: Address, search: Record<string, string>) {
  const key: QueryKey = [...address.split("/", 1), address, search];
  return read(key, address, {
    search: `?${new URLSearchParams(search)}`,
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
  return toQuery("cost/rows", toCostSearch(query));
}

export function usageRowsQuery(query: UsageQuery) {
  return toQuery("usage/rows", toUsageSearch(query));
}

export function costCrossQuery({ by, rows, columns, ...query }: CostCrossQuery) {
  const search = { ...toCostSearch(query), ...toCrossSearch({ by, rows, columns }) };
  return toQuery("cost/pivot", search);
}

export function usageCrossQuery({ by, rows, columns, ...query }: UsageCrossQuery) {
  const search = { ...toUsageSearch(query), ...toCrossSearch({ by, rows, columns }) };
  return toQuery("usage/pivot", search);
}

function toCrossSearch({ by, rows, columns }: CrossCounts & { by: string }): Record<string, string> {
  return { by, rows: String(rows), columns: String(columns) };
}

export function heatMapQuery({ filter }: { filter: Filter<string> }) {
  return toQuery("usage/heat-map", toFilterSearch(filter));
}

type ValuesQuery = DayRange & { by: string; q: string; source?: string };

export function valuesQuery(noun: ReportNoun, { from, to, by, q, source }: ValuesQuery) {
  return toQuery(`${noun}/values`, { from, to, by, q, ...(source && { source }) });
}

export function claudeCodeActorsQuery(query: ActorsQuery) {
  const { from, to, filter, kind, sort, direction, page } = query;
  const search = { from, to, kind, sort, dir: direction, page: String(page), ...toFilterSearch(filter) };
  return toQuery("claude-code/actors", search);
}

export function breakdownQuery({ from, to, by, filter }: BreakdownQuery) {
  return toQuery("claude-code/breakdown", {
    from,
    to,
    by,
    ...toFilterSearch(filter),
  });
}

export function adoptionQuery() {
  return toQuery("claude-code/adoption", {});
}
