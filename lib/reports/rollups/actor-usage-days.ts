import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/database";
import { members } from "@/lib/db/directory-tables";
import { actorUsageRollups, actorUsageRows } from "@/lib/db/report-tables";
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

/** The bits name the columns that a row is not grouped by. */
const axesOfRow = sql`case grouping(actor_kind) when 0 then 'actor' else 'item' end`;

export type ActorUsageReport = "actor-usage" | "account-usage";

function toSums(report: ActorUsageReport) {
  return {
    table: actorUsageRollups,
    axes: [
      "axes",
      "report",
      "workspace_id",
      "actor_kind",
      "actor_id",
      "actor_email",
      "product",
      "model",
      "speed",
    ],
    measures,
    isMeant: sql`report = ${report} and axes in ('actor', 'item')`,
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
      select ${day}::date, ${report}::text, t."workspaceId", t."actorKind", t."actorId",
        coalesce(t."actorEmail", lower(m.email)), t.product, t.model, t.speed, t."uncachedInputTokens",
        t."cacheReadInputTokens", t."cacheCreation5mInputTokens", t."cacheCreation1hInputTokens", t."outputTokens",
        t."webSearchRequests", t.requests, case when t.requests is null then 0 else ${tokens} end
      from json_to_recordset(${rowsJson}::text::json) as t("workspaceId" text, "actorKind" text, "actorId" text,
        "actorEmail" text, product text, model text, speed text, "uncachedInputTokens" bigint,
        "cacheReadInputTokens" bigint, "cacheCreation5mInputTokens" bigint, "cacheCreation1hInputTokens" bigint,
        "outputTokens" bigint, "webSearchRequests" bigint, requests bigint)
      left join ${members} m on m.id = t."actorId"`);
    const ofDay = sql`select ${axesOfRow}, ${report}::text, workspace_id, actor_kind, actor_id, actor_email, product,
        model, speed, ${sumsOf(measures)}
      from ${actorUsageRows} where report = ${report} and day = ${day}::date
      group by grouping sets ((workspace_id, actor_kind, actor_id, actor_email), (workspace_id, product, model, speed))`;
    await rewriteDay(tx, toSums(report), day, ofDay);
    await markStale(tx, [report], day);
  };
}
