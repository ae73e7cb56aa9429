import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { summedWindows } from "@/lib/core/db/period-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import type { DayRange } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";

/** Sums that hold people, whose last 30 days are tens of thousands of sums of days and weeks. */
export const windowReports = {
  "claude-code-places": "claude-code",
  "claude-code-actors": "claude-code",
  "claude-code-models": "claude-code",
  "claude-code-tools": "claude-code",
  "actor-cost-periods": "actor-cost",
} as const satisfies Record<string, ReportName>;
export type WindowPart = keyof typeof windowReports;

/** Its first day; no row unless its sum is of the days as they are. */
export function selectSummedWindow(part: WindowPart, window: DayRange): SQL {
  return sql`select starts_on from ${summedWindows}
    where part = ${part} and starts_on = ${window.from}::date and digest = (${selectDaysDigest(part, window)})`;
}

/** Changes with every stored day whose rows change. */
export function selectDaysDigest(part: WindowPart, { from, to }: DayRange): SQL {
  return sql`select md5(coalesce(string_agg(day || coalesce(digest, ''), ',' order by day), '')) from ${reportDays}
    where report = ${windowReports[part]} and day between ${from}::date and ${to}::date`;
}
