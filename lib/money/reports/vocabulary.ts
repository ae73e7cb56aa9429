import type { Granularity } from "@/lib/core/format/calendar";
export const tokenKinds = [
  "uncached_input",
  "cache_read",
  "cache_write_5m",
  "cache_write_1h",
  "output",
] as const;
export type TokenKind = (typeof tokenKinds)[number];

export function isTokenKind(text: string): text is TokenKind {
  return tokenKinds.some((kind) => kind === text);
}

export const workCounts = ["sessions", "lines_added", "lines_removed", "commits", "pull_requests"] as const;

/** Types that the source names today; others are shown as received. */
export const actorKinds = ["user_actor", "api_actor"] as const;

/** Ranges of complete days; a custom range uses `from` and `to`. */
export const rangePresets = [
  "today",
  "7d",
  "30d",
  "90d",
  "this_month",
  "last_month",
  "quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "365d",
] as const;
export type RangePreset = (typeof rangePresets)[number];
/** Those that could include today. */
export const endlessPresets: readonly RangePreset[] = [
  "7d",
  "30d",
  "90d",
  "this_month",
  "quarter",
  "this_year",
  "365d",
];

export const granularities = ["hour", "day", "week", "month"] as const satisfies readonly Granularity[];
export const dailyGranularities = ["day", "week", "month"] as const;

/** How a chart draws the same figures. */
export const chartShapes = ["bars", "lines", "cumulative"] as const;

export const comparisons = ["none", "previous", "last_month"] as const;

/** Products that the vendor names today; others are shown as received. */
export const knownProducts = [
  "messages_api",
  "message_batches_api",
  "managed_agents_api",
  "claude_console",
  "claude_code",
  "chat",
  "cowork",
  "chat_cowork_unified",
  "office_agent",
  "claude_in_chrome",
  "claude_in_xcode",
  "claude_design",
  "claude_tag",
  "research",
  "voice_mode",
  "other",
] as const;

export const usageSources = ["messages", "analytics"] as const;
export type UsageSource = (typeof usageSources)[number];

/** One row per part, one per bar, parts by another dimension, or the detail rows. */
export const reportTables = ["parts", "days", "pivot", "rows"] as const;
/** How many parts the chart shows individually; the rest is summed. */
export const topCounts = [3, 5, 6] as const;
/** How many parts a chart draws unless another number is chosen. */
export const usualTop = 5;

/** The key of cost without a model, and of usage without an API key. */
export const noKey = "(none)";
/** What the API reports as the model of products that have none, such as voice. */
export const noModel = "no-model";
/** The key of merged Claude Code keys while names are masked. */
export const claudeCodeKeys = "(claude-code)";
/** The key of everything that isn't among the largest parts. */
export const otherKey = "(other)";
/** The key of merged people: while names are masked, and for a lead those of other teams. */
export const peopleKey = "(people)";
export const minPeople = 5;
