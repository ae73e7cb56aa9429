import "server-only";
import type { DayRange } from "@/lib/core/format/calendar";
import { getActorUsageCapability, noteActorUsageCapability } from "./actor-usage-capability";
import { readActorUsageDays } from "./actor-usage-gateway";
import { type AnalyticsSource, fetchAnalytics, planAnalytics } from "./analytics-sync";
import type { Rest } from "./turn";

const source: AnalyticsSource = {
  report: "actor-usage",
  getCapability: getActorUsageCapability,
  noteCapability: noteActorUsageCapability,
  readDays: readActorUsageDays,
};

export function planActorUsage(given: { now: Date; historyDays: number }): Promise<DayRange[]> {
  return planAnalytics(source, given);
}

/** @throws AppError as `fetchAnalytics` */
export function fetchActorUsage(window: DayRange, rest?: Rest): Promise<void> {
  return fetchAnalytics(source, window, rest);
}
