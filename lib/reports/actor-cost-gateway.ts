import "server-only";
import type { AppError } from "@/lib/errors";
import { type ActorCostRow, actorCostRow } from "./actor-answers";
import { type AnalyticsDay, readAnalyticsDays } from "./analytics-gateway";
import type { DayRange } from "./search-params";

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
