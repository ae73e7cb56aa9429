import "server-only";
import type { ReportName } from "@/lib/history/vocabulary";
import type { ReportRow } from "./ingest/report-row";
import { sumStale } from "./rollups/period-sums";
import { replaceDay } from "./rollups/replace-day";

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
