import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { listUrl, parseAsPage, parseAsText } from "@/lib/core/address/search-params";
import type { DayRange } from "@/lib/core/format/calendar";
import {
  type Comparison,
  type Filter,
  type PeriodQuery,
  periodSearchParams,
  rangeSearchParams,
  toComparison,
  toDayRange,
  toFilter,
  toFilterParams,
  toPeriodQuery,
} from "@/lib/money/reports/search-params";
import { workCounts } from "@/lib/money/reports/vocabulary";
import { type ClaudeCodeDimension, claudeCodeBreakdowns, claudeCodeDimensions } from "./dimensions";

export type Breakdown = (typeof claudeCodeBreakdowns)[number];
export type ClaudeCodeQuery = PeriodQuery & { filter: Filter<ClaudeCodeDimension>; compare: Comparison };
export type BreakdownQuery = DayRange & { filter: Filter<ClaudeCodeDimension>; by: Breakdown };

export const periodsTable = "days";
export const actorSorts = ["actor", ...workCounts, "acceptance", "tokens", "cents"] as const;

const filters = toFilterParams(claudeCodeDimensions);
export const claudeCodeReportParams = { ...periodSearchParams, ...filters };

export const breakdownParams = {
  ...rangeSearchParams,
  ...filters,
  by: parseAsStringLiteral(claudeCodeBreakdowns).withDefault("model"),
};

/** A type of actor, or on the page the periods. */
const parseAsKind = parseAsText.withDefault("user_actor");
const listParams = {
  sort: parseAsStringLiteral(actorSorts).withDefault("cents"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsPage.withDefault(1),
};
export const actorsParams = { ...rangeSearchParams, ...filters, kind: parseAsKind, ...listParams };

export const claudeCodeSearchParams = {
  ...claudeCodeReportParams,
  ...breakdownParams,
  table: parseAsKind,
  ...listParams,
};
export type ClaudeCodeSearch = inferParserType<typeof claudeCodeSearchParams>;
export const loadClaudeCodeSearch = createLoader(claudeCodeSearchParams, listUrl);
export type ActorsQuery = DayRange & { filter: Filter<ClaudeCodeDimension>; kind: string } & Pick<
    ClaudeCodeSearch,
    "sort" | "direction" | "page"
  >;

export function toClaudeCodeQuery(
  search: inferParserType<typeof claudeCodeReportParams>,
  today: string,
): ClaudeCodeQuery {
  const { granularity, ...range } = toPeriodQuery(search, today);
  return {
    ...range,
    granularity: granularity === "hour" ? "day" : granularity,
    filter: toFilter(search, claudeCodeDimensions),
    compare: toComparison(range, search.compare, today),
  };
}

export function toActorsQuery(search: inferParserType<typeof actorsParams>, today: string): ActorsQuery {
  const { kind, sort, direction, page } = search;
  const filter = toFilter(search, claudeCodeDimensions);
  return { ...toDayRange(search, today), filter, kind, sort, direction, page: Math.max(1, page) };
}

export function toBreakdownQuery(
  search: inferParserType<typeof breakdownParams>,
  today: string,
): BreakdownQuery {
  return { ...toDayRange(search, today), filter: toFilter(search, claudeCodeDimensions), by: search.by };
}
