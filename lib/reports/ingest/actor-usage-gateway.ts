import "server-only";
import type { DayRange } from "@/lib/calendar";
import type { AppError } from "@/lib/errors";
import { type ActorUsageRow, actorUsageRow } from "./actor-response-schema";
import { type AnalyticsDay, readAnalyticsDays } from "./analytics-gateway";

/**
 * Uses as few dimensions as possible.
 * @throws AppError as `readAnalyticsDays`
 */
export function readActorUsageDays(
  window: DayRange,
  organizationId?: string,
): AsyncGenerator<AnalyticsDay<ActorUsageRow> | AppError> {
  const question = {
    path: "/v1/organizations/analytics/usage",
    groups: ["actor", "product", "model", "workspace_id", "speed"],
    organizationId,
    row: actorUsageRow,
  };
  return readAnalyticsDays(question, window);
}
