import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/client";
import { unreadableRows } from "@/lib/db/directory-tables";
import { historyReports, type ReportName } from "@/lib/history/vocabulary";
import type { DayRange } from "./search-params";

/** Whether rows of a day could not be read, so that its sums are too small. */
export function isIncomplete(report: ReportName, day: SQL): SQL<boolean> {
  return sql<boolean>`exists (select 1 from ${unreadableRows} where noun = ${report} and part = ${day}::text)`;
}

/** All days of which rows could not be read, by report. */
export async function listIncompleteDays(): Promise<Partial<Record<ReportName, string[]>>> {
  const db = await database();
  const found = await db
    .select({ report: unreadableRows.noun, days: sql<string[]>`json_agg(${unreadableRows.part})` })
    .from(unreadableRows)
    .where(inArray(unreadableRows.noun, historyReports))
    .groupBy(unreadableRows.noun);
  return Object.fromEntries(found.map(({ report, days }) => [report, days]));
}

/** How many days of these ranges have rows of a report that could not be read. */
export async function countIncompleteDays(
  reports: readonly ReportName[],
  ranges: readonly DayRange[],
): Promise<number> {
  const isWithin = ranges.map(({ from, to }) => sql`part collate "C" between ${from} and ${to}`);
  const db = await database();
  const { rows } = await db.execute<{ days: number }>(sql`
    select count(distinct part)::int as days from ${unreadableRows}
    where noun in ${[...reports]} and (${sql.join(isWithin, sql` or `)})`);
  return rows[0]?.days ?? 0;
}
