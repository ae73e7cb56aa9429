import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/database";
import { costRollups, costRows } from "@/lib/db/report-tables";
import { estimateKeysOfDay } from "./key-costs";
import { rewriteSums } from "./rollups";

const items = [
  "description",
  "cost_type",
  "token_type",
  "model",
  "service_tier",
  "context_window",
  "inference_geo",
];
const item = sql.raw(items.join(", "));
/** The bits name the columns that a row is not grouped by. */
const axesOfRow = sql`case grouping(workspace_id, model, description)
  when 1 then 'workspace_model' when 3 then 'workspace' when 5 then 'model' else 'item' end`;

const sums = {
  table: costRollups,
  axes: ["axes", "workspace_id", ...items, "currency"],
  measures: ["cents"],
  isMeant: sql`axes in ('workspace', 'model', 'workspace_model', 'item')`,
};

export async function writeCostDay(tx: Transaction, day: string, rowsJson: Buffer): Promise<void> {
  await tx.delete(costRows).where(eq(costRows.day, day));
  await tx
    .insert(costRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "description" text, "costType" text, "tokenType" text, "model" text,
    "serviceTier" text, "contextWindow" text, "inferenceGeo" text, "currency" text, "cents" numeric)`);
  const ofDay = sql`select ${axesOfRow}, workspace_id, ${item}, currency, sum(cents)
    from ${costRows} where day = ${day}::date
    group by currency, grouping sets ((workspace_id, model), (workspace_id), (model), (${item}))`;
  await rewriteSums(tx, sums, day, ofDay);
  await estimateKeysOfDay(tx, day);
}
