import "server-only";
import { type SQL, sql } from "drizzle-orm";
import {
  addDays,
  type DayRange,
  type Grain,
  type Granularity,
  listDays,
  type PeriodQuery,
  toPeriodEnd,
  toPeriodStart,
} from "./search-params";

type Piece = DayRange & { grain: Grain };

/** Cuts a range into whole weeks or months, read from their own sums, and the single days around them. */
export function toPieces({ from, to }: DayRange, granularity: Grain): Piece[] {
  if (granularity === "day") return [{ grain: "day", from, to }];
  const isWholeStart = toPeriodStart(from, granularity) === from;
  const first = isWholeStart ? from : addDays(toPeriodEnd(from, granularity), 1);
  const isWholeEnd = toPeriodEnd(to, granularity) === to;
  const last = isWholeEnd ? to : addDays(toPeriodStart(to, granularity), -1);
  if (first > last) return [{ grain: "day", from, to }];
  const pieces: Piece[] = [
    { grain: "day", from, to: addDays(first, -1) },
    { grain: granularity, from: first, to: last },
    { grain: "day", from: addDays(last, 1), to },
  ];
  return pieces.filter((piece) => piece.from <= piece.to);
}

/** Whether the sum `r` belongs to one of the pieces. */
export function isInPieces(pieces: Piece[]): SQL {
  const each = pieces.map(
    ({ grain, from, to }) => sql`(r.grain = ${grain} and r.starts_on between ${from}::date and ${to}::date)`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

/** The first days of all periods of a range, that of the first cut to the range. */
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

/** The first day of the period that sum `r` falls in, that of the first cut to the range; or the hour. */
export function toBucket({ from, granularity }: PeriodQuery): SQL {
  if (granularity === "hour")
    return sql`to_char(r.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`;
  return sql`greatest(date_trunc(${granularity}, r.starts_on::timestamp)::date, ${from}::date)`;
}
