import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import {
  claudeCodeActorRollups,
  claudeCodeKindRollups,
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
} from "@/lib/db/claude-code-tables";
import type { Transaction } from "@/lib/db/client";
import { sumClaudeCodeOfPeople } from "./people-sums";
import { holdsDay, rewriteSums, sumsOf } from "./rollups";

const places = ["customer_type", "terminal_type", "is_remote"];
const axes = ["actor_type", "actor", ...places];
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

const toolSums = {
  table: claudeCodeToolRollups,
  axes: [...places, "tool"],
  measures: ["accepted", "rejected"],
  isMeant: sql`true`,
};

export async function writeClaudeCodeDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(claudeCodeRows).where(eq(claudeCodeRows.day, day));
  await tx
    .insert(claudeCodeRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "actorType" text, "actor" text, "customerType" text, "subscriptionType" text, "terminalType" text,
    "isRemote" boolean, "toolActions" jsonb, "models" jsonb, "otherCents" jsonb, "sessions" bigint, "linesAdded" bigint,
    "linesRemoved" bigint, "commits" bigint, "pullRequests" bigint, "editAccepted" bigint, "editRejected" bigint,
    "inputTokens" bigint, "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint,
    "estimatedCents" numeric)`);
  const ofDay = sql`select ${kept}, ${sumsOf(measures)} from ${claudeCodeRows}
    where day = ${day}::date group by ${kept}`;
  await rewriteSums(tx, sums, day, ofDay);
  await sumByActor(tx, day);
  await countActors(tx, day);
  await rewriteSums(tx, modelSums, day, selectModels(day));
  await rewriteSums(tx, toolSums, day, selectTools(day));
  await sumClaudeCodeOfPeople(tx, day);
}

async function sumByActor(tx: Transaction, day: string): Promise<void> {
  await tx.delete(claudeCodeActorRollups).where(holdsDay(day));
  await tx.insert(claudeCodeActorRollups).select(sql`
    select grain, starts_on, actor_type, actor, ${sumsOf(measures)}
    from ${claudeCodeRollups} where ${holdsDay(day)} group by grain, starts_on, actor_type, actor`);
}

async function countActors(tx: Transaction, day: string): Promise<void> {
  await tx.delete(claudeCodeKindRollups).where(holdsDay(day));
  await tx.insert(claudeCodeKindRollups).select(sql`
    select grain, starts_on, actor_type, count(*), ${sumsOf(measures)}
    from ${claudeCodeActorRollups} where ${holdsDay(day)} group by grain, starts_on, actor_type`);
}

function selectModels(day: string): SQL {
  const used = ["inputTokens", "outputTokens", "cacheReadTokens", "cacheCreationTokens", "estimatedCents"];
  return sql`select ${kept}, used.model, ${sumsOf(used)}
    from ${claudeCodeRows} r cross join jsonb_to_recordset(r.models) as used("model" text, "inputTokens" bigint,
      "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint, "estimatedCents" numeric)
    where r.day = ${day}::date group by ${kept}, used.model`;
}

function selectTools(day: string): SQL {
  const kept = sql.raw(places.join(", "));
  return sql`select ${kept}, taken.key, sum((taken.value->>'accepted')::bigint), sum((taken.value->>'rejected')::bigint)
    from ${claudeCodeRows} r cross join jsonb_each(r.tool_actions) as taken
    where r.day = ${day}::date group by ${kept}, taken.key`;
}
