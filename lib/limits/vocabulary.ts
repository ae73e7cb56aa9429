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

export const spendScopes = ["workspace", "organization", "usage_tier"] as const;
export const spendPeriods = ["monthly", "weekly", "daily"] as const;

export const largestLimit = 1_000_000_000_000;
