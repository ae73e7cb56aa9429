import "server-only";
import type { DayRange } from "@/lib/core/format/calendar";
import { getActorCostCapability, noteActorCostCapability } from "./actor-cost-capability";
import { readActorCostDays } from "./actor-cost-gateway";
import { type AnalyticsSource, fetchAnalytics, planAnalytics } from "./analytics-sync";
import type { Rest } from "./turn";

const source: AnalyticsSource = {
  report: "actor-cost",
  getCapability: getActorCostCapability,
  noteCapability: noteActorCostCapability,
  readDays: readActorCostDays,
};

export function planActorCosts(given: { now: Date; historyDays: number }): Promise<DayRange[]> {
  return planAnalytics(source, given);
}

/** @throws AppError as `fetchAnalytics` */
export function fetchActorCosts(window: DayRange, rest?: Rest): Promise<void> {
  return fetchAnalytics(source, window, rest);
}
