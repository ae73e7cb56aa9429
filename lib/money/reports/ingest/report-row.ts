import "server-only";
import type { ActorCostRow, ActorUsageRow } from "./actor-response-schema";
import type { ClaudeCodeRow } from "./claude-code-response-schema";
import type { CostRow, UsageGeoRow, UsageHourRow, UsageRow } from "./response-schema";

/** A row of each report, as it is stored, without what a day's rows share. */
export type ReportRow = {
  cost: CostRow;
  usage: UsageRow;
  "usage-geo": UsageGeoRow;
  "usage-hours": UsageHourRow & { startsAt: string };
  "claude-code": ClaudeCodeRow;
  "actor-cost": ActorCostRow;
  "actor-usage": ActorUsageRow;
  "account-usage": ActorUsageRow;
};
