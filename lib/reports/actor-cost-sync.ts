import "server-only";
import { readActorCostDays } from "./actor-cost-gateway";
import { getActorCostPower, noteActorCostPower } from "./actor-cost-power";
import { type AnalyticsSource, fetchAnalytics, planAnalytics } from "./analytics-sync";
import type { DayRange } from "./search-params";

const source: AnalyticsSource<"actor-cost"> = {
  report: "actor-cost",
  getPower: getActorCostPower,
  notePower: noteActorCostPower,
  readDays: readActorCostDays,
};

export function planActorCosts(given: { now: Date; historyDays: number }): Promise<DayRange | null> {
  return planAnalytics(source, given);
}

/** @throws AppError as `fetchAnalytics` */
export function fetchActorCosts(window: DayRange): Promise<void> {
  return fetchAnalytics(source, window);
}
