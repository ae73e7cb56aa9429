import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { actorUsageRollups, actorUsageRows } from "@/lib/db/actor-usage-tables";
import type { Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { listColumns, listColumnsAt } from "@/lib/reports/dimension";
import type { ActorUsageRow } from "@/lib/reports/ingest/actor-response-schema";
import { usageDimension, usageLevels } from "@/lib/reports/usage/dimensions";
import { groupByLevels, inTable, isOfLevels, selectFields, toColumns, toRecords } from "./columns";
import { markStale, type Period, rewriteDay, sumPeriod, sumsOf } from "./rollups";

const counts = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
];
const measures = [...counts, "web_search_requests", "requests", "counted_tokens"];
const tokens = sql`t."uncachedInputTokens" + t."cacheReadInputTokens" + t."cacheCreation5mInputTokens"
  + t."cacheCreation1hInputTokens" + t."outputTokens"`;

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

/** Someone named only by ID gets the address that the directory knows. */
export function toActorUsageWriter(report: ActorUsageReport) {
  return async (tx: Transaction, day: string, rowsJson: Buffer): Promise<void> => {
    await tx
      .delete(actorUsageRows)
      .where(and(eq(actorUsageRows.report, report), eq(actorUsageRows.day, day)));
    await tx.insert(actorUsageRows).select(sql`
      select ${selectFields(actorUsageRows, {
        day: sql`${day}::date`,
        report: sql`${report}::text`,
        actorEmail: sql`coalesce(t."actorEmail", lower(m.email))`,
        countedTokens: sql`case when t.requests is null then 0 else ${tokens} end`,
      })}
      from ${toRecords<ActorUsageRow>(rowsJson, actorUsageRows, "day", "report", "countedTokens")}
      left join ${members} m on m.id = t."actorId"`);
    const ofDay = sql`select ${axes}, ${report}::text, ${toColumns(columns)}, ${sumsOf(measures)}
      from ${actorUsageRows} where report = ${report} and day = ${day}::date group by ${sets}`;
    await rewriteDay(tx, toSums(report), day, ofDay);
    await markStale(tx, [report], day);
  };
}
