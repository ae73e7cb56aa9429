import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { unreadableRows } from "@/lib/core/db/directory-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import type { DayRange } from "@/lib/core/format/calendar";
import { historyReports, type ReportName } from "@/lib/core/history/vocabulary";
import { perRequest } from "@/lib/core/process/per-request";

export function isIncomplete(report: ReportName, day: SQL): SQL<boolean> {
  return sql<boolean>`exists (select 1 from ${unreadableRows} where noun = ${report} and part = ${day}::text)`;
}

type IncompleteDays = Partial<Record<ReportName, string[]>>;

export const listIncompleteDays = perRequest(async (): Promise<IncompleteDays> => {
  const { unreadableDays } = await getStoreFacts();
  const found = historyReports.map((report) => [report, unreadableDays.get(report)] as const);
  return Object.fromEntries(found.filter(([, days]) => days));
});

export async function countIncompleteDays(
  reports: readonly ReportName[],
  ranges: readonly DayRange[],
): Promise<number> {
  const days = await listIncompleteDays();
  const isWithin = (day: string) => ranges.some(({ from, to }) => from <= day && day <= to);
  return new Set(reports.flatMap((report) => days[report]?.filter(isWithin) ?? [])).size;
}
