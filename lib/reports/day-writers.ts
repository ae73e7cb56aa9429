import "server-only";
import type { Transaction } from "@/lib/db/client";
import { writeActorCostDay } from "./actor-cost-days";
import type { ReportName } from "./answers";
import { writeClaudeCodeDay } from "./claude-code-days";
import { writeCostDay } from "./cost-days";
import { writeGeoDay, writeHoursOfDay, writeUsageDay } from "./usage-days";

/** Rewrites the facts of one day and every sum that holds them. The rows come as JSON: one parameter for any number. */
export const writeDay: Record<ReportName, (tx: Transaction, day: string, rowsJson: string) => Promise<void>> =
  {
    cost: writeCostDay,
    usage: writeUsageDay,
    "usage-geo": writeGeoDay,
    "usage-hours": writeHoursOfDay,
    "claude-code": writeClaudeCodeDay,
    "actor-cost": writeActorCostDay,
  };
