import type { Granularity } from "@/lib/calendar";
/** The kinds of tokens in the order of the page. */
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

/** What the Claude Code report counts, in the order of the page. */
export const workCounts = ["sessions", "lines_added", "lines_removed", "commits", "pull_requests"] as const;

/** Types of actors that the source names today; another one is shown as it came. */
export const actorKinds = ["user_actor", "api_actor"] as const;

/** Presets that end today, but for the last month, which ended before; a range of one's own is `from` and `to`. */
export const rangePresets = [
  "today",
  "7d",
  "30d",
  "90d",
  "this_month",
  "last_month",
  "quarter",
  "this_year",
  "365d",
] as const;
export type RangePreset = (typeof rangePresets)[number];

/** How wide the bars are. Only usage is told by the hour. */
export const granularities = ["hour", "day", "week", "month"] as const satisfies readonly Granularity[];
export const dailyGranularities = ["day", "week", "month"] as const;

/** What a range is compared with: as many days before it, the same days a month before, or nothing. */
export const comparisons = ["previous", "last_month", "none"] as const;

/** What cost can be grouped by, and narrowed to. */
export const costDimensions = [
  "workspace",
  "model",
  "token_type",
  "cost_type",
  "description",
  "service_tier",
  "context_window",
  "inference_geo",
] as const;
export type CostDimension = (typeof costDimensions)[number];

/** What the messages report tells tokens by. */
export const messageDimensions = [
  "workspace",
  "model",
  "key",
  "service_tier",
  "context_window",
  "inference_geo",
] as const;
/** What the analytics tell tokens and requests by, beside workspace and model. */
export const analyticsDimensions = ["person", "service_account", "product", "speed", "actor_type"] as const;
export const usageDimensions = [...messageDimensions, ...analyticsDimensions] as const;
export type UsageDimension = (typeof usageDimensions)[number];

/** Tokens have kinds where cost has parts of its own. */
export const usageGroups = ["kind", ...usageDimensions] as const;
/** The products that the vendor names today; another one is shown as it came. */
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

/** Which report usage comes from: minutes old and by token, or hours old with people and requests. */
export const usageSources = ["messages", "analytics"] as const;
export type UsageSource = (typeof usageSources)[number];
/** What the hourly buckets tell. */
export const hourlyDimensions: readonly string[] = ["workspace", "model"];

export const claudeCodeDimensions = ["terminal", "place", "customer"] as const;
export type ClaudeCodeDimension = (typeof claudeCodeDimensions)[number];
export const claudeCodeBreakdowns = ["model", ...claudeCodeDimensions] as const;

/** Which table stands beside the chart: a row a part, a row a bar, or what is behind them. */
export const reportTables = ["parts", "days", "rows"] as const;
/** How many parts have a place of their own in the chart; the others are summed. */
export const topCounts = [3, 5, 8] as const;

/** The key of cost that the API ties to no model, and of usage that came with no API key. */
export const noKey = "(none)";
/** The key under which all keys of Claude Code are told as one while names are masked. */
export const claudeCodeKeys = "(claude-code)";
/** The key under which a report sums what is not among the largest of its parts. */
export const otherKey = "(other)";
/** The key under which people are told as one: while names are masked, and to a lead those of other teams. */
export const peopleKey = "(people)";
/** Where names are masked, fewer people than this are told as "Other". */
export const leastPeople = 5;
/** The key of the Default workspace while the directory does not know its id. */
export const defaultKey = "(default)";
