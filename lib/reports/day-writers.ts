import "server-only";
import { and, between, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { claudeCodeRollups, claudeCodeRows, claudeCodeToolRollups } from "@/lib/db/claude-code-tables";
import type { Transaction } from "@/lib/db/client";
import {
  costRollups,
  costRows,
  usageCallerRollups,
  usageHours,
  usageRollups,
  usageRows,
  usageTierRollups,
} from "@/lib/db/report-tables";
import { writeActorCostDay } from "./actor-cost-days";
import type { ReportName } from "./answers";
import { estimateKeysOfDay } from "./key-costs";
import { sumKeysOfDay } from "./key-sums";
import { sumClaudeCodeOfPeople } from "./people-sums";
import { type Grain, toPeriodEnd, toPeriodStart } from "./search-params";

/** Rewrites the facts of one day and every sum that holds them. The rows come as JSON: one parameter for any number. */
export const writeDay: Record<ReportName, (tx: Transaction, day: string, rowsJson: string) => Promise<void>> =
  {
    cost: writeCostDay,
    usage: writeUsageDay,
    "usage-hours": writeHoursOfDay,
    "claude-code": writeClaudeCodeDay,
    "actor-cost": writeActorCostDay,
  };

/** A day more than the report of hours is read for. */
const keptHourDays = 31;

const items = sql.raw(
  "description, cost_type, token_type, model, service_tier, context_window, inference_geo",
);
/** By which of three columns a row is grouped, as bits of those that it is not. */
const axesOfDay = sql`case grouping(workspace_id, model, description)
  when 1 then 'workspace_model' when 3 then 'workspace' when 5 then 'model' else 'item' end`;

async function writeCostDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(costRows).where(eq(costRows.day, day));
  await tx
    .insert(costRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "description" text, "costType" text, "tokenType" text, "model" text,
    "serviceTier" text, "contextWindow" text, "inferenceGeo" text, "cents" numeric)`);
  await clearCostSums(tx, "day", day);
  await tx.insert(costRollups).select(sql`
    select ${axesOfDay}, 'day', ${day}::date, workspace_id, ${items}, sum(cents)
    from ${costRows} where day = ${day}::date
    group by grouping sets ((workspace_id, model), (workspace_id), (model), (${items}))`);
  for (const grain of ["week", "month"] as const) await sumCostDays(tx, grain, day);
  await estimateKeysOfDay(tx, day);
}

async function sumCostDays(tx: Transaction, grain: Grain, day: string): Promise<void> {
  await clearCostSums(tx, grain, day);
  await tx.insert(costRollups).select(sql`
    select axes, ${grain}::text, ${toPeriodStart(day, grain)}::date, workspace_id, ${items}, sum(cents)
    from ${costRollups}
    where axes in ('workspace', 'model', 'workspace_model', 'item') and grain = 'day' and ${isInPeriod(day, grain)}
    group by axes, workspace_id, ${items}`);
}

function clearCostSums(tx: Transaction, grain: Grain, day: string) {
  return tx.delete(costRollups).where(
    and(
      sql`${costRollups.axes} in ('workspace', 'model', 'workspace_model', 'item')`, // So that the index is used.
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
];
const tierAxes = sql`workspace_id, model, service_tier, context_window`;
const tierAxesOfDay = sql`case grouping(workspace_id, model) when 2 then 'item' when 1 then 'workspace' else 'workspace_item' end`;

async function writeUsageDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  await tx.delete(usageRows).where(eq(usageRows.day, day));
  await tx
    .insert(usageRows)
    .select(sql`select ${day}::date, t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "workspaceId" text, "model" text, "apiKeyId" text, "serviceTier" text, "contextWindow" text, ${usageColumns})`);
  const month = toPeriodStart(day, "month");
  for (const { table, axes } of usageSumsBy) {
    await clearUsageSums(tx, table, day);
    await tx.insert(table).select(sql`select 'day', ${day}::date, ${axes}, ${sumsOf(usageSums)}
      from ${usageRows} where day = ${day}::date group by ${axes}`);
    await tx.insert(table).select(sql`select 'month', ${month}::date, ${axes}, ${sumsOf(usageSums)}
      from ${table} where grain = 'day' and ${isInPeriod(day, "month")} group by ${axes}`);
  }
  await sumTiersOfDay(tx, day);
  await sumKeysOfDay(tx, day);
  await estimateKeysOfDay(tx, day);
}

async function sumTiersOfDay(tx: Transaction, day: string): Promise<void> {
  const isOfAxes = sql`axes in ('item', 'workspace', 'workspace_item')`; // So that the index is used.
  await tx.delete(usageTierRollups).where(and(isOfAxes, isDayOrMonth(usageTierRollups, day)));
  await tx.insert(usageTierRollups).select(sql`
    select ${tierAxesOfDay}, 'day', ${day}::date, ${tierAxes}, ${sumsOf(usageSums)} from ${usageRows}
    where day = ${day}::date
    group by grouping sets ((${tierAxes}), (model, service_tier, context_window), (workspace_id))`);
  await tx.insert(usageTierRollups).select(sql`
    select axes, 'month', ${toPeriodStart(day, "month")}::date, ${tierAxes}, ${sumsOf(usageSums)} from ${usageTierRollups}
    where ${isOfAxes} and grain = 'day' and ${isInPeriod(day, "month")} group by axes, ${tierAxes}`);
}

type UsageTable = typeof usageRollups | typeof usageCallerRollups;

function clearUsageSums(tx: Transaction, table: UsageTable, day: string) {
  return tx.delete(table).where(isDayOrMonth(table, day));
}

function isDayOrMonth(table: UsageTable | typeof usageTierRollups, day: string) {
  return or(
    and(eq(table.grain, "day"), eq(table.startsOn, day)),
    and(eq(table.grain, "month"), eq(table.startsOn, toPeriodStart(day, "month"))),
  );
}

const usageColumns = sql.raw(`"uncachedInputTokens" bigint, "cacheReadInputTokens" bigint,
  "cacheCreation5mInputTokens" bigint, "cacheCreation1hInputTokens" bigint, "outputTokens" bigint,
  "webSearchRequests" bigint`);

/** The hours are facts of their own, kept for as long as the report tells them. */
async function writeHoursOfDay(tx: Transaction, day: string, rowsJson: string): Promise<void> {
  const isOfDay = between(usageHours.startsAt, new Date(`${day}T00:00:00Z`), new Date(`${day}T23:59:59Z`));
  const isOld = lt(usageHours.startsAt, sql`now() - make_interval(days => ${keptHourDays})`);
  await tx.delete(usageHours).where(or(isOfDay, isOld));
  await tx.insert(usageHours).select(sql`select t.* from json_to_recordset(${rowsJson}::text::json) as t(
    "startsAt" timestamptz, "workspaceId" text, "model" text, "inferenceGeo" text, ${usageColumns})`);
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
  const axes = sql`actor_type, actor, customer_type, terminal_type, is_remote`;
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

function isInPeriod(day: string, grain: Grain): SQL {
  return sql`starts_on between ${toPeriodStart(day, grain)}::date and ${toPeriodEnd(day, grain)}::date`;
}
