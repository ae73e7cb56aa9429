import { sql } from "drizzle-orm";
import { boolean, index, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { count, currency, day, instant, otherCents, usageMeasures } from "./columns";

/** One row per report and UTC day that was read or refused. A missing day still has to be read. */
export const reportDays = pgTable(
  "report_days",
  {
    report: text("report").notNull(),
    day: day("day").notNull(),
    fetchedAt: instant("fetched_at").notNull(),
    isRefused: boolean("is_refused").notNull().default(false),
    rowCount: integer("row_count").notNull(),
    /** A hash of the day's rows, so that an unchanged day isn't written again. */
    digest: text("digest"),
    currencies: text("currencies").array().notNull().default(sql`'{}'`),
  },
  (table) => [primaryKey({ columns: [table.report, table.day] })],
);

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
 * Sums of `cost_rows`, written in the transaction that replaces a day. `grain`: day, week (from Monday), or month;
 * `starts_on`: its first day. One currency per row. `axes`: the dimensions that the row keeps.
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

/** By geography instead of by key, because the API allows five groups at most. */
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
 * Sums of `usage_rows` and `usage_geo_rows`, written like those of cost. `axes`: the dimensions that the row keeps. No
 * key means the Console's playground or a person's OAuth traffic.
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

/** Written in the transaction that replaces the day. */
export const usageKeyRollups = pgTable(
  "usage_key_rollups",
  {
    apiKeyId: text("api_key_id").notNull(),
    day: day("day").notNull(),
    tokens: count("tokens"),
    /** The key's share of the day's cost, by tokens and that day's prices. */
    estimatedCents: numeric("estimated_cents").notNull().default("0"),
    otherCents: otherCents("other_cents"),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.day] }),
    index("usage_key_rollups_day").on(table.day),
    index("usage_key_rollups_other").on(table.day).where(sql`other_cents is not null`),
  ],
);

export const apiKeyUsage = pgTable("api_key_usage", {
  apiKeyId: text("api_key_id").primaryKey(),
  lastUsedOn: day("last_used_on"),
  tokens30d: count("tokens_30d"),
  /** From `analytics/cost` if the organization has it, else estimated from tokens. */
  cents30d: numeric("cents_30d"),
  otherCents30d: otherCents("other_cents_30d"),
  isEstimate: boolean("is_estimate").notNull().default(true),
});

/** By UTC hour of recent days. `axes`: workspace_model, or model or workspace, which are sums of it. */
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

/** By lower-case address: last active day and sums of 30 days. */
export const personUsage = pgTable("person_usage", {
  email: text("email").primaryKey(),
  lastActiveOn: day("last_active_on"),
  claudeCodeDays30d: count("claude_code_days_30d"),
  claudeCodeSessions30d: count("claude_code_sessions_30d"),
  claudeCodeCents30d: numeric("claude_code_cents_30d").notNull().default("0"),
  claudeCodeOtherCents30d: otherCents("claude_code_other_cents_30d"),
  /** From `analytics/cost`; null if the organization doesn't have it. */
  cents30d: numeric("cents_30d"),
  otherCents30d: otherCents("other_cents_30d"),
});
