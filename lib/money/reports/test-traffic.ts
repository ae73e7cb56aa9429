import "server-only";
import type { CostRow, UsageRow } from "@/lib/money/reports/ingest/response-schema";
import { costRow, usageRow } from "./test-rows";

type Charge = readonly [tokens: number, cents: string];
/** A day of one line item: the tokens of each kind and what they cost. */
export type Traffic = {
  workspaceId: string | null;
  model: string;
  serviceTier: string;
  contextWindow?: string;
  apiKeyId?: string | null;
  uncached?: Charge;
  read?: Charge;
  write?: Charge;
  output?: Charge;
};

const tokenTypes = {
  uncached: "uncached_input_tokens",
  read: "cache_read_input_tokens",
  write: "cache_creation.ephemeral_5m_input_tokens",
  output: "output_tokens",
} as const;

export function toCostRows(traffic: Traffic): CostRow[] {
  const { workspaceId, model, serviceTier, contextWindow = "0-200k" } = traffic;
  const kinds = Object.keys(tokenTypes) as (keyof typeof tokenTypes)[]; // Sound: the keys of a literal of ours.
  return kinds.flatMap((kind) => {
    const charge = traffic[kind];
    if (!charge) return [];
    const item = { workspaceId, model, serviceTier, contextWindow, costType: "tokens" };
    return [costRow({ ...item, tokenType: tokenTypes[kind], cents: charge[1] })];
  });
}

export function toUsageRow(traffic: Traffic): UsageRow {
  const { workspaceId, model, serviceTier, contextWindow = "0-200k", apiKeyId = null } = traffic;
  return usageRow({
    workspaceId,
    model,
    serviceTier,
    contextWindow,
    apiKeyId,
    uncachedInputTokens: traffic.uncached?.[0] ?? 0,
    cacheReadInputTokens: traffic.read?.[0] ?? 0,
    cacheCreation5mInputTokens: traffic.write?.[0] ?? 0,
    outputTokens: traffic.output?.[0] ?? 0,
  });
}
