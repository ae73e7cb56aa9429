import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { reportDays } from "@/lib/db/report-tables";
import { env } from "@/lib/env";
import type { ReportName } from "./answers";
import type { Coverage } from "./schema";
import { addDays, countDays, type DayRange, toDay } from "./search-params";

const hourDays = 30;

/** How many days of a report are kept complete; of hours there are fewer. */
export function toKeptDays(report: ReportName, historyDays: number): number {
  return report === "usage-hours" ? Math.min(hourDays, historyDays) : historyDays;
}

type Known = { as_of: string | null; refused: number; kept: number; older: number };

/** How far the store holds a range, and how old its newest day is. Days to come are no gap. */
export async function getCoverage(report: ReportName, range: DayRange, now = new Date()): Promise<Coverage> {
  const { from, to } = range;
  const today = toDay(now);
  const oldest = addDays(today, 1 - toKeptDays(report, env.HISTORY_DAYS));
  const isKept = sql`${reportDays.day} between ${oldest}::date and ${today}::date`;
  const db = await database();
  const { rows } = await db.execute<Known>(sql`
    select count(*) filter (where ${reportDays.isRefused})::int as refused, count(*) filter (where ${isKept})::int as kept,
      count(*) filter (where ${reportDays.day} < ${oldest}::date)::int as older,
      (array_agg(${reportDays.fetchedAt} order by ${reportDays.day} desc) filter (where not ${reportDays.isRefused}))[1]::text
        as as_of
    from ${reportDays} where ${reportDays.report} = ${report} and ${reportDays.day} between ${from}::date and ${to}::date`);
  const { as_of, refused, kept, older } = rows[0] ?? { as_of: null, refused: 0, kept: 0, older: 0 };
  const keptRange = { from: toLater(from, oldest), to: toEarlier(to, today) };
  const olderRange = { from, to: toEarlier(to, addDays(oldest, -1)) };
  return {
    dataAsOf: as_of && new Date(as_of).toISOString(),
    missingDays: Math.max(0, countDays(keptRange)) - kept,
    refusedDays: refused,
    unkeptDays: Math.max(0, countDays(olderRange)) - older,
  };
}

/** The days of a range that were read. */
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
