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

/** A geography is told without the keys, hours of workspaces and models alone: what they lack goes before them. */
export function toKnowable(query: UsageQuery): UsageQuery {
  const asked = [query.group, ...Object.keys(query.filter)];
  const { inference_geo: _, ...withoutGeo } = query.filter;
  const hasKeys = asked.includes("key");
  const isDaily = asked.some((name) => name !== "kind" && !hourlyDimensions.includes(name));
  return {
    ...query,
    filter: hasKeys ? withoutGeo : query.filter,
    group: hasKeys && query.group === "inference_geo" ? "kind" : query.group,
    granularity: isDaily && query.granularity === "hour" ? "day" : query.granularity,
  };
}

/** Whether hours can be told of what is asked: of a few days, and by what hours tell. */
export function canBeHours(query: UsageQuery): boolean {
  return (
    countDays(query) <= mostHourlyDays && toKnowable({ ...query, granularity: "hour" }).granularity === "hour"
  );
}

/** Whether the hourly buckets answer, which are kept for 30 days. */
export function isHourly({ granularity }: UsageQuery): boolean {
  return granularity === "hour";
}

/** Whether the report that tells the geography answers, for which the keys have to go. */
export function isByGeography({ group, filter }: UsageQuery): boolean {
  return group === "inference_geo" || filter.inference_geo !== undefined;
}
