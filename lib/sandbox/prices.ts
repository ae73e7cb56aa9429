import "server-only";
import type { Model } from "./profiles";

/** Whole units of 10⁻⁸ cents, so that every price and sum is exact. */
export type Units = bigint;

export const tokenTypes = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation.ephemeral_5m_input_tokens",
  "cache_creation.ephemeral_1h_input_tokens",
  "output_tokens",
] as const;
export type TokenType = (typeof tokenTypes)[number];

export const tokenTypeLabels: Record<TokenType, string> = {
  uncached_input_tokens: "Input Tokens",
  cache_read_input_tokens: "Input Tokens, Cache Read",
  "cache_creation.ephemeral_5m_input_tokens": "Input Tokens, Cache Write (5m)",
  "cache_creation.ephemeral_1h_input_tokens": "Input Tokens, Cache Write (1h)",
  output_tokens: "Output Tokens",
};

export const modelLabels: Record<Model, string> = {
  "claude-opus-4-5-20251101": "Claude Opus 4.5",
  "claude-opus-5": "Claude Opus 5",
  "claude-sonnet-4-5-20250929": "Claude Sonnet 4.5",
  "claude-sonnet-5": "Claude Sonnet 5",
  "claude-haiku-4-5-20251001": "Claude Haiku 4.5",
};

const listPrices: Record<Model, { input: number; output: number }> = {
  "claude-opus-4-5-20251101": { input: 500, output: 2500 },
  "claude-opus-5": { input: 520, output: 2580 },
  "claude-sonnet-4-5-20250929": { input: 300, output: 1500 },
  "claude-sonnet-5": { input: 290, output: 1470 },
  "claude-haiku-4-5-20251001": { input: 100, output: 500 },
};

const inputFactors: Record<TokenType, number> = {
  uncached_input_tokens: 1,
  cache_read_input_tokens: 0.1,
  "cache_creation.ephemeral_5m_input_tokens": 1.25,
  "cache_creation.ephemeral_1h_input_tokens": 2,
  output_tokens: 1,
};

export type Tariff = {
  model: Model;
  tier: "standard" | "batch" | "priority";
  contextWindow: "0-200k" | "200k-1M";
  inferenceGeo: "global" | "us" | "not_available";
  speed: "standard" | "fast";
};

const tariffs = new Map<string, Tariff>();

/** One object per tariff, so that its prices can be cached. */
export function getTariff(fields: Tariff): Tariff {
  const { model, tier, contextWindow, inferenceGeo, speed } = fields;
  const key = `${model} ${tier} ${contextWindow} ${inferenceGeo} ${speed}`;
  const known = tariffs.get(key);
  if (!known) tariffs.set(key, fields);
  return known ?? fields;
}

export function toTokenPrice(tariff: Tariff, tokenType: TokenType): Units {
  const { model, tier, contextWindow, inferenceGeo, speed } = tariff;
  const isOutput = tokenType === "output_tokens";
  const list = listPrices[model];
  let cents = (isOutput ? list.output : list.input) * inputFactors[tokenType];
  if (tier === "batch") cents *= 0.5;
  if (contextWindow === "200k-1M") cents *= isOutput ? 1.5 : 2;
  if (inferenceGeo === "us") cents *= 1.1;
  if (speed === "fast") cents *= 6;
  return BigInt(Math.round(cents * 100));
}

export const searchPrice: Units = 100_000_000n;
export const codeSecondPrice: Units = 138_889n;
export const sessionSecondPrice: Units = 222_223n;

export function formatUnits(units: Units): string {
  const digits = units.toString().padStart(9, "0");
  const fraction = digits.slice(-8).replace(/0+$/, "");
  const whole = digits.slice(0, -8);
  return fraction ? `${whole}.${fraction}` : whole;
}
