import "server-only";
import { and, desc, eq, gte, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { reportDays } from "@/lib/core/db/report-tables";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { isIncomplete } from "@/lib/money/reports/query/incomplete";

export type KnownDay = { fetchedAt: Date; isRefused: boolean; isIncomplete: boolean };

export async function getKnownDays(report: ReportName, from: string): Promise<Map<string, KnownDay>> {
  const db = await database();
  const rows = await db
    .select({
      day: reportDays.day,
      fetchedAt: reportDays.fetchedAt,
      isRefused: reportDays.isRefused,
      isIncomplete: isIncomplete(report, sql`${reportDays.day}`),
    })
    .from(reportDays)
    .where(and(eq(reportDays.report, report), gte(reportDays.day, from)));
  return new Map(rows.map(({ day, ...known }) => [day, known]));
}

export async function getLargestDay(report: ReportName): Promise<number | null> {
  const db = await database();
  const newest = await db
    .select({ rowCount: reportDays.rowCount })
    .from(reportDays)
    .where(and(eq(reportDays.report, report), eq(reportDays.isRefused, false)))
    .orderBy(desc(reportDays.day))
    .limit(14);
  return newest.length === 0 ? null : Math.max(1, ...newest.map((day) => day.rowCount));
}
