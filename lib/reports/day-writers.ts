import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import {
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
  costRollups,
  costRows,
  usageCallerRollups,
  usageRollups,
  usageRows,
  usageTierRollups,
} from "@/lib/db/tables";
import { writeActorCostDay } from "./actor-cost-days";
import type { ReportName } from "./answers";
import { estimateKeysOfDay } from "./key-costs";
import { sumKeysOfDay } from "./key-sums";
import { sumClaudeCodeOfPeople } from "./people-sums";
import { type Granularity, toPeriodEnd, toPeriodStart } from "./search-params";

/** Rewrites the facts of one day and every sum that holds them. The rows come as JSON: one parameter for any number. */
export const writeDay: Record<ReportName, (tx: Transaction, day: string, rowsJson: string) => Promise<void>> =
  {
    cost: writeCostDay,
    usage: writeUsageDay,
    "claude-code": writeClaudeCodeDay,
    "actor-cost": writeActorCostDay,
  };

async function writeCostDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(costRows).where(eq(costRows.day, day));
  await tx
    .insert(costRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "description" text, "costType" text, "tokenType" text, "model" text,
    "serviceTier" text, "contextWindow" text, "inferenceGeo" text, "cents" numeric)`);
  await clearCostSums(tx, "day", day);
  await tx.insert(costRollups).select(sql`
    select case grouping(workspace_id, model) when 0 then 'workspace_model' when 1 then 'workspace' else 'model' end,
      'day', ${day}::date, workspace_id, model, sum(cents)
    from ${costRows} where day = ${day}::date
    group by grouping sets ((workspace_id, model), (workspace_id), (model))`);
  for (const grain of ["week", "month"] as const) await sumCostDays(tx, grain, day);
  await estimateKeysOfDay(tx, day);
}

async function sumCostDays(tx: Transaction, grain: Granularity, day: string): Promise<void> {
  await clearCostSums(tx, grain, day);
  await tx.insert(costRollups).select(sql`
    select axes, ${grain}::text, ${toPeriodStart(day, grain)}::date, workspace_id, model, sum(cents)
    from ${costRollups}
    where axes in ('workspace', 'model', 'workspace_model') and grain = 'day' and ${isInPeriod(day, grain)}
    group by axes, workspace_id, model`);
}

function clearCostSums(tx: Transaction, grain: Granularity, day: string) {
  return tx.delete(costRollups).where(
    and(
      sql`${costRollups.axes} in ('workspace', 'model', 'workspace_model')`, // So that the index is used.
      eq(costRollups.grain, grain),
      eq(costRollups.startsOn, toPeriodStart(day, grain)),
    ),
  );
}

const usageSums = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
  "web_search_requests",
];

const usageSumsBy = [
  { table: usageRollups, axes: sql`workspace_id, model` },
  { table: usageCallerRollups, axes: sql`workspace_id, api_key_id` },
  { table: usageTierRollups, axes: sql`workspace_id, service_tier` },
];

async function writeUsageDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(usageRows).where(eq(usageRows.day, day));
  await tx
    .insert(usageRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "model" text, "apiKeyId" text, "serviceTier" text, "contextWindow" text,
    "uncachedInputTokens" bigint, "cacheReadInputTokens" bigint, "cacheCreation5mInputTokens" bigint,
    "cacheCreation1hInputTokens" bigint, "outputTokens" bigint, "webSearchRequests" bigint)`);
  for (const { table, axes } of usageSumsBy) {
    await tx.delete(table).where(and(eq(table.grain, "day"), eq(table.startsOn, day)));
    await tx.insert(table).select(sql`select 'day', ${day}::date, ${axes}, ${sumsOf(usageSums)}
      from ${usageRows} where day = ${day}::date group by ${axes}`);
    const month = toPeriodStart(day, "month");
    await tx.delete(table).where(and(eq(table.grain, "month"), eq(table.startsOn, month)));
    await tx.insert(table).select(sql`select 'month', ${month}::date, ${axes}, ${sumsOf(usageSums)}
      from ${table} where grain = 'day' and ${isInPeriod(day, "month")} group by ${axes}`);
  }
  await sumKeysOfDay(tx, day);
  await estimateKeysOfDay(tx, day);
}

const claudeCodeSums = [
  "sessions",
  "lines_added",
  "lines_removed",
  "commits",
  "pull_requests",
  "edit_accepted",
  "edit_rejected",
  "input_tokens",
  "output_tokens",
  "cache_read_tokens",
  "cache_creation_tokens",
  "estimated_cents",
];

async function writeClaudeCodeDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(claudeCodeRows).where(eq(claudeCodeRows.day, day));
  await tx
    .insert(claudeCodeRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "actorType" text, "actor" text, "customerType" text, "subscriptionType" text, "terminalType" text,
    "isRemote" boolean, "toolActions" jsonb, "models" jsonb, "sessions" bigint, "linesAdded" bigint,
    "linesRemoved" bigint, "commits" bigint, "pullRequests" bigint, "editAccepted" bigint, "editRejected" bigint,
    "inputTokens" bigint, "outputTokens" bigint, "cacheReadTokens" bigint, "cacheCreationTokens" bigint,
    "estimatedCents" numeric)`);
  const axes = sql`actor_type, actor`;
  const isDay = and(eq(claudeCodeRollups.grain, "day"), eq(claudeCodeRollups.startsOn, day));
  await tx.delete(claudeCodeRollups).where(isDay);
  await tx.insert(claudeCodeRollups).select(sql`select 'day', ${day}::date, ${axes}, ${sumsOf(claudeCodeSums)}
    from ${claudeCodeRows} where day = ${day}::date group by ${axes}`);
  const month = toPeriodStart(day, "month");
  const isMonth = and(eq(claudeCodeRollups.grain, "month"), eq(claudeCodeRollups.startsOn, month));
  await tx.delete(claudeCodeRollups).where(isMonth);
  await tx
    .insert(claudeCodeRollups)
    .select(sql`select 'month', ${month}::date, ${axes}, ${sumsOf(claudeCodeSums)}
    from ${claudeCodeRollups} where grain = 'day' and ${isInPeriod(day, "month")} group by ${axes}`);
  await sumToolDay(tx, day);
  await sumClaudeCodeOfPeople(tx, day);
}

/** A few rows a day: a year of them needs no months. */
async function sumToolDay(tx: Transaction, day: string): Promise<void> {
  const sums = sql`sum((taken.value->>'accepted')::bigint), sum((taken.value->>'rejected')::bigint)`;
  await tx.delete(claudeCodeToolRollups).where(eq(claudeCodeToolRollups.day, day));
  await tx.insert(claudeCodeToolRollups).select(sql`select ${day}::date, taken.key, ${sums}
    from ${claudeCodeRows} r cross join jsonb_each(r.tool_actions) as taken where r.day = ${day}::date group by taken.key`);
}

function sumsOf(columns: string[]): SQL {
  return sql.join(
    columns.map((column) => sql`sum(${sql.identifier(column)})`),
    sql`, `,
  );
}

function isInPeriod(day: string, grain: Granularity): SQL {
  return sql`starts_on between ${toPeriodStart(day, grain)}::date and ${toPeriodEnd(day, grain)}::date`;
}
