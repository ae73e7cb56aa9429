import "server-only";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { ReportName } from "@/lib/core/history/vocabulary";
import type { ReportRow } from "./ingest/report-row";
import { toBlock } from "./ingest/row-block";
import { sumStale } from "./rollups/period-sums";
import { replaceDay as replaceDayWithBlock } from "./rollups/replace-day";
import { finestHours } from "./usage/dimensions";

export function replaceDay<Report extends ReportName>(
  report: Report,
  day: string,
  rows: ReportRow[Report][],
  askedAt: Date,
  unreadable: readonly UnreadableRow[] = [],
): Promise<void> {
  return replaceDayWithBlock(report, day, toBlock(rows, toShared(report, day)), askedAt, unreadable);
}

function toShared(report: ReportName, day: string): Record<string, string> {
  if (report === "usage-hours") return { axes: finestHours };
  return report === "actor-usage" || report === "account-usage" ? { day, report } : { day };
}

/** Stores a day with all its sums, as at the end of a sync. */
export async function storeDay<Report extends ReportName>(
  report: Report,
  day: string,
  rows: ReportRow[Report][],
  askedAt: Date,
): Promise<void> {
  await replaceDay(report, day, rows, askedAt);
  await sumStale(report);
}
