import "server-only";
import type { DayRange } from "@/lib/calendar";
import type { AppError } from "@/lib/errors";
import { type ActorCostRow, actorCostRow } from "./actor-response-schema";
import { type AnalyticsDay, readAnalyticsDays } from "./analytics-gateway";

/** @throws AppError as `readAnalyticsDays` */
export function readActorCostDays(
  window: DayRange,
  organizationId?: string,
): AsyncGenerator<AnalyticsDay<ActorCostRow> | AppError> {
  const question = {
    path: "/v1/organizations/analytics/cost",
    groups: ["actor", "api_key_id", "workspace_id", "product", "model"],
    organizationId,
    row: actorCostRow,
  };
  return readAnalyticsDays(question, window);
}
