import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { stalePeriods } from "@/lib/core/db/period-tables";
import {
  addDays,
  type DayRange,
  type Granularity,
  listDays,
  toDay,
  toPeriodEnd,
  toPeriodStart,
  toWindow,
} from "@/lib/core/format/calendar";
import type { Grain, PeriodQuery } from "@/lib/money/reports/search-params";
import { selectSummedWindow, type WindowPart } from "./summed-window";

type RollupPeriod = DayRange & { grain: Grain };

const grainsWithin = { month: ["month", "week"], week: ["week"], day: [] } as const;

/** Splits a range into the widest periods that fit its bars, each read from its own sum, plus single days. */
export function toRollupPeriods(range: DayRange, granularity: Grain): RollupPeriod[] {
  return cut(range, grainsWithin[granularity]);
}

/** Nothing is stored for future days, so a range up to today may end with its full last period. */
export function toStoredRange<Range extends DayRange>(range: Range, widest: Grain, now = new Date()): Range {
  return range.to < toDay(now) ? range : { ...range, to: toPeriodEnd(range.to, widest) };
}

function cut(range: DayRange, [grain, ...finer]: readonly Grain[]): RollupPeriod[] {
  const { from, to } = range;
  if (from > to) return [];
  if (!grain) return [{ grain: "day", from, to }];
  const first = toPeriodStart(from, grain) === from ? from : addDays(toPeriodEnd(from, grain), 1);
  const last = toPeriodEnd(to, grain) === to ? to : addDays(toPeriodStart(to, grain), -1);
  // No full period fits, but one may end within; nothing crosses the end of a bar.
  if (first > last)
    return [
      ...cut({ from, to: first > to ? to : addDays(first, -1) }, finer),
      ...cut({ from: first, to }, finer),
    ];
  return [
    ...cut({ from, to: addDays(first, -1) }, finer),
    { grain, from: first, to: last },
    ...cut({ from: addDays(last, 1), to }, finer),
  ];
}

type Asked = DayRange & { spans?: readonly DayRange[] | undefined };

/** No sum may reach from one span into the next. */
export function listRollupPeriods({ spans, ...range }: Asked, granularity: Grain): RollupPeriod[] {
  const pieces: RollupPeriod[] = [];
  for (const piece of (spans ?? [range]).flatMap((span) => toRollupPeriods(span, granularity))) {
    const before = pieces.at(-1);
    if (before?.grain === piece.grain && addDays(before.to, 1) === piece.from) before.to = piece.to;
    else pieces.push(piece);
  }
  return pieces;
}

/**
 * Separates bars that are a full period, whose stored sums have even distinct counts, from the others. The spans are
 * the bars, if there are any.
 */
export function splitBars(
  { spans, ...range }: Asked,
  granularity: Grain,
): { whole: RollupPeriod[]; cut: RollupPeriod[] } {
  const bars = spans ?? listBars(range, granularity);
  const isWhole = (bar: DayRange) => {
    const [piece, ...more] = toRollupPeriods(bar, granularity);
    return more.length === 0 && piece !== undefined && toPeriodEnd(piece.from, piece.grain) === piece.to;
  };
  return {
    whole: listRollupPeriods({ ...range, spans: bars.filter(isWhole) }, granularity),
    cut: listRollupPeriods({ ...range, spans: bars.filter((bar) => !isWhole(bar)) }, granularity),
  };
}

function listBars(range: DayRange, granularity: Grain): DayRange[] {
  const starts = listBuckets(range, granularity);
  return starts.map((from, bar) => {
    const next = starts[bar + 1];
    return { from, to: next ? addDays(next, -1) : range.to };
  });
}

/**
 * Whether `r` is in the range: one row for each person, and whatever else a sum keeps, if the range is the last 30 days
 * and their sum is valid; otherwise from the widest periods that fit.
 */
export function isInRange(range: DayRange, widest: Grain, part: WindowPart, now = new Date()): SQL {
  const pieces = toRollupPeriods(toStoredRange(range, widest, now), widest);
  const window = toWindow(now);
  if (widest === "day" || range.from !== window.from || range.to !== window.to)
    return isInRollupPeriods(pieces);
  const summed = selectSummedWindow(part, window);
  const isMissing = sql`not exists (${summed})`;
  const isOfWindow = sql`(r.grain = 'window' and r.starts_on = any(array(${summed})))`;
  return isAny([isOfWindow, isInWholePieces(pieces, isMissing), isOfStalePieces(pieces, isMissing)]);
}

/**
 * Whether `r` is one of the pieces. A stale week or month is replaced by its days within one statement, so the result
 * is exact at any moment.
 */
export function isInRollupPeriods(pieces: RollupPeriod[]): SQL {
  return isAny([isInWholePieces(pieces), isOfStalePieces(pieces)]);
}

/** `isMeant` is decided before a row is read, so that nothing is read if it doesn't hold. */
export function isInWholePieces(pieces: RollupPeriod[], isMeant?: SQL): SQL {
  return isAny(
    pieces.map(({ grain, from, to }) => {
      const isWhole = grain === "day" ? sql`` : sql` and r.starts_on <> all(array(${listStale(grain)}))`;
      const starts = isMeant
        ? sql`= any(array(select generate_series(${from}::date, ${to}::date, interval '1 day')::date where ${isMeant}))`
        : sql`between ${from}::date and ${to}::date`;
      return sql`(r.grain = ${grain} and r.starts_on ${starts}${isWhole})`;
    }),
  );
}

/** Days of pieces without a valid sum. */
export function isOfStalePieces(pieces: RollupPeriod[], isMeant = sql`true`): SQL {
  return isAny(
    pieces.flatMap(({ grain, from, to }) => {
      if (grain === "day") return [];
      const stale = sql`${listStale(grain)} and starts_on between ${from}::date and ${to}::date and ${isMeant}`;
      const last = sql`starts_on + ${`1 ${grain}`}::interval - interval '1 day'`;
      return sql`(r.grain = 'day' and r.starts_on = any(array(
        select generate_series(starts_on, ${last}, interval '1 day')::date from (${stale}) as stale)))`;
    }),
  );
}

function listStale(grain: Grain): SQL {
  return sql`select starts_on from ${stalePeriods} where grain = ${grain}`;
}

function isAny(conditions: SQL[]): SQL {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

export function listBuckets(range: DayRange, granularity: Granularity): string[] {
  if (granularity === "hour") return listDays(range).flatMap(listHours);
  const buckets: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(toPeriodEnd(day, granularity), 1))
    buckets.push(day);
  return buckets;
}

function listHours(day: string): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, "0")}:00:00Z`);
}

/** The start of the period of sum `r`, cut to the range; or its hour. */
export function toBucket({ from, granularity }: PeriodQuery): SQL {
  if (granularity === "hour")
    return sql`to_char(r.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`;
  return sql`greatest(date_trunc(${granularity}, r.starts_on::timestamp)::date, ${from}::date)`;
}
