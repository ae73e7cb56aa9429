import "server-only";
import { z } from "zod";
import { mostCounted } from "@/lib/core/admin-api/schema";
import { type Currency, usd } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import { claudeCodeColumns, flagColumns } from "@/lib/money/reports/claude-code/dimensions";
import { cents, currency, dimension, text } from "./response-schema";
import { toRowReader, toShape } from "./row-reader";

const work = z
  .number()
  .int()
  .min(-mostCounted)
  .max(mostCounted)
  .nullish()
  .transform((value) => value ?? 0);

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

const readColumns = toRowReader(claudeCodeColumns, ["actorType", "actor"]);

const actorFields = new Set(["type", "email_address", "api_key_name"]);

/** A person by address, or a key by its name, which isn't unique; anything else keeps its name. */
const actor = z
  .looseObject({ type: text, email_address: text.nullish(), api_key_name: text.nullish() })
  .transform((who) => ({
    actorType: who.type,
    // The vendor doesn't always write an address in the same case.
    actor: who.email_address?.toLowerCase() ?? who.api_key_name ?? readUnknownActor(who),
  }));

const modelUse = z
  .object({
    model: text,
    tokens: z.object({ input: work, output: work, cache_read: work, cache_creation: work }),
    estimated_cost: z.object({ amount: cents, currency }),
  })
  .transform(({ model, tokens: used, estimated_cost }) => ({
    use: {
      model,
      inputTokens: used.input,
      outputTokens: used.output,
      cacheReadTokens: used.cache_read,
      cacheCreationTokens: used.cache_creation,
      estimatedCents: estimated_cost.currency === usd ? estimated_cost.amount : "0",
    },
    otherCost: estimated_cost.currency === usd ? null : estimated_cost,
  }));

export const claudeCodeRow = z
  .object({
    actor,
    ...toShape(claudeCodeColumns, dimension),
    ...toShape(flagColumns, flag),
    core_metrics: z.object({
      num_sessions: work,
      lines_of_code: z.object({ added: work, removed: work }),
      commits_by_claude_code: work,
      pull_requests_by_claude_code: work,
    }),
    tool_actions: z.record(text, z.object({ accepted: work, rejected: work })).nullish(),
    model_breakdown: z.array(modelUse).nullish(),
  })
  .transform((row) => {
    const { core_metrics: core } = row;
    const toolActions = row.tool_actions ?? {};
    const tools = Object.values(toolActions);
    const models = row.model_breakdown?.map(({ use }) => use) ?? [];
    return Object.assign(readColumns(row, row.actor), {
      toolActions,
      models,
      otherCents: toOtherCents(row.model_breakdown?.flatMap(({ otherCost }) => otherCost ?? []) ?? []),
      sessions: core.num_sessions,
      linesAdded: core.lines_of_code.added,
      linesRemoved: core.lines_of_code.removed,
      commits: core.commits_by_claude_code,
      pullRequests: core.pull_requests_by_claude_code,
      editAccepted: sum(tools, "accepted"),
      editRejected: sum(tools, "rejected"),
      inputTokens: sum(models, "inputTokens"),
      outputTokens: sum(models, "outputTokens"),
      cacheReadTokens: sum(models, "cacheReadTokens"),
      cacheCreationTokens: sum(models, "cacheCreationTokens"),
      estimatedCents: sumDecimals(models.map((use) => use.estimatedCents)),
    });
  });
export type ClaudeCodeRow = z.infer<typeof claudeCodeRow>;

function readUnknownActor(who: Record<string, unknown>): string {
  const [, value] = Object.entries(who).find(([name]) => !actorFields.has(name)) ?? [];
  return text.safeParse(value).data ?? "";
}

function toOtherCents(amounts: { amount: string; currency: Currency }[]): Record<Currency, string> | null {
  if (amounts.length === 0) return null;
  // A map, because an object has "constructor" from the start.
  const found = new Map<Currency, string>();
  for (const { currency: code, amount } of amounts)
    found.set(code, sumDecimals([found.get(code) ?? "0", amount]));
  return Object.fromEntries(found);
}

function sum<Field extends string>(rows: readonly Record<Field, number>[], field: Field): number {
  return rows.reduce((total, row) => total + row[field], 0);
}
