import "server-only";
import { readActorUsageDays } from "./actor-usage-gateway";
import { getActorUsagePower, noteActorUsagePower } from "./actor-usage-power";
import { type AnalyticsSource, fetchAnalytics, planAnalytics } from "./analytics-sync";
import type { DayRange } from "./search-params";

const source: AnalyticsSource<"actor-usage"> = {
  report: "actor-usage",
  getPower: getActorUsagePower,
  notePower: noteActorUsagePower,
  readDays: readActorUsageDays,
};

export function planActorUsage(given: { now: Date; historyDays: number }): Promise<DayRange | null> {
  return planAnalytics(source, given);
}

/** @throws AppError as `fetchAnalytics` */
export function fetchActorUsage(window: DayRange): Promise<void> {
  return fetchAnalytics(source, window);
}
