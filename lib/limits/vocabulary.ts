import { compareDecimals } from "@/lib/money";

/** Client-safe. Kinds of groups and of limiters that have a name here; the vendor's others are shown as they came. */
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

/** What a limit of the usage report's minutes is compared with. */
export const peakMeasures = ["input", "uncached", "output", "tokens", "fastUncached", "fastOutput"] as const;
export type PeakMeasure = (typeof peakMeasures)[number];

/** Cache reads do not count in a cache-aware limit; standard and fast mode have limits of their own. */
const measureOfLimiter = new Map<string, PeakMeasure>([
  ["input_tokens_per_minute", "input"],
  ["input_tokens_per_minute_cache_aware", "uncached"],
  ["output_tokens_per_minute", "output"],
  ["tokens_per_minute", "tokens"],
  ["fast_itpmca", "fastUncached"],
  ["fast_otpm", "fastOutput"],
]);

/** What a limiter counts; null where the usage report does not have it, as it does not have requests. */
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

/** Scopes that the API lets set: the first two in the Claude Console, the last in Claude Enterprise. */
export const settableScopes = ["organization", "workspace", "user"] as const;
export type SettableScope = (typeof settableScopes)[number];

type Limited = { cents: string | null; scope: string; period: string };

/**
 * Why nobody should set an amount without a second thought: what was spent this month has reached it, so that requests
 * stop, or is unknown. Null where there is room, or where the cost report has nothing to compare it with.
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
