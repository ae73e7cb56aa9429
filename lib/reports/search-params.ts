import { createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import {
  addDays,
  addMonths,
  countDays,
  type DayRange,
  type Granularity,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/calendar";
import { toCurrency } from "@/lib/money";
import { parseAsDay, parseAsText, parseAsTexts } from "@/lib/search-params";
import {
  chartShapes,
  comparisons,
  granularities,
  type RangePreset,
  rangePresets,
  reportTables,
  topCounts,
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

/** Without it, the available currencies decide. */
export const parseAsCurrency = createParser({ parse: toCurrency, serialize: String });

export const rangeSearchParams = {
  range: parseAsStringLiteral(rangePresets).withDefault("30d"),
  from: parseAsDay,
  to: parseAsDay,
};
export type RangeSearch = inferParserType<typeof rangeSearchParams>;

export const periodSearchParams = {
  ...rangeSearchParams,
  granularity: parseAsStringLiteral(granularities),
  compare: parseAsStringLiteral(comparisons).withDefault("none"),
};
export type PeriodSearch = inferParserType<typeof periodSearchParams>;

/** What a breakdown is asked with. */
export const breakdownSearchParams = {
  ...periodSearchParams,
  top: parseAsStringLiteral(topCounts.map(String)).withDefault("5"),
};

/** How the page shows it. */
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
  search: Record<Dimension, readonly string[]>,
  dimensions: readonly Dimension[],
): Filter<Dimension> {
  const chosen = dimensions.filter((dimension) => search[dimension].length > 0);
  const entries = chosen.map((dimension) => [dimension, search[dimension]]);
  return Object.fromEntries(entries) as Filter<Dimension>; // Sound: the names are those of the dimensions.
}

export function toFilterSearch(filter: Filter<string>): Record<string, string> {
  const given = Object.entries(filter).flatMap(([dimension, values]) =>
    values?.length ? [[dimension, parseAsTexts.serialize([...values])]] : [],
  );
  return Object.fromEntries(given);
}

export function toPeriodQuery(search: Omit<PeriodSearch, "compare">, today: string): PeriodQuery {
  const range = toDayRange(search, today);
  return { ...range, granularity: toGranularity(search.granularity, range) };
}

/** `from` and `to` take precedence; a reversed or absurdly long range falls back to the preset. */
export function toDayRange(search: RangeSearch, today: string): DayRange {
  if (search.from || search.to) {
    const to = search.to ?? today;
    const range = { from: search.from ?? addDays(to, -29), to };
    if (findRangeFault(range) === null) return range;
  }
  return toPresetRange(search.range, today);
}

/** Why days are no range: a page falls back to its preset then, and a route refuses. */
export function findRangeFault({ from, to }: DayRange): string | null {
  const days = countDays({ from, to });
  if (days < 1) return "lies before from";
  return days > maxRangeDays ? `lies more than ${maxRangeDays} days after from` : null;
}

export function toPresetRange(preset: RangePreset, today: string): DayRange {
  const month = toPeriodStart(today, "month");
  if (preset === "today") return { from: today, to: today };
  if (preset === "this_month") return { from: month, to: today };
  if (preset === "last_month") return { from: addMonths(month, -1), to: addDays(month, -1) };
  if (preset === "quarter")
    return { from: addMonths(month, -((Number(month.slice(5, 7)) - 1) % 3)), to: today };
  if (preset === "this_year") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  return { from: addDays(today, 1 - Number.parseInt(preset, 10)), to: today };
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

/** Bars that are months are compared with as many calendar months. Null if what counts is the weekday. */
export function countMonthsEarlier({ granularity, from, to }: Compared, compare: Comparison): number | null {
  if (compare === "last_month") return 1;
  if (granularity !== "month") return null;
  const toMonths = (day: string) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7));
  return toMonths(to) - toMonths(from) + 1;
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
