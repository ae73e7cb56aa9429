import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { DayRange } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { unreadableRows } from "@/lib/db/directory-tables";
import { historyReports, type ReportName } from "@/lib/history/vocabulary";
import { perRequest } from "@/lib/per-request";

export function isIncomplete(report: ReportName, day: SQL): SQL<boolean> {
  return sql<boolean>`exists (select 1 from ${unreadableRows} where noun = ${report} and part = ${day}::text)`;
}

type IncompleteDays = Partial<Record<ReportName, string[]>>;

export const listIncompleteDays = perRequest(async (): Promise<IncompleteDays> => {
  const db = await database();
  const found = await db
    .select({ report: unreadableRows.noun, days: sql<string[]>`json_agg(${unreadableRows.part})` })
    .from(unreadableRows)
    .where(inArray(unreadableRows.noun, historyReports))
    .groupBy(unreadableRows.noun);
  return Object.fromEntries(found.map(({ report, days }) => [report, days]));
});

export async function countIncompleteDays(
  reports: readonly ReportName[],
  ranges: readonly DayRange[],
): Promise<number> {
  const days = await listIncompleteDays();
  const isWithin = (day: string) => ranges.some(({ from, to }) => from <= day && day <= to);
  return new Set(reports.flatMap((report) => days[report]?.filter(isWithin) ?? [])).size;
}
