import { type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { parseAsDay, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";
import {
  addDays,
  addMonths,
  countDays,
  countMonths,
  countWholeMonths,
  type DayRange,
  type Granularity,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import { isTag, type TagDimension } from "./dimension";
import { toTagFilter, toTagTexts } from "./tag-search-params";
import {
  chartShapes,
  comparisons,
  granularities,
  type RangePreset,
  rangePresets,
  reportTables,
  topCounts,
  usualTop,
} from "./vocabulary";

export type Grain = Exclude<Granularity, "hour">;
export type Comparison = (typeof comparisons)[number];
export type ChartShape = (typeof chartShapes)[number];
export type ReportTable = (typeof reportTables)[number];

export type PeriodQuery = DayRange & { granularity: Granularity };
export type Filter<Dimension extends string> = { [One in Dimension]?: readonly string[] | undefined };
export type BreakdownViewQuery<Group extends string, Dimension extends string> = PeriodQuery & {
  group: Group;
  filter: Filter<Dimension>;
  compare: Comparison;
  top: number;
};

const maxRangeDays = 3660;
const maxDailyBars = 92;
export const maxHourlyDays = 7;
const daysOfWeek = 7;

export const rangeSearchParams = {
  range: parseAsStringLiteral(rangePresets).withDefault("30d"),
  from: parseAsDay,
  to: parseAsDay,
  /** Days are complete, unless today is asked for. */
  include: parseAsStringLiteral(["today"]),
};
export type RangeSearch = inferParserType<typeof rangeSearchParams>;

export const periodSearchParams = {
  ...rangeSearchParams,
  granularity: parseAsStringLiteral(granularities),
  compare: parseAsStringLiteral(comparisons).withDefault("none"),
};
export type PeriodSearch = inferParserType<typeof periodSearchParams>;

/** Parameters that say what a breakdown has. */
export const breakdownSearchParams = {
  ...periodSearchParams,
  top: parseAsStringLiteral(topCounts.map(String)).withDefault(String(usualTop)),
};

/** Parameters that say how the page shows a breakdown. */
export const viewSearchParams = {
  chart: parseAsStringLiteral(chartShapes).withDefault("bars"),
  table: parseAsStringLiteral(reportTables).withDefault("parts"),
  sort: parseAsText.withDefault("value"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
};
export type BreakdownViewSearch = inferParserType<typeof breakdownSearchParams & typeof viewSearchParams>;

export function toFilterParams<Dimension extends string>(dimensions: readonly Dimension[]) {
  const params = dimensions.map((dimension) => [dimension, parseAsTexts.withDefault([])]);
  // Sound: one parser for each of the names.
  return Object.fromEntries(params) as Record<Dimension, ReturnType<typeof parseAsTexts.withDefault>>;
}

export function toFilter<Dimension extends string>(
  search: Record<Dimension, readonly string[]> & { tag?: readonly string[] },
  dimensions: readonly Dimension[],
): Filter<Dimension | TagDimension> {
  const chosen = dimensions.filter((dimension) => search[dimension].length > 0);
  const entries = chosen.map((dimension) => [dimension, search[dimension]]);
  // Sound: the names are those of the dimensions.
  return { ...(Object.fromEntries(entries) as Filter<Dimension>), ...toTagFilter(search.tag ?? []) };
}

/** Writes a filter as parameters; all tags share one. */
export function toFilterSearch(filter: Filter<string>): Record<string, string> {
  const given = Object.entries(filter).flatMap(([dimension, values]): [string, string[]][] => {
    if (!values?.length) return [];
    return [isTag(dimension) ? ["tag", toTagTexts(dimension, values)] : [dimension, [...values]]];
  });
  const tags = given.flatMap(([name, texts]) => (name === "tag" ? texts : []));
  const all = [
    ...given.filter(([name]) => name !== "tag"),
    ...(tags.length > 0 ? [["tag", tags] as const] : []),
  ];
  return Object.fromEntries(all.map(([name, texts]) => [name, parseAsTexts.serialize([...texts])]));
}

export function toPeriodQuery(search: PeriodSearch, today: string): PeriodQuery {
  const range = toDayRange(search, today);
  return { ...range, granularity: toGranularity(search.granularity, range) };
}

type Asked = Pick<RangeSearch, "range" | "from" | "to"> &
  Partial<Pick<RangeSearch, "include">> & { compare?: Comparison };

/**
 * `from` and `to` take precedence; a reversed or absurdly long range falls back to the preset. Half a day isn't compared
 * with a whole one, so a comparison leaves today out.
 */
export function toDayRange({ compare = "none", ...search }: Asked, today: string): DayRange {
  const isTodayIn = search.include === "today" && compare === "none";
  const range = toOwnRange(search, today) ?? toPresetRange(search.range, today, isTodayIn);
  const isLeftOut = compare !== "none" && range.to >= today && range.from < today;
  return isLeftOut ? { from: range.from, to: addDays(today, -1) } : range;
}

function toOwnRange(search: Pick<RangeSearch, "from" | "to">, today: string): DayRange | null {
  if (!search.from && !search.to) return null;
  const to = search.to ?? today;
  const range = { from: search.from ?? addDays(to, -29), to };
  return findRangeFault(range) === null ? range : null;
}

/** None for a range that is today alone. */
export function toComparison({ from }: DayRange, compare: Comparison, today: string): Comparison {
  return from >= today ? "none" : compare;
}

/** Why days are no range: a page falls back to its preset then, and a route refuses. */
export function findRangeFault({ from, to }: DayRange): string | null {
  const days = countDays({ from, to });
  if (days < 1) return "lies before from";
  return days > maxRangeDays ? `lies more than ${maxRangeDays} days after from` : null;
}

/** Complete days up to yesterday, or with today. What began today has nothing else. */
export function toPresetRange(preset: RangePreset, today: string, isTodayIn = false): DayRange {
  const month = toPeriodStart(today, "month");
  const quarter = addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3));
  const year = `${today.slice(0, 4)}-01-01`;
  const last = isTodayIn ? today : addDays(today, -1);
  const since = (from: string) => ({ from, to: from === today ? today : last });
  const before = (end: string, months: number) => ({ from: addMonths(end, -months), to: addDays(end, -1) });
  if (preset === "today") return since(today);
  if (preset === "this_month") return since(month);
  if (preset === "last_month") return before(month, 1);
  if (preset === "quarter") return since(quarter);
  if (preset === "last_quarter") return before(quarter, 3);
  if (preset === "this_year") return since(year);
  if (preset === "last_year") return before(year, 12);
  return { from: addDays(last, 1 - Number.parseInt(preset, 10)), to: last };
}

type Compared = DayRange & { granularity?: Granularity };

export function toComparedRange(range: Compared, compare: Comparison): DayRange | null {
  const { from, to } = range;
  if (compare === "none") return null;
  const months = countMonthsEarlier(range, compare);
  if (months === null) {
    const days = countDaysEarlier(range);
    return { from: addDays(from, -days), to: addDays(to, -days) };
  }
  const isMonthEnd = toPeriodEnd(to, "month") === to;
  const end = addMonths(to, -months);
  return { from: addMonths(from, -months), to: isMonthEnd ? toPeriodEnd(end, "month") : end };
}

/** Months are compared with as many calendar months, and so are bars of months. Null if what counts is the weekday. */
export function countMonthsEarlier({ granularity, ...range }: Compared, compare: Comparison): number | null {
  if (compare === "last_month") return 1;
  return granularity === "month" ? countMonths(range) : countWholeMonths(range);
}

/** Whole weeks, so that each day is compared with the same weekday. */
export function countDaysEarlier(range: DayRange): number {
  return daysOfWeek * Math.ceil(countDays(range) / daysOfWeek);
}

function toGranularity(asked: Granularity | null, range: DayRange): Granularity {
  const days = countDays(range);
  if (asked && (asked !== "hour" || days <= maxHourlyDays)) return asked;
  if (days <= maxDailyBars) return "day";
  return days <= 2 * maxDailyBars ? "week" : "month";
}
