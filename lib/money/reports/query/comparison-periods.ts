import "server-only";
import { type SQL, sql } from "drizzle-orm";
import {
  addDays,
  addMonths,
  countDays,
  type DayRange,
  listDays,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import {
  type Comparison,
  countDaysEarlier,
  countMonthsEarlier,
  type Grain,
  type PeriodQuery,
  toComparedRange,
} from "@/lib/money/reports/search-params";
import { listBuckets, toBucket } from "./rollup-periods";

const daysOfWeek = 7;

export type Span = DayRange & { bar: number | null };
export type ComparedQuery = PeriodQuery & { compare: Comparison };
export type ComparisonPeriods = { range: DayRange; spans: Span[] };

/**
 * Divides the compared range without overlap by the chart's bars: as many days, whole weeks earlier; the same dates a
 * month earlier; or, for whole months and for bars that are months, as many months. Days of whole months are compared by
 * weekday, so that those at the ends have no match. Neither has a bar whose date doesn't exist.
 */
export function listComparisonPeriods(query: ComparedQuery): ComparisonPeriods | null {
  const range = toComparedRange(query, query.compare);
  if (!range) return null;
  if (query.granularity !== "hour") return { range, spans: toSpans(query, range, query.granularity) };
  const hours = toSpans(query, range, "day").flatMap(({ bar, ...days }) =>
    listBuckets(days, "hour").map((at, hour) => ({
      from: at,
      to: at,
      bar: bar === null ? null : 24 * bar + hour,
    })),
  );
  return { range, spans: hours };
}

function toSpans(query: ComparedQuery, range: DayRange, grain: Grain): Span[] {
  if (grain === "day" && query.compare === "previous") return toSpansByWeekday(query, range);
  const bars = listBuckets(query, grain);
  return bars.flatMap((start, bar) => {
    const next = bars[bar + 1];
    const from = bar === 0 ? range.from : toEarlier(query, start);
    const limit = next ? toFirst(addDays(toEarlier(query, next), -1), range.to) : range.to;
    const days = countDays({ from: start, to: next ? addDays(next, -1) : query.to });
    const to = grain === "month" ? limit : toFirst(limit, addDays(from, days - 1));
    const spans: Span[] = [
      { from, to, bar },
      { from: addDays(to, 1), to: limit, bar: null },
    ];
    return spans.filter((span) => span.from <= span.to);
  });
}

/** Also of days that are compared with as many days, whole weeks earlier, which leaves none over. */
function toSpansByWeekday(query: ComparedQuery, range: DayRange): Span[] {
  const shift = daysOfWeek * Math.floor((countDays({ from: range.from, to: query.from }) - 1) / daysOfWeek);
  const bars = listDays(query);
  return listDays(range).map((day) => {
    const bar = bars.indexOf(addDays(day, shift));
    return { from: day, to: day, bar: bar < 0 ? null : bar };
  });
}

/** For a date that the earlier month doesn't have, the day after its last. */
function toEarlier(query: ComparedQuery, day: string): string {
  const months = countMonthsEarlier(query, query.compare);
  if (months === null) return addDays(day, -countDaysEarlier(query));
  const same = addMonths(day, -months);
  return same.slice(8) === day.slice(8) ? same : addMonths(toPeriodStart(day, "month"), 1 - months);
}

function toFirst(one: string, other: string): string {
  return one < other ? one : other;
}

export function toSpanBucket({ range, spans }: ComparisonPeriods, { granularity }: ComparedQuery): SQL {
  if (granularity === "hour") return toBucket({ ...range, granularity });
  if (spans.every(({ from, to }) => from === to)) return sql`r.starts_on`;
  // One text, so that it is read once and not per row.
  const starts = sql`${`{${spans.map(({ from }) => from).join(",")}}`}::date[]`;
  return sql`(${starts})[width_bucket(r.starts_on, ${starts})]`;
}

export function listSpanDays({ from, to }: Span): string[] {
  return listDays({ from: from.slice(0, 10), to: to.slice(0, 10) });
}
