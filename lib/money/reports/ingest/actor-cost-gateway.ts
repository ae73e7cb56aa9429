import "server-only";
import type { AppError } from "@/lib/core/errors/errors";
import type { DayRange } from "@/lib/core/format/calendar";
import { type AnalyticsDay, readAnalyticsDays } from "./analytics-gateway";

/** @throws AppError as `readAnalyticsDays` */
export function readActorCostDays(
  window: DayRange,
  organizationId?: string,
): AsyncGenerator<AnalyticsDay | AppError> {
  const question = {
    report: "actor-cost" as const,
    groups: ["actor", "api_key_id", "workspace_id", "product", "model"],
    organizationId,
  };
  return readAnalyticsDays(question, window);
}
