import "server-only";
import { eq, sql } from "drizzle-orm";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { costRollups, costRows } from "@/lib/core/db/report-tables";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { costColumns, costDimension, costLevels } from "@/lib/money/reports/cost/dimensions";
import { listColumnsAt } from "@/lib/money/reports/dimension";
import { writeActorCostDay } from "./actor-cost-days";
import { toActorUsageWriter } from "./actor-usage-days";
import { writeClaudeCodeDay } from "./claude-code-days";
import { groupByLevels, inTable, isOfLevels, toColumns } from "./columns";
import { estimateKeysOfDay } from "./key-costs";
import { markSavings, rewriteSums } from "./rollups";
import { writeGeoDay, writeHoursOfDay, writeUsageDay } from "./usage-days";

const columns = inTable(costRollups, costColumns);

const { axes, sets } = groupByLevels(costLevels.cost, (level) =>
  inTable(costRollups, listColumnsAt(costDimension, "cost", level)),
);

const sums = {
  table: costRollups,
  axes: ["axes", ...columns, "currency"],
  measures: ["cents"],
  isMeant: isOfLevels(costLevels.cost),
};

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

async function writeCostDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(costRows).where(eq(costRows.day, day));
  await copyRows(tx, costRows, rows);
  const ofDay = sql`select ${axes}, ${toColumns(columns)}, currency, sum(cents)
    from ${costRows} where day = ${day}::date group by currency, ${sets}`;
  await rewriteSums(tx, sums, day, ofDay);
  await estimateKeysOfDay(tx, "cost", day);
  await markSavings(tx, day);
}
