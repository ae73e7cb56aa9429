import "server-only";
import { between, eq, lt, or, sql } from "drizzle-orm";
import { toDayAgo } from "@/lib/calendar";
import type { Transaction } from "@/lib/db/database";
import { usageGeoRows, usageHours, usageRollups, usageRows } from "@/lib/db/report-tables";
import { forgetUnreadable } from "@/lib/db/unreadable-rows";
import { estimateKeysOfDay } from "./key-costs";
import { sumKeysOfDay } from "./key-sums";
import { markStale, type Period, rewriteDay, sumPeriod, sumsOf } from "./rollups";

const keptHourDays = 31;

const measures = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
  "web_search_requests",
];
const counts = [
  "uncachedInputTokens",
  "cacheReadInputTokens",
  "cacheCreation5mInputTokens",
  "cacheCreation1hInputTokens",
  "outputTokens",
  "webSearchRequests",
];
const columns = sql.raw(counts.map((name) => `"${name}" bigint`).join(", "));

const item = sql.raw("model, service_tier, context_window");
/** The bits name the columns that a row is not grouped by. */
const axesOfRow = sql`case grouping(workspace_id, model, api_key_id, service_tier)
  when 7 then 'workspace' when 3 then 'workspace_model' when 5 then 'workspace_key' when 10 then 'item'
  else 'workspace_item' end`;
const axesOfGeoRow = sql`case grouping(workspace_id) when 0 then 'workspace_geo' else 'geo_item' end`;

const sums = {
  table: usageRollups,
  axes: ["axes", "workspace_id", "model", "api_key_id", "service_tier", "context_window", "inference_geo"],
  measures,
};
const ofRows = sql`axes in ('workspace', 'workspace_model', 'workspace_key', 'item', 'workspace_item')`;
const ofGeoRows = sql`axes in ('workspace_geo', 'geo_item')`;

export const usageParts: Record<"usage" | "usage-geo", (tx: Transaction, period: Period) => Promise<void>> = {
  usage: (tx, period) => sumPeriod(tx, { ...sums, isMeant: ofRows }, period),
  "usage-geo": (tx, period) => sumPeriod(tx, { ...sums, isMeant: ofGeoRows }, period),
};

export async function writeUsageDay(tx: Transaction, day: string, rowsJson: Buffer): Promise<void> {
  await tx.delete(usageRows).where(eq(usageRows.day, day));
  await tx
    .insert(usageRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "model" text, "apiKeyId" text, "serviceTier" text, "contextWindow" text, ${columns})`);
  const ofDay = sql`select ${axesOfRow}, workspace_id, model, api_key_id, service_tier, context_window, null::text,
      ${sumsOf(measures)}
    from ${usageRows} where day = ${day}::date
    group by grouping sets ((workspace_id), (workspace_id, model), (workspace_id, api_key_id), (${item}),
      (workspace_id, ${item}))`;
  await rewriteDay(tx, { ...sums, isMeant: ofRows }, day, ofDay);
  await markStale(tx, ["usage"], day);
  await sumKeysOfDay(tx, day);
  await estimateKeysOfDay(tx, day);
}

export async function writeGeoDay(tx: Transaction, day: string, rowsJson: Buffer): Promise<void> {
  await tx.delete(usageGeoRows).where(eq(usageGeoRows.day, day));
  await tx
    .insert(usageGeoRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "model" text, "serviceTier" text, "contextWindow" text, "inferenceGeo" text, ${columns})`);
  const ofDay = sql`select ${axesOfGeoRow}, workspace_id, model, null::text, service_tier, context_window, inference_geo,
      ${sumsOf(measures)}
    from ${usageGeoRows} where day = ${day}::date
    group by grouping sets ((workspace_id, inference_geo), (${item}, inference_geo))`;
  await rewriteDay(tx, { ...sums, isMeant: ofGeoRows }, day, ofDay);
  await markStale(tx, ["usage-geo"], day);
}

export async function writeHoursOfDay(tx: Transaction, day: string, rowsJson: Buffer): Promise<void> {
  const isOfDay = between(usageHours.startsAt, new Date(`${day}T00:00:00Z`), new Date(`${day}T23:59:59Z`));
  const isOld = lt(usageHours.startsAt, sql`now() - make_interval(days => ${keptHourDays})`);
  const isOfAnyAxes = sql`axes in ('workspace_model', 'workspace', 'model')`; // Written so that the index is used.
  await tx.delete(usageHours).where(sql`${isOfAnyAxes} and (${or(isOfDay, isOld)})`);
  const oldest = toDayAgo(keptHourDays);
  await forgetUnreadable(tx, "usage-hours", (part) => sql`${part} collate "C" < ${oldest}`);
  await tx.insert(usageHours).select(sql`
    select case grouping("workspaceId", model) when 0 then 'workspace_model' when 1 then 'workspace' else 'model' end,
      "startsAt", "workspaceId", model, ${sumsOf(counts)}
    from json_to_recordset(${rowsJson}::text::json) as t(
      "startsAt" timestamptz, "workspaceId" text, "model" text, ${columns})
    group by "startsAt", grouping sets (("workspaceId", model), ("workspaceId"), (model))`);
}
