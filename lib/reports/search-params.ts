import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { workCounts } from "./vocabulary";

/** Presets that end today; a range of one's own is `from` and `to`. */
export const rangePresets = ["7d", "30d", "90d", "365d"] as const;
export const granularities = ["day", "week", "month"] as const;
/** Which table stands below the chart: a row a part, or a row a bar. */
export const reportTables = ["parts", "days"] as const;
export const costGroups = ["workspace", "model"] as const;
export const usageGroups = ["kind", "model", "workspace", "key"] as const;
export type ReportTable = (typeof reportTables)[number];
export type CostGroup = (typeof costGroups)[number];
export type UsageGroup = (typeof usageGroups)[number];
export type Granularity = (typeof granularities)[number];

/** The key of cost that the API ties to no model, and of usage that came with no API key. */
export const noKey = "(none)";
/** The key under which a report sums what is not among the largest of its parts. */
export const otherKey = "(other)";
/** The key of the Default workspace while the directory does not know its id. */
export const defaultKey = "(default)";

/** Inclusive UTC days. */
export type DayRange = { from: string; to: string };
/** The days of a report and how wide its bars are. */
export type PeriodQuery = DayRange & { granularity: Granularity };
export type CostQuery = PeriodQuery & { group: CostGroup };
export type UsageQuery = PeriodQuery & { group: UsageGroup };

export const mostRangeDays = 3660;
const mostDailyBars = 92;
const dayMs = 86_400_000;

const parseAsDay = createParser({
  parse: (text) => (isDay(text) ? text : null),
  serialize: (day: string) => day,
});

const periodSearchParams = {
  range: parseAsStringLiteral(rangePresets).withDefault("30d"),
  from: parseAsDay,
  to: parseAsDay,
  granularity: parseAsStringLiteral(granularities),
};
export type PeriodSearch = inferParserType<typeof periodSearchParams>;

const pictureSearchParams = {
  ...periodSearchParams,
  table: parseAsStringLiteral(reportTables).withDefault("parts"),
};

export const costSearchParams = {
  ...pictureSearchParams,
  group: parseAsStringLiteral(costGroups).withDefault("workspace"),
};
export const loadCostSearch = createLoader(costSearchParams);

export const usageSearchParams = {
  ...pictureSearchParams,
  group: parseAsStringLiteral(usageGroups).withDefault("kind"),
};
export const loadUsageSearch = createLoader(usageSearchParams);

/** Beside the tables by type of actor. */
export const periodsTable = "days";
export const actorSorts = ["actor", ...workCounts, "acceptance", "tokens", "cents"] as const;

export const claudeCodeSearchParams = {
  ...periodSearchParams,
  /** A type of actor, or the periods. */
  table: parseAsString.withDefault("user_actor"),
  sort: parseAsStringLiteral(actorSorts).withDefault("sessions"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};
export const claudeCodeSearchKeys = { direction: "dir" };
export type ClaudeCodeSearch = inferParserType<typeof claudeCodeSearchParams>;
export const loadClaudeCodeSearch = createLoader(claudeCodeSearchParams, { urlKeys: claudeCodeSearchKeys });
export type ActorsQuery = DayRange & { kind: string } & Pick<ClaudeCodeSearch, "sort" | "direction" | "page">;

/** `today` is a UTC day. */
export function toActorsQuery(search: ClaudeCodeSearch, today: string): ActorsQuery {
  const { table, sort, direction, page } = search;
  return { ...toDayRange(search, today), kind: table, sort, direction, page: Math.max(1, page) };
}

/** What a query string of a report that is grouped asks for. `today` is a UTC day. */
export function toGroupQuery<Group extends string>(
  search: PeriodSearch & { group: Group },
  today: string,
): PeriodQuery & { group: Group } {
  return { ...toPeriodQuery(search, today), group: search.group };
}

/** `today` is a UTC day. */
export function toPeriodQuery(search: PeriodSearch, today: string): PeriodQuery {
  const range = toDayRange(search, today);
  return { ...range, granularity: search.granularity ?? toGranularity(range) };
}

/** `from` and `to` go before the preset; a range that ends before it starts, or is absurdly long, is the preset. */
export function toDayRange(search: Pick<PeriodSearch, "range" | "from" | "to">, today: string): DayRange {
  if (search.from || search.to) {
    const to = search.to ?? today;
    const from = search.from ?? addDays(to, -29);
    const days = countDays({ from, to });
    if (days >= 1 && days <= mostRangeDays) return { from, to };
  }
  return { from: addDays(today, 1 - Number.parseInt(search.range, 10)), to: today };
}

function toGranularity(range: DayRange): Granularity {
  const days = countDays(range);
  if (days <= mostDailyBars) return "day";
  return days <= 2 * mostDailyBars ? "week" : "month";
}

/** The UTC day of an instant. */
export function toDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

export function addDays(day: string, count: number): string {
  return toDay(new Date(Date.parse(day) + count * dayMs));
}

export function countDays({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

/** As many days, ending the day before. */
export function toPeriodBefore({ from, to }: DayRange): DayRange {
  return { from: addDays(from, -countDays({ from, to })), to: addDays(from, -1) };
}

/** Whether the text is a day that exists, "2026-02-29" is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && toDay(at) === text;
}

export function listDays({ from, to }: DayRange): string[] {
  return Array.from({ length: Math.max(0, countDays({ from, to })) }, (_, index) => addDays(from, index));
}

/** The first day of the period that holds the day; weeks start on Monday. */
export function toPeriodStart(day: string, granularity: Granularity): string {
  if (granularity === "month") return `${day.slice(0, 7)}-01`;
  if (granularity === "week") return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
  return day;
}

export function toPeriodEnd(day: string, granularity: Granularity): string {
  if (granularity === "month")
    return addDays(toPeriodStart(addDays(toPeriodStart(day, "month"), 31), "month"), -1);
  return granularity === "week" ? addDays(toPeriodStart(day, "week"), 6) : day;
}
