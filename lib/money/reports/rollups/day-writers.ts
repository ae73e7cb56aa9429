import "server-only";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { writeActorCostDay } from "./actor-cost-days";
import { toActorUsageWriter } from "./actor-usage-days";
import { writeClaudeCodeDay } from "./claude-code-days";
import { writeCostDay } from "./cost-days";
import { writeGeoDay, writeHoursOfDay, writeUsageDay } from "./usage-days";

type WriteDay = (tx: Transaction, day: string, rows: CopyText) => Promise<void>;

export const writeDay: Record<ReportName, WriteDay> = {
  cost: writeCostDay,
  usage: writeUsageDay,
  "usage-geo": writeGeoDay,
  "usage-hours": writeHoursOfDay,
  "claude-code": writeClaudeCodeDay,
  "actor-cost": writeActorCostDay,
  "actor-usage": toActorUsageWriter("actor-usage"),
  "account-usage": toActorUsageWriter("account-usage"),
};
