import "server-only";
import { and, between, eq } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { reportDays } from "@/lib/db/tables";
import { env } from "@/lib/env";
import type { ReportName } from "./answers";
import type { Coverage } from "./schema";
import { addDays, type DayRange, listDays, toDay } from "./search-params";

/** How far the store holds a range, and how old its newest day is. Days to come are no gap. */
export async function getCoverage(report: ReportName, range: DayRange, now = new Date()): Promise<Coverage> {
  const db = await database();
  const rows = await db
    .select({ day: reportDays.day, fetchedAt: reportDays.fetchedAt, isRefused: reportDays.isRefused })
    .from(reportDays)
    .where(and(eq(reportDays.report, report), between(reportDays.day, range.from, range.to)))
    .orderBy(reportDays.day);
  const known = new Set(rows.map((row) => row.day));
  const today = toDay(now);
  const oldest = addDays(today, 1 - env.HISTORY_DAYS);
  const unread = listDays(range).filter((day) => day <= today && !known.has(day));
  const missing = unread.filter((day) => day >= oldest);
  return {
    dataAsOf: rows.findLast((row) => !row.isRefused)?.fetchedAt.toISOString() ?? null,
    missingDays: missing.length,
    refusedDays: rows.filter((row) => row.isRefused).length,
    unkeptDays: unread.length - missing.length,
  };
}

/** Whether every day of the range was read. */
export function isWhole({ missingDays, refusedDays, unkeptDays }: Coverage): boolean {
  return missingDays + refusedDays + unkeptDays === 0;
}
