import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { count, currency, day, instant, otherCents } from "./columns";

/** One row a report and UTC day that was read, or refused by the API. What is not here is still to be fetched. */
export const reportDays = pgTable(
  "report_days",
  {
    report: text("report").notNull(),
    day: day("day").notNull(),
    fetchedAt: instant("fetched_at").notNull(),
    isRefused: boolean("is_refused").notNull().default(false),
    rowCount: integer("row_count").notNull(),
    /** Of the rows as they were read, so that a day that did not change is not written again. */
    digest: text("digest"),
    /** Of the amounts of the day; none where it has no amounts. */
    currencies: text("currencies").array().notNull().default(sql`'{}'`),
  },
  (table) => [primaryKey({ columns: [table.report, table.day] })],
);

/** What the API bills for, whichever workspace it is billed to. */
const lineItem = {
  description: text("description"),
  costType: text("cost_type"),
  tokenType: text("token_type"),
  model: text("model"),
  serviceTier: text("service_tier"),
  contextWindow: text("context_window"),
  inferenceGeo: text("inference_geo"),
};

export const costRows = pgTable(
  "cost_rows",
  {
    day: day("day").notNull(),
    workspaceId: text("workspace_id"),
    ...lineItem,
    currency,
    cents: numeric("cents").notNull(),
  },
  (table) => [
    index("cost_rows_day").on(table.day),
    index("cost_rows_workspace").on(table.workspaceId, table.day),
  ],
);

/**
 * Sums of `cost_rows`, kept in the transaction that replaces a day. `grain` is day, week (from Monday) or month,
 * `starts_on` its first day. Each row is of one currency. `axes` says what the row keeps: workspace, model, workspace_model, or all but the
 * workspace, which is `item`.
 */
export const costRollups = pgTable(
  "cost_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    workspaceId: text("workspace_id"),
    ...lineItem,
    currency,
    cents: numeric("cents").notNull(),
  },
  (table) => [index("cost_rollups_start").on(table.axes, table.grain, table.startsOn)],
);

const usageMeasures = {
  uncachedInputTokens: count("uncached_input_tokens"),
  cacheReadInputTokens: count("cache_read_input_tokens"),
  cacheCreation5mInputTokens: count("cache_creation_5m_input_tokens"),
  cacheCreation1hInputTokens: count("cache_creation_1h_input_tokens"),
  outputTokens: count("output_tokens"),
  webSearchRequests: count("web_search_requests"),
};

const usageAxes = {
  workspaceId: text("workspace_id"),
  model: text("model"),
  apiKeyId: text("api_key_id"),
  serviceTier: text("service_tier"),
  contextWindow: text("context_window"),
};

export const usageRows = pgTable(
  "usage_rows",
  {
    day: day("day").notNull(),
    ...usageAxes,
    ...usageMeasures,
  },
  (table) => [
    index("usage_rows_day").on(table.day),
    index("usage_rows_key").on(table.apiKeyId, table.day),
    index("usage_rows_workspace").on(table.workspaceId, table.day),
  ],
);

/** The same traffic by geography, for which the key has to go: the API takes five groups at most. */
export const usageGeoRows = pgTable(
  "usage_geo_rows",
  {
    day: day("day").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    serviceTier: text("service_tier"),
    contextWindow: text("context_window"),
    inferenceGeo: text("inference_geo"),
    ...usageMeasures,
  },
  (table) => [index("usage_geo_rows_day").on(table.day)],
);

/**
 * Sums of `usage_rows` and `usage_geo_rows`, kept as those of cost are. `axes` says what the row keeps: workspace,
 * workspace_model, workspace_key, item, which is model, tier and window, workspace_item; and with the geography geo_item
 * and workspace_geo. No key is the Console's playground, or a person's OAuth traffic.
 */
export const usageRollups = pgTable(
  "usage_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    ...usageAxes,
    inferenceGeo: text("inference_geo"),
    ...usageMeasures,
  },
  (table) => [
    index("usage_rollups_start").on(table.axes, table.grain, table.startsOn),
    index("usage_rollups_key")
      .on(sql`coalesce(${table.apiKeyId}, '(none)')`, table.grain, table.startsOn)
      .where(sql`axes = 'workspace_key'`),
  ],
);

/** Tokens of all kinds by key and UTC day, kept in the transaction that replaces the day. */
export const usageKeyRollups = pgTable(
  "usage_key_rollups",
  {
    apiKeyId: text("api_key_id").notNull(),
    day: day("day").notNull(),
    tokens: count("tokens"),
    /** The key's part of what the day cost, by tokens and the prices of that day. */
    estimatedCents: numeric("estimated_cents").notNull().default("0"),
    otherCents: otherCents("other_cents"),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.day] }),
    index("usage_key_rollups_day").on(table.day),
    index("usage_key_rollups_other").on(table.day).where(sql`other_cents is not null`),
  ],
);

/** What the days of a key come to: its last use and its tokens of 30 days. */
export const apiKeyUsage = pgTable("api_key_usage", {
  apiKeyId: text("api_key_id").primaryKey(),
  lastUsedOn: day("last_used_on"),
  tokens30d: count("tokens_30d"),
  /** Reported by `analytics/cost` where the organization has it, else estimated from tokens. */
  cents30d: numeric("cents_30d"),
  otherCents30d: otherCents("other_cents_30d"),
  isEstimate: boolean("is_estimate").notNull().default(true),
});

/** Tokens by UTC hour of the newest days. `axes` is workspace_model, and model and workspace, which are sums of it. */
export const usageHours = pgTable(
  "usage_hours",
  {
    axes: text("axes").notNull(),
    startsAt: instant("starts_at").notNull(),
    workspaceId: text("workspace_id"),
    model: text("model"),
    ...usageMeasures,
  },
  (table) => [index("usage_hours_start").on(table.axes, table.startsAt)],
);

/** Who sent what, as `analytics/usage` tells it, or without products and requests `usage_report/messages` by account. */
const actorUsageAxes = {
  /** As in `report_days`: which of the two sources tells it. Nothing is ever summed over both. */
  report: text("report").notNull(),
  workspaceId: text("workspace_id"),
  /** As in `actor_cost_rows`. */
  actorKind: text("actor_kind"),
  actorId: text("actor_id"),
  actorEmail: text("actor_email"),
  product: text("product"),
  model: text("model"),
  speed: text("speed"),
};

const actorUsageMeasures = {
  ...usageMeasures,
  /** Null where the source does not count them. */
  requests: bigint("requests", { mode: "number" }),
  /** The tokens of which the requests are known. */
  countedTokens: count("counted_tokens"),
};

export const actorUsageRows = pgTable(
  "actor_usage_rows",
  { day: day("day").notNull(), ...actorUsageAxes, ...actorUsageMeasures },
  (table) => [index("actor_usage_rows_day").on(table.report, table.day)],
);

/**
 * Sums of `actor_usage_rows`, kept as those of usage are. `axes` says what the row keeps beside the workspace: actor, or
 * item, which is product, model and speed.
 */
export const actorUsageRollups = pgTable(
  "actor_usage_rollups",
  {
    axes: text("axes").notNull(),
    grain: text("grain").notNull(),
    startsOn: day("starts_on").notNull(),
    ...actorUsageAxes,
    ...actorUsageMeasures,
  },
  (table) => [index("actor_usage_rollups_start").on(table.report, table.axes, table.grain, table.startsOn)],
);

/** What the days of a person come to, by lower-case address: newest day of activity, and sums of 30 days. */
export const personUsage = pgTable("person_usage", {
  email: text("email").primaryKey(),
  lastActiveOn: day("last_active_on"),
  claudeCodeDays30d: count("claude_code_days_30d"),
  claudeCodeSessions30d: count("claude_code_sessions_30d"),
  /** Estimated by Claude Code itself. */
  claudeCodeCents30d: numeric("claude_code_cents_30d").notNull().default("0"),
  claudeCodeOtherCents30d: otherCents("claude_code_other_cents_30d"),
  /** From `analytics/cost`; null where the organization does not have it. */
  cents30d: numeric("cents_30d"),
  otherCents30d: otherCents("other_cents_30d"),
});
