import "server-only";
import type { AppError } from "@/lib/core/errors/errors";
import type { DayRange } from "@/lib/core/format/calendar";
import { analyticsColumns } from "@/lib/money/reports/usage/dimensions";
import { type AnalyticsDay, readAnalyticsDays } from "./analytics-gateway";

/**
 * Uses as few dimensions as possible.
 * @throws AppError as `readAnalyticsDays`
 */
export function readActorUsageDays(
  window: DayRange,
  organizationId?: string,
): AsyncGenerator<AnalyticsDay | AppError> {
  const question = {
    report: "actor-usage" as const,
    groups: ["actor", ...analyticsColumns],
    organizationId,
  };
  return readAnalyticsDays(question, window);
}
