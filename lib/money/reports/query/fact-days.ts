import "server-only";
import { and, between, eq, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";

/** The embedded database runs one query at a time, so each must be short enough for a page to wait. */
const maxFacts = 20_000;

/** A day whose report was read, and its number of facts. */
type ReadDay = { day: string; facts: number };

/** One day, and the following ones that one query can read. */
export function takeDays(days: readonly ReadDay[], start: number, most: number): ReadDay[] {
  let facts = 0;
  const length = days.slice(start, start + most).findIndex((day) => {
    facts += day.facts;
    return facts > maxFacts;
  });
  return days.slice(start, start + (length === -1 ? most : Math.max(1, length)));
}

export async function listReadDays(report: ReportName, { from, to }: DayRange): Promise<ReadDay[]> {
  const db = await database();
  return db
    .select({ day: reportDays.day, facts: reportDays.rowCount })
    .from(reportDays)
    .where(
      and(eq(reportDays.report, report), between(reportDays.day, from, to), eq(reportDays.isRefused, false)),
    )
    .orderBy(reportDays.day);
}

export async function countFacts(report: ReportName, { from, to }: DayRange): Promise<number> {
  const db = await database();
  const [found] = await db
    .select({ count: sql<number>`coalesce(sum(${reportDays.rowCount}), 0)::float8` })
    .from(reportDays)
    .where(and(eq(reportDays.report, report), between(reportDays.day, from, to)));
  return found?.count ?? 0;
}
