import "server-only";

export const groupTypes = ["model_group", "batch", "token_count", "files", "skills", "web_search"] as const;

export type LimitGroup = {
  key: string;
  type: (typeof groupTypes)[number];
  name?: string;
  models: readonly string[] | null;
  limits: Readonly<Record<string, number>>;
};

export const limitGroups: readonly LimitGroup[] = [
  {
    key: "opus",
    type: "model_group",
    name: "Claude Opus 5.x",
    models: ["claude-opus-5", "claude-opus-5-20260812"],
    limits: {
      requests_per_minute: 4000,
      input_tokens_per_minute_cache_aware: 2_000_000,
      output_tokens_per_minute: 400_000,
      fast_itpmca: 200_000,
      fast_otpm: 40_000,
    },
  },
  {
    key: "sonnet",
    type: "model_group",
    name: "Claude Sonnet 5.x",
    models: ["claude-sonnet-5", "claude-sonnet-5-20260930"],
    limits: {
      requests_per_minute: 4000,
      input_tokens_per_minute_cache_aware: 4_000_000,
      output_tokens_per_minute: 800_000,
    },
  },
  {
    key: "four",
    type: "model_group",
    name: "Claude 4.5 family",
    models: [
      "claude-opus-4-5",
      "claude-opus-4-5-20251101",
      "claude-sonnet-4-5",
      "claude-sonnet-4-5-20250929",
      "claude-haiku-4-5",
      "claude-haiku-4-5-20251001",
    ],
    limits: {
      requests_per_minute: 4000,
      input_tokens_per_minute: 2_000_000,
      output_tokens_per_minute: 400_000,
    },
  },
  {
    key: "batch",
    type: "batch",
    models: null,
    limits: { requests_per_minute: 4000, enqueued_batch_requests: 500_000 },
  },
  { key: "token_count", type: "token_count", models: null, limits: { requests_per_minute: 8000 } },
  { key: "files", type: "files", models: null, limits: { requests_per_minute: 100 } },
  { key: "skills", type: "skills", models: null, limits: { requests_per_minute: 100 } },
  { key: "web_search", type: "web_search", models: null, limits: { tool_uses_per_second: 30 } },
];
