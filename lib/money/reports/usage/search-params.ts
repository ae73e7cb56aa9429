import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { listUrl, parseAsTexts } from "@/lib/core/address/search-params";
import { countDays } from "@/lib/core/format/calendar";
import {
  type CrossCounts,
  crossParams,
  toCrossCounts,
  toOwnColumn,
} from "@/lib/money/reports/cross/search-params";
import { type TagDimension, toDeclared } from "@/lib/money/reports/dimension";
import {
  type BreakdownViewQuery,
  breakdownSearchParams,
  type Filter,
  maxHourlyDays,
  toComparison,
  toFilter,
  toFilterParams,
  toPeriodQuery,
  viewSearchParams,
} from "@/lib/money/reports/search-params";
import { parseAsDimension, tagParams } from "@/lib/money/reports/tag-search-params";
import { isTokenKind, type TokenKind, type UsageSource, usageSources } from "@/lib/money/reports/vocabulary";
import {
  analyticsDimensions,
  geographyDimensions,
  hourlyDimensions,
  type UsageAxis,
  type UsageDimension,
  usageDimensions,
  usageGroups,
} from "./dimensions";

export type UsageGroup = (typeof usageGroups)[number] | TagDimension;
/** `kinds`: the token types that count; empty means all. */
export type UsageQuery = BreakdownViewQuery<UsageGroup, UsageAxis> & {
  kinds: readonly TokenKind[];
  source: UsageSource;
};

export const parseAsSource = parseAsStringLiteral(usageSources).withDefault("messages");

export const usageReportParams = {
  ...breakdownSearchParams,
  ...toFilterParams(usageDimensions),
  ...tagParams,
  kind: parseAsTexts.withDefault([]),
  group: parseAsDimension(usageGroups).withDefault("kind"),
  source: parseAsSource,
};
export const usageCrossParams = { ...usageReportParams, by: parseAsDimension(usageGroups), ...crossParams };
export const usageSearchParams = { ...usageCrossParams, ...viewSearchParams };
export const loadUsageSearch = createLoader(usageSearchParams, listUrl);

export function toUsageQuery(search: inferParserType<typeof usageReportParams>, today: string): UsageQuery {
  const period = toPeriodQuery(search, today);
  return toKnowable({
    ...period,
    group: search.group,
    filter: toFilter(search, usageDimensions),
    compare: toComparison(period, search.compare, today),
    top: Number(search.top),
    kinds: search.kind.filter(isTokenKind),
    source: search.source,
  });
}

/** Each source has only some dimensions, analytics only by day: what it lacks is dropped. */
export function toKnowable(query: UsageQuery): UsageQuery {
  const source = toSource(query);
  if (source === "messages")
    return toKnownToMessages({ ...query, filter: without(query.filter, isOfAnalytics) });
  return {
    ...query,
    source,
    filter: without(query.filter, isOfMessages),
    granularity: query.granularity === "hour" ? "day" : query.granularity,
  };
}

const isOfAnalytics = (name: string) => analyticsDimensions.some((one) => one === name);
const isOfMessages = (name: string) =>
  name !== "kind" && !isOfAnalytics(name) && !hourlyDimensions.includes(toDeclared(name));

/** The source that has the requested group or filter; else the requested one. */
function toSource({ group, filter, source }: UsageQuery): UsageSource {
  const names = Object.keys(filter);
  if (isOfAnalytics(group)) return "analytics";
  if (isOfMessages(group)) return "messages";
  if (names.some(isOfAnalytics)) return "analytics";
  return names.some(isOfMessages) ? "messages" : source;
}

/** Drops what the other source doesn't have. */
export function toSourceSearch({ group, filter }: UsageQuery, source: UsageSource) {
  const isLeftOut = source === "analytics" ? isOfMessages : isOfAnalytics;
  const left = usageDimensions.filter((name) => filter[name] && isLeftOut(name)).map((name) => [name, null]);
  // Sound: each of the names is a parameter.
  const cleared = Object.fromEntries(left) as { [One in UsageDimension]?: null };
  return { ...cleared, source, ...(isLeftOut(group) && { group: null }) };
}

/** Geography excludes keys, and hours have only workspaces and models: the rest is dropped. */
function toKnownToMessages(query: UsageQuery): UsageQuery {
  const asked = [query.group, ...Object.keys(query.filter)];
  const hasKeys = asked.includes("key");
  const isDaily = asked.some(isOfMessages);
  return {
    ...query,
    source: "messages",
    filter: hasKeys ? without(query.filter, isOfGeography) : query.filter,
    group: hasKeys && isOfGeography(query.group) ? "kind" : query.group,
    granularity: isDaily && query.granularity === "hour" ? "day" : query.granularity,
  };
}

function without(filter: Filter<UsageAxis>, isLeftOut: (name: string) => boolean): Filter<UsageAxis> {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !isLeftOut(name)));
}

export function toHourly(filter: Filter<string>): Filter<UsageAxis> {
  const isHourly = (name: string) => hourlyDimensions.includes(toDeclared(name));
  return Object.fromEntries(Object.entries(filter).filter(([name]) => isHourly(name)));
}

/** Only for a few days and dimensions that hourly data has. */
export function canBeHours(query: UsageQuery): boolean {
  return (
    countDays(query) <= maxHourlyDays && toKnowable({ ...query, granularity: "hour" }).granularity === "hour"
  );
}

export function isHourly({ granularity }: UsageQuery): boolean {
  return granularity === "hour";
}

export function isOfActors({ source }: Pick<UsageQuery, "source">): boolean {
  return source === "analytics";
}

const isOfGeography = (name: string) => geographyDimensions.some((one) => one === name);

/** The query's dimensions that only the report by geography has. */
export function listGeography({ group, filter }: Pick<UsageQuery, "group" | "filter">): UsageDimension[] {
  return geographyDimensions.filter((name) => name === group || filter[name] !== undefined);
}

export type UsageCrossQuery = UsageQuery & CrossCounts & { by: UsageGroup };

/** By days at most: the bars of the chart don't matter. */
export function toUsageCrossQuery(
  search: inferParserType<typeof usageCrossParams>,
  today: string,
): UsageCrossQuery {
  const query = toUsageQuery({ ...search, granularity: "month" }, today);
  const by = search.by !== null && canBeColumn(query, search.by) ? search.by : toOwnColumn(query.group);
  return { ...query, ...toCrossCounts(search), by };
}

/** Whether the source of the report has both, together with its filter. */
export function canBeColumn(query: UsageQuery, by: UsageGroup): boolean {
  if (by === query.group) return false;
  if (by === "kind") return true;
  const { source, group, filter } = toKnowable({ ...query, filter: { ...query.filter, [by]: [] } });
  return source === query.source && group === query.group && filter[by] !== undefined;
}
