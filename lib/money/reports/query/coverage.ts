import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import { env } from "@/lib/core/env/env";
import { addDays, countDays, type DayRange, toDay } from "@/lib/core/format/calendar";
import { findLoading } from "@/lib/core/history/store";
import { type ReportName, toKeptDays } from "@/lib/core/history/vocabulary";
import type { Coverage } from "@/lib/money/reports/schema";
import { countIncompleteDays } from "./incomplete";

type Known = { as_of: string | null; refused: number; kept: number; older: number };

/** Future days aren't missing, and neither are days that a source doesn't have yet. */
export async function getCoverage(
  report: ReportName,
  range: DayRange,
  now = new Date(),
  completeUntil: Date | null = null,
): Promise<Coverage> {
  const { from, to } = range;
  const today = toDay(now);
  const oldest = addDays(today, 1 - toKeptDays(report, env.HISTORY_DAYS));
  const isKept = sql`${reportDays.day} between ${oldest}::date and ${today}::date`;
  const isCovered = completeUntil
    ? sql`${reportDays.day} < ${completeUntil.toISOString()}::timestamptz`
    : sql`true`;
  const db = await database();
  const { rows } = await db.execute<Known>(sql`
    select count(*) filter (where ${reportDays.isRefused} and ${isCovered})::int as refused, count(*) filter (where ${isKept})::int as kept,
      count(*) filter (where ${reportDays.day} < ${oldest}::date)::int as older,
      (array_agg(${reportDays.fetchedAt} order by ${reportDays.day} desc) filter (where not ${reportDays.isRefused}))[1]::text
        as as_of
    from ${reportDays} where ${reportDays.report} = ${report} and ${reportDays.day} between ${from}::date and ${to}::date`);
  const { as_of, refused, kept, older } = rows[0] ?? { as_of: null, refused: 0, kept: 0, older: 0 };
  const keptRange = { from: toLater(from, oldest), to: toEarlier(to, today) };
  const olderRange = { from, to: toEarlier(to, addDays(oldest, -1)) };
  return {
    today,
    dataAsOf: as_of && new Date(as_of).toISOString(),
    missingDays: Math.max(0, countDays(keptRange)) - kept,
    refusedDays: refused,
    loading: await findLoading([{ report, ...range }], now),
    unkeptDays: Math.max(0, countDays(olderRange)) - older,
    incompleteDays: await countIncompleteDays([report], [range]),
  };
}

/** Days before today that the source hasn't reported, or not completely. */
export function countUnexportedDays(
  { from, to }: DayRange,
  completeUntil: Date | null,
  now = new Date(),
): number {
  if (!completeUntil) return 0;
  const range = {
    from: toLater(from, toDay(completeUntil)),
    to: toEarlier(to, addDays(toDay(now), -1)),
  };
  return Math.max(0, countDays(range));
}

export async function listReadDays(report: ReportName, { from, to }: DayRange): Promise<ReadonlySet<string>> {
  const db = await database();
  const { rows } = await db.execute<{ days: string[] | null }>(sql`
    select json_agg(${reportDays.day}::text) as days from ${reportDays} where ${reportDays.report} = ${report}
      and not ${reportDays.isRefused} and ${reportDays.day} between ${from}::date and ${to}::date`);
  return new Set(rows[0]?.days ?? []);
}

function toLater(one: string, other: string): string {
  return one > other ? one : other;
}

function toEarlier(one: string, other: string): string {
  return one < other ? one : other;
}
