import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { addDays, addMonths, countDays, type DayRange, listDays, toPeriodStart } from "@/lib/calendar";
import { type Comparison, type Grain, type PeriodQuery, toComparedRange } from "@/lib/reports/search-params";
import { listBuckets, toBucket } from "./pieces";

/** A part of the compared range, and the place of the bar that it stands behind; null where no bar is its like. */
export type Span = DayRange & { bar: number | null };
export type ComparedQuery = PeriodQuery & { compare: Comparison };
export type ComparedSpans = { range: DayRange; spans: Span[] };

/**
 * Cuts the compared range, all of it and nothing twice, by the bars of the picture: as many days as the bar has, the same
 * dates a month before, or whole months. The 31st has no like in a month of 30 days; nor has a bar whose date was not.
 */
export function listComparedSpans(query: ComparedQuery): ComparedSpans | null {
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

/** The day that a bar's first is compared with; of a date that the month before did not have, the day after its last. */
function toEarlier(query: ComparedQuery, day: string): string {
  if (query.compare === "previous") return addDays(day, -countDays(query));
  const same = addMonths(day, -1);
  return same.slice(8) === day.slice(8) ? same : toPeriodStart(day, "month");
}

function toFirst(one: string, other: string): string {
  return one < other ? one : other;
}

/** The first day of the span that row `r` falls in, or its hour. */
export function toSpanBucket({ range, spans }: ComparedSpans, { granularity }: ComparedQuery): SQL {
  if (granularity === "hour") return toBucket({ ...range, granularity });
  if (spans.every(({ from, to }) => from === to)) return sql`r.starts_on`;
  // One text, so that it is read once and not a row.
  const starts = sql`${`{${spans.map(({ from }) => from).join(",")}}`}::date[]`;
  return sql`(${starts})[width_bucket(r.starts_on, ${starts})]`;
}

export function listSpanDays({ from, to }: Span): string[] {
  return listDays({ from: from.slice(0, 10), to: to.slice(0, 10) });
}
