import "server-only";
import { eq, sql } from "drizzle-orm";
import {
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
} from "@/lib/db/claude-code-tables";
import type { Transaction } from "@/lib/db/client";
import { sumClaudeCodeOfPeople } from "./people-sums";
import { rewriteSums, sumsOf } from "./rollups";

const axes = ["actor_type", "actor", "customer_type", "terminal_type", "is_remote"];
const kept = sql.raw(axes.join(", "));
const modelMeasures = [
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_creation_tokens",
  "estimated_cents",
];
const measures = [
  "sessions",
  "lines_added",
  "lines_removed",
  "commits",
  "pull_requests",
  "edit_accepted",
  "edit_rejected",
  ...modelMeasures,
];
const sums = { table: claudeCodeRollups, axes, measures, isMeant: sql`true` };
const modelSums = {
  table: claudeCodeModelRollups,
  axes: [...axes, "model"],
  measures: modelMeasures,
  isMeant: sql`true`,
};

export async function writeClaudeCodeDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(claudeCodeRows).where(eq(claudeCodeRows.day, day));
  await tx
    .insert(claudeCodeRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "actorType" text, "actor" text, "customerType" text, "subscriptionType" text, "terminalType" text,
    "isRemote" boolean, "toolActions" jsonb, "models" jsonb, "sessions" bigint, "linesAdded" bigint,
    "linesRemoved" bigint, "commits" bigint, "pullRequests" bigint, "editAccepted" bigint, "editRejected" bigint,
    "inputTokens" bigint, "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint,
    "estimatedCents" numeric)`);
  const ofDay = sql`select ${kept}, ${sumsOf(measures)} from ${claudeCodeRows}
    where day = ${day}::date group by ${kept}`;
  await rewriteSums(tx, sums, day, ofDay);
  await rewriteSums(tx, modelSums, day, selectModels(day));
  await sumToolDay(tx, day);
  await sumClaudeCodeOfPeople(tx, day);
}

function selectModels(day: string) {
  const used = ["inputTokens", "outputTokens", "cacheReadTokens", "cacheCreationTokens", "estimatedCents"];
  return sql`select ${kept}, used.model, ${sumsOf(used)}
    from ${claudeCodeRows} r cross join jsonb_to_recordset(r.models) as used("model" text, "inputTokens" bigint,
      "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint, "estimatedCents" numeric)
    where r.day = ${day}::date group by ${kept}, used.model`;
}

/** A few rows a day: a year of them needs no months. */
async function sumToolDay(tx: Transaction, day: string): Promise<void> {
  const counts = sql`sum((taken.value->>'accepted')::bigint), sum((taken.value->>'rejected')::bigint)`;
  await tx.delete(claudeCodeToolRollups).where(eq(claudeCodeToolRollups.day, day));
  await tx.insert(claudeCodeToolRollups).select(sql`select ${day}::date, taken.key, ${counts}
    from ${claudeCodeRows} r cross join jsonb_each(r.tool_actions) as taken where r.day = ${day}::date group by taken.key`);
}
