import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import {
  claudeCodeActorRollups,
  claudeCodeKindRollups,
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeRows,
  claudeCodeToolRollups,
} from "@/lib/core/db/claude-code-tables";
import { copyRows } from "@/lib/core/db/copy-rows";
import type { CopyText } from "@/lib/core/db/copy-text";
import type { Transaction } from "@/lib/core/db/database";
import { recallInReport } from "@/lib/core/db/forgotten";
import { placeColumns } from "@/lib/money/reports/claude-code/dimensions";
import { inTable } from "./columns";
import { addDayOfPeople } from "./people-sums";
import { isReplacedBy, markStale, type Period, rewriteDay, sumPeriod, sumsOf } from "./rollups";

type Span = Period | { grain: "day"; startsOn: string };

const places = inTable(claudeCodeRollups, placeColumns);
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
const all = sql`true`;
const placeSums = { table: claudeCodeRollups, axes, measures, isMeant: all };
const actorSums = { table: claudeCodeActorRollups, axes: ["actor_type", "actor"], measures, isMeant: all };
const modelSums = {
  table: claudeCodeModelRollups,
  axes: ["actor_type", "actor", ...inTable(claudeCodeModelRollups, placeColumns), "model"],
  measures: modelMeasures,
  isMeant: all,
};
const toolSums = {
  table: claudeCodeToolRollups,
  axes: [...inTable(claudeCodeToolRollups, placeColumns), "tool"],
  measures: ["accepted", "rejected"],
  isMeant: all,
};

export const claudeCodeParts = {
  "claude-code-places": (tx: Transaction, period: Period) => sumPeriod(tx, placeSums, period),
  "claude-code-actors": async (tx: Transaction, period: Period) => {
    await sumPeriod(tx, actorSums, period);
    await countActors(tx, period);
  },
  "claude-code-models": (tx: Transaction, period: Period) => sumPeriod(tx, modelSums, period),
  "claude-code-tools": (tx: Transaction, period: Period) => sumPeriod(tx, toolSums, period),
};

export async function writeClaudeCodeDay(tx: Transaction, day: string, rows: CopyText): Promise<void> {
  await tx.delete(claudeCodeRows).where(eq(claudeCodeRows.day, day));
  await copyRows(tx, claudeCodeRows, rows);
  await recallInReport(tx, claudeCodeRows, ["actor"], sql`day = ${day}::date`);
  await rewriteDay(tx, placeSums, day, selectSums(axes, sql`${claudeCodeRows} where day = ${day}::date`));
  const ofDay = sql`${claudeCodeRollups} where grain = 'day' and starts_on = ${day}::date`;
  await rewriteDay(tx, actorSums, day, selectSums(actorSums.axes, ofDay));
  await countActors(tx, { grain: "day", startsOn: day });
  await rewriteDay(tx, modelSums, day, selectModels(day));
  await rewriteDay(tx, toolSums, day, selectTools(day));
  await markStale(tx, Object.keys(claudeCodeParts), day);
  await addDayOfPeople(tx, "claude-code", day);
}

function selectSums(by: readonly string[], rows: SQL): SQL {
  const columns = sql.raw(by.join(", "));
  return sql`select ${columns}, ${sumsOf(measures)} from ${rows} group by ${columns}`;
}

/** Distinct people don't add up, so each period has its own count. */
async function countActors(tx: Transaction, { grain, startsOn }: Span): Promise<void> {
  const isOf = sql`grain = ${grain}::text and starts_on = ${startsOn}::date`;
  await tx.delete(claudeCodeKindRollups).where(grain === "day" ? isOf : isReplacedBy({ grain, startsOn }));
  await tx.insert(claudeCodeKindRollups).select(sql`
    select grain, starts_on, actor_type, count(*), ${sumsOf(measures)}
    from ${claudeCodeActorRollups} where ${isOf} group by grain, starts_on, actor_type`);
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
