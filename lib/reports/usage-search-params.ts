import { createLoader, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import {
  countDays,
  mostHourlyDays,
  type PicturePlace,
  type PictureQuery,
  parseAsValues,
  pictureSearchKeys,
  pictureSearchParams,
  toFilter,
  toFilterParams,
  toPeriodQuery,
} from "./search-params";
import {
  hourlyDimensions,
  isTokenKind,
  type TokenKind,
  type UsageDimension,
  usageDimensions,
  usageGroups,
} from "./vocabulary";

export type UsageGroup = (typeof usageGroups)[number];
/** `kinds` are the kinds of tokens that count; without any, all do. */
export type UsageQuery = PictureQuery<UsageGroup, UsageDimension> & { kinds: readonly TokenKind[] };

export const usageSearchParams = {
  ...pictureSearchParams,
  ...toFilterParams(usageDimensions),
  kind: parseAsValues.withDefault([]),
  group: parseAsStringLiteral(usageGroups).withDefault("kind"),
};
export const usageUrl = { urlKeys: pictureSearchKeys };
export type UsageSearch = inferParserType<typeof usageSearchParams>;
export const loadUsageSearch = createLoader(usageSearchParams, usageUrl);

/** What the page asks for. `today` is a UTC day. */
export function toUsageQuery(search: Omit<UsageSearch, PicturePlace>, today: string): UsageQuery {
  return toKnowable({
    ...toPeriodQuery(search, today),
    group: search.group,
    filter: toFilter(search, usageDimensions),
    compare: search.compare,
    top: Number(search.top),
    kinds: search.kind.filter(isTokenKind),
  });
}

/** Keys, tiers and windows are told by the day and without a geography: they go before it, and before hours. */
export function toKnowable(query: UsageQuery): UsageQuery {
  const isDaily = (name: string) => name !== "kind" && !hourlyDimensions.includes(name);
  const isFilteredDaily = Object.keys(query.filter).some(isDaily);
  if (!isFilteredDaily && !isDaily(query.group)) return query;
  const { inference_geo: _, ...filter } = query.filter;
  return {
    ...query,
    filter,
    group: query.group === "inference_geo" ? "kind" : query.group,
    granularity: query.granularity === "hour" ? "day" : query.granularity,
  };
}

/** Whether hours can be told of what is asked: of a few days, and by what hours tell. */
export function canBeHours(query: UsageQuery): boolean {
  return (
    countDays(query) <= mostHourlyDays && toKnowable({ ...query, granularity: "hour" }).granularity === "hour"
  );
}

/** Whether only the hourly buckets can answer, which are kept for 30 days. */
export function isHourly({ granularity, group, filter }: UsageQuery): boolean {
  return granularity === "hour" || group === "inference_geo" || filter.inference_geo !== undefined;
}
