import "server-only";
import Big from "big.js";
import { z } from "zod";
import type { ActorCostRow } from "./actor-answers";

export type ReportName = "cost" | "usage" | "usage-geo" | "usage-hours" | "claude-code" | "actor-cost";

/** PostgreSQL stores neither NUL nor half a character. */
export const text = z
  .string()
  .transform((value) => value.replaceAll("\u0000", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd"));
/** null where it is missing too: an older API does not know every dimension. */
export const dimension = text.nullish().transform((value) => value ?? null);
const tokens = z.number().int().nonnegative();
const newerCount = tokens.nullish().transform((value) => value ?? 0);

/** The cost report sends strings, the Claude Code report numbers; either becomes plain exact digits. */
export const cents = z
  .union([z.string().regex(/^-?\d{1,60}(\.\d{1,60})?$/), z.number()])
  .transform((value) => (typeof value === "string" ? value : new Big(String(value)).toFixed()));

export const utcDay = z
  .string()
  .refine((value) => !Number.isNaN(Date.parse(value)))
  .transform((value) => new Date(value).toISOString().slice(0, 10));

/** A page of family C; the cursor is bound to the query that gave it. */
const toPage = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), has_more: z.boolean(), next_page: z.string().nullish() });

const toBucketPage = <Row extends z.ZodType>(row: Row) =>
  toPage(z.object({ starting_at: utcDay, results: z.array(row) }));

const costRow = z
  .object({
    amount: cents,
    workspace_id: dimension,
    description: dimension,
    cost_type: dimension,
    token_type: dimension,
    model: dimension,
    service_tier: dimension,
    context_window: dimension,
    inference_geo: dimension,
  })
  .transform((row) => ({
    workspaceId: row.workspace_id,
    description: row.description,
    costType: row.cost_type,
    tokenType: row.token_type,
    model: row.model,
    serviceTier: row.service_tier,
    contextWindow: row.context_window,
    inferenceGeo: row.inference_geo,
    cents: row.amount,
  }));
export type CostRow = z.infer<typeof costRow>;
export const costPage = toBucketPage(costRow);

const usageCounts = {
  uncached_input_tokens: tokens,
  cache_read_input_tokens: tokens,
  cache_creation: z
    .object({ ephemeral_5m_input_tokens: newerCount, ephemeral_1h_input_tokens: newerCount })
    .nullish(),
  output_tokens: tokens,
  server_tool_use: z.object({ web_search_requests: newerCount }).nullish(),
};
const toCounts = (row: z.infer<z.ZodObject<typeof usageCounts>>) => ({
  uncachedInputTokens: row.uncached_input_tokens,
  cacheReadInputTokens: row.cache_read_input_tokens,
  cacheCreation5mInputTokens: row.cache_creation?.ephemeral_5m_input_tokens ?? 0,
  cacheCreation1hInputTokens: row.cache_creation?.ephemeral_1h_input_tokens ?? 0,
  outputTokens: row.output_tokens,
  webSearchRequests: row.server_tool_use?.web_search_requests ?? 0,
});

const traffic = {
  workspace_id: dimension,
  model: dimension,
  service_tier: dimension,
  context_window: dimension,
};
const toTraffic = (row: z.infer<z.ZodObject<typeof traffic>>) => ({
  workspaceId: row.workspace_id,
  model: row.model,
  serviceTier: row.service_tier,
  contextWindow: row.context_window,
});

const usageRow = z
  .object({ ...traffic, api_key_id: dimension, ...usageCounts })
  .transform((row) => ({ ...toTraffic(row), apiKeyId: row.api_key_id, ...toCounts(row) }));
export type UsageRow = z.infer<typeof usageRow>;
export const usagePage = toBucketPage(usageRow);

const geoRow = z
  .object({ ...traffic, inference_geo: dimension, ...usageCounts })
  .transform((row) => ({ ...toTraffic(row), inferenceGeo: row.inference_geo, ...toCounts(row) }));
export type UsageGeoRow = z.infer<typeof geoRow>;
export const geoPage = toBucketPage(geoRow);

const hourRow = z
  .object({ workspace_id: dimension, model: dimension, ...usageCounts })
  .transform((row) => ({ workspaceId: row.workspace_id, model: row.model, ...toCounts(row) }));
export type UsageHourRow = z.infer<typeof hourRow> & { startsAt: string };
const hour = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());
export const hourPage = toPage(z.object({ starting_at: hour, results: z.array(hourRow) }));

/** A person by e-mail or a key by its name, which is not unique; whatever else comes is kept as it is called. */
const actor = z
  .looseObject({ type: text, email_address: text.optional(), api_key_name: text.optional() })
  .transform(({ type, email_address, api_key_name, ...rest }) => ({
    actorType: type,
    actor: email_address ?? api_key_name ?? text.safeParse(Object.values(rest)[0]).data ?? "",
  }));

const modelUse = z
  .object({
    model: text,
    tokens: z.object({ input: tokens, output: tokens, cache_read: newerCount, cache_creation: newerCount }),
    estimated_cost: z.object({ amount: cents }),
  })
  .transform(({ model, tokens: used, estimated_cost }) => ({
    model,
    inputTokens: used.input,
    outputTokens: used.output,
    cacheReadTokens: used.cache_read,
    cacheCreationTokens: used.cache_creation,
    estimatedCents: estimated_cost.amount,
  }));

const claudeCodeRow = z
  .object({
    actor,
    customer_type: dimension,
    subscription_type: dimension,
    terminal_type: dimension,
    is_remote: z.boolean().nullish(),
    core_metrics: z.object({
      num_sessions: tokens,
      lines_of_code: z.object({ added: tokens, removed: tokens }),
      commits_by_claude_code: newerCount,
      pull_requests_by_claude_code: newerCount,
    }),
    tool_actions: z.record(text, z.object({ accepted: newerCount, rejected: newerCount })).nullish(),
    model_breakdown: z.array(modelUse).nullish(),
  })
  .transform(({ actor: who, core_metrics: core, tool_actions, model_breakdown, ...row }) => {
    const toolActions = tool_actions ?? {};
    const models = model_breakdown ?? [];
    return {
      ...who,
      customerType: row.customer_type,
      subscriptionType: row.subscription_type,
      terminalType: row.terminal_type,
      isRemote: row.is_remote ?? false,
      toolActions,
      models,
      sessions: core.num_sessions,
      linesAdded: core.lines_of_code.added,
      linesRemoved: core.lines_of_code.removed,
      commits: core.commits_by_claude_code,
      pullRequests: core.pull_requests_by_claude_code,
      editAccepted: sum(Object.values(toolActions).map((tool) => tool.accepted)),
      editRejected: sum(Object.values(toolActions).map((tool) => tool.rejected)),
      inputTokens: sum(models.map((use) => use.inputTokens)),
      outputTokens: sum(models.map((use) => use.outputTokens)),
      cacheReadTokens: sum(models.map((use) => use.cacheReadTokens)),
      cacheCreationTokens: sum(models.map((use) => use.cacheCreationTokens)),
      estimatedCents: models.reduce((total, use) => total.plus(use.estimatedCents), new Big(0)).toFixed(),
    };
  });
export type ClaudeCodeRow = z.infer<typeof claudeCodeRow>;
export const claudeCodePage = toPage(claudeCodeRow);

export type ReportRow = {
  cost: CostRow;
  usage: UsageRow;
  "usage-geo": UsageGeoRow;
  "usage-hours": UsageHourRow;
  "claude-code": ClaudeCodeRow;
  "actor-cost": ActorCostRow;
};

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
