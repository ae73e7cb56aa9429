import { compareDecimals } from "@/lib/core/money/money-math";

/** Client-safe. Kinds with a name in the catalogs; others are shown as received. */
export const limitGroupTypes = [
  "model_group",
  "batch",
  "token_count",
  "files",
  "skills",
  "web_search",
] as const;
export const limiterTypes = [
  "requests_per_minute",
  "input_tokens_per_minute",
  "input_tokens_per_minute_cache_aware",
  "output_tokens_per_minute",
  "tokens_per_minute",
  "tokens_per_day",
  "fast_itpmca",
  "fast_otpm",
  "tool_uses_per_second",
  "enqueued_batch_requests",
] as const;

export const peakMeasures = ["input", "uncached", "output", "tokens", "fastUncached", "fastOutput"] as const;
export type PeakMeasure = (typeof peakMeasures)[number];

/** Cache reads don't count toward a cache-aware limit; standard and fast mode have separate limits. */
const measureOfLimiter = new Map<string, PeakMeasure>([
  ["input_tokens_per_minute", "input"],
  ["input_tokens_per_minute_cache_aware", "uncached"],
  ["output_tokens_per_minute", "output"],
  ["tokens_per_minute", "tokens"],
  ["fast_itpmca", "fastUncached"],
  ["fast_otpm", "fastOutput"],
]);

export function toPeakMeasure({ group, limiter }: { group: string; limiter: string }): PeakMeasure | null {
  return group === "model_group" ? (measureOfLimiter.get(limiter) ?? null) : null;
}

export const spendScopes = [
  "organization",
  "workspace",
  "usage_tier",
  "user",
  "seat_tier",
  "rbac_group",
  "organization_service",
] as const;
export const spendPeriods = ["monthly", "weekly", "daily"] as const;

export const settableScopes = ["organization", "workspace", "user"] as const;
export type SettableScope = (typeof settableScopes)[number];

type Limited = { cents: string | null; scope: string; period: string };

/**
 * Why an amount needs a confirmation: this month's spend has reached it, or is unknown. Null if there is room, or
 * nothing to compare with.
 */
export function toSpendRefusal(
  { cents, scope, period }: Limited,
  spentCents: string | null,
): "spend_above_limit" | "spend_unknown" | null {
  if (cents === null || scope === "user" || period !== "monthly") return null;
  if (spentCents === null) return "spend_unknown";
  return compareDecimals(spentCents, cents) >= 0 ? "spend_above_limit" : null;
}

export const largestLimit = 1_000_000_000_000;
