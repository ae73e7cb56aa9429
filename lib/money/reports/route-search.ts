import "server-only";
import { createParser, parseAsStringLiteral, type SingleParserBuilder } from "nuqs/server";
import { listUrl, parseAsTexts } from "@/lib/core/address/search-params";
import { readStrictly, refuseFields } from "@/lib/core/entry/strict-search";
import { toDay } from "@/lib/core/format/calendar";
import {
  actorsParams,
  breakdownParams,
  claudeCodeReportParams,
  toActorsQuery,
  toBreakdownQuery,
  toClaudeCodeQuery,
} from "@/lib/money/reports/claude-code/search-params";
import {
  costCrossParams,
  costReportParams,
  toCostCrossQuery,
  toCostQuery,
} from "@/lib/money/reports/cost/search-params";
import {
  parseAsSource,
  toUsageCrossQuery,
  toUsageQuery,
  usageCrossParams,
  usageReportParams,
} from "@/lib/money/reports/usage/search-params";
import { findRangeFault, rangeSearchParams, toDayRange, toFilter, toFilterParams } from "./search-params";
import { findDimension, parseAsDimension, tagParams } from "./tag-search-params";

// What routes and exports read: the pages' parsers, but a wrong value is refused.

export function readCostSearch(search: URLSearchParams) {
  return toCostQuery(readStrictly(costReportParams, search, checkDays(search)), today());
}

export function readCostCrossSearch(search: URLSearchParams) {
  return toCostCrossQuery(readStrictly(costCrossParams, search, checkDays(search)), today());
}

export function readUsageCrossSearch(search: URLSearchParams) {
  return toUsageCrossQuery(readStrictly(usageCrossParams, search, checkDays(search)), today());
}

export function readUsageSearch(search: URLSearchParams) {
  return toUsageQuery(readStrictly(usageReportParams, search, checkDays(search)), today());
}

export function readClaudeCodeSearch(search: URLSearchParams) {
  return toClaudeCodeQuery(readStrictly(claudeCodeReportParams, search, checkDays(search)), today());
}

export function readActorsSearch(search: URLSearchParams) {
  return toActorsQuery(readStrictly(actorsParams, search, { ...listUrl, ...checkDays(search) }), today());
}

export function readBreakdownSearch(search: URLSearchParams) {
  return toBreakdownQuery(readStrictly(breakdownParams, search, checkDays(search)), today());
}

export function readBridgeSearch(search: URLSearchParams) {
  return toDayRange(readStrictly(rangeSearchParams, search, checkDays(search)), today());
}

const maxTextLength = 200;
const parseAsShortText = createParser({
  parse: (text) => (text.length <= maxTextLength ? text : null),
  serialize: String,
});

export function toValuesReader<Dimension extends string>(dimensions: readonly Dimension[]) {
  return toReaderOfValues(parseAsStringLiteral(dimensions));
}

/** Reads the values of tags, for reports that have workspaces. */
export function toTaggedValuesReader<Dimension extends string>(dimensions: readonly Dimension[]) {
  return toReaderOfValues(parseAsDimension(dimensions));
}

function toReaderOfValues<By extends string>(by: SingleParserBuilder<By>) {
  const params = {
    ...rangeSearchParams,
    by,
    q: parseAsShortText.withDefault(""),
    source: parseAsSource,
  };
  const required = ["by"] as const;
  return (search: URLSearchParams) => {
    const { by, q, source, ...range } = readStrictly(params, search, { required, ...checkDays(search) });
    return { ...toDayRange(range, today()), by, q, source };
  };
}

/** The page's days and filter, plus column names; `columns` is the default. */
export function readPivotSearch<Group extends string>(
  search: URLSearchParams,
  asked: { groups: readonly Group[]; columns: readonly Group[]; dimensions: readonly string[] },
) {
  const { groups, columns, dimensions } = asked;
  const params = { ...rangeSearchParams, group: parseAsTexts.withDefault([]) };
  const { group, ...range } = readStrictly(params, search, checkDays(search));
  const names = group.filter((name) => name !== "");
  const hasTags = dimensions.includes("workspace");
  const known = names.flatMap(
    (name) => (hasTags ? findDimension(groups, name) : groups.find((one) => one === name)) ?? [],
  );
  if (known.length < names.length) refuseFields({ group: [`takes only ${groups.join(", ")}`] });
  const filters = { ...toFilterParams(dimensions), ...(hasTags && tagParams) };
  const filter = toFilter(readStrictly(filters, search), dimensions);
  const chosen = known.length > 0 ? [...new Set(known)] : columns;
  return { ...toDayRange(range, today()), groups: chosen, filter };
}

/** Only the days, for files whose columns are fixed. */
export function readRangeSearch(search: URLSearchParams) {
  return toDayRange(readStrictly(rangeSearchParams, search, checkDays(search)), today());
}

function checkDays(search: URLSearchParams): { faults?: Record<string, string[]> } {
  const [from, to] = [search.get("from"), search.get("to")];
  const fault = from && to && findRangeFault({ from, to });
  return fault ? { faults: { to: [fault] } } : {};
}

function today(): string {
  return toDay(new Date());
}
