import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { actorUsageRollups, actorUsageRows } from "@/lib/core/db/actor-usage-tables";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { recallInReport } from "@/lib/core/db/forgotten";
import { listColumns, listColumnsAt } from "@/lib/money/reports/dimension";
import { usageDimension, usageLevels } from "@/lib/money/reports/usage/dimensions";
import { addAddresses } from "./addresses";
import { groupByLevels, inTable, isOfLevels, toColumns } from "./columns";
import { markStale, type Period, rewriteDay, sumPeriod, sumsOf } from "./rollups";

const counts = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
];
const measures = [...counts, "web_search_requests", "requests", "counted_tokens"];

const { axes, sets } = groupByLevels(usageLevels.analytics, (level) =>
  inTable(actorUsageRollups, listColumnsAt(usageDimension, "analytics", level)),
);
const columns = inTable(actorUsageRollups, listColumns(usageDimension, "analytics"));

export type ActorUsageReport = "actor-usage" | "account-usage";

function toSums(report: ActorUsageReport) {
  return {
    table: actorUsageRollups,
    axes: ["axes", "report", ...columns],
    measures,
    isMeant: sql`report = ${report} and ${isOfLevels(usageLevels.analytics)}`,
  };
}

export const actorUsageParts: Record<ActorUsageReport, (tx: Transaction, period: Period) => Promise<void>> = {
  "actor-usage": (tx, period) => sumPeriod(tx, toSums("actor-usage"), period),
  "account-usage": (tx, period) => sumPeriod(tx, toSums("account-usage"), period),
};

export function toActorUsageWriter(report: ActorUsageReport) {
  return async (tx: Transaction, day: string, rows: CopyText): Promise<void> => {
    await tx
      .delete(actorUsageRows)
      .where(and(eq(actorUsageRows.report, report), eq(actorUsageRows.day, day)));
    await copyRows(tx, actorUsageRows, rows);
    const isOfDay = sql`report = ${report} and day = ${day}::date`;
    await recallInReport(tx, actorUsageRows, ["actor_id", "actor_email"], isOfDay);
    await addAddresses(tx, actorUsageRows, isOfDay);
    const ofDay = sql`select ${axes}, ${report}::text, ${toColumns(columns)}, ${sumsOf(measures)}
      from ${actorUsageRows} where report = ${report} and day = ${day}::date group by ${sets}`;
    await rewriteDay(tx, toSums(report), day, ofDay);
    await markStale(tx, [report], day);
  };
}
