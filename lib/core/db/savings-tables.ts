import { index, integer, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { count, currency, day, inputAndOutput, instant } from "./columns";

const place = {
  startsOn: day("starts_on").notNull(),
  workspaceId: text("workspace_id"),
  model: text("model"),
  serviceTier: text("service_tier"),
  contextWindow: text("context_window"),
};

/**
 * Tokens that cost something in a calendar month, what they cost, and what caching and batching saved. `axes`:
 * workspace_item; item, which sums those of all workspaces; or sessions, the session time of idle days.
 */
export const savingMonths = pgTable(
  "saving_months",
  {
    axes: text("axes").notNull(),
    ...place,
    currency,
    ...inputAndOutput,
    /** The cost of each of these; `cents` also has kinds of tokens that no one knows yet. */
    uncachedCents: numeric("uncached_cents"),
    cacheReadCents: numeric("cache_read_cents"),
    cacheCreation5mCents: numeric("cache_creation_5m_cents"),
    cacheCreation1hCents: numeric("cache_creation_1h_cents"),
    outputCents: numeric("output_cents"),
    cents: numeric("cents").notNull(),
    cachingCents: numeric("caching_cents").notNull().default("0"),
    batchingCents: numeric("batching_cents").notNull().default("0"),
    /** Tokens whose full price was charged nowhere in the month, so that what they saved isn't known. */
    unpricedTokens: count("unpriced_tokens"),
    days: integer("days").notNull().default(0),
  },
  (table) => [
    index("saving_months_start").on(table.axes, table.startsOn),
    index("saving_months_workspace").on(table.workspaceId, table.startsOn),
  ],
);

/** Tokens of each key in a calendar month that is over. */
export const keyMonths = pgTable(
  "key_months",
  {
    apiKeyId: text("api_key_id").notNull(),
    ...place,
    ...inputAndOutput,
    /** Days on which the key was used, whatever with. */
    activeDays: integer("active_days").notNull(),
  },
  (table) => [index("key_months_start").on(table.startsOn)],
);

/** Advice that someone doesn't want to see for a while. `scope` as in `unusual_day_notes`. */
export const dismissedOpportunities = pgTable(
  "dismissed_opportunities",
  {
    scope: text("scope").notNull(),
    kind: text("kind").notNull(),
    reason: text("reason").notNull(),
    /** The last day on which it stays hidden. */
    until: day("until").notNull(),
    dismissedBy: text("dismissed_by").notNull(),
    dismissedAt: instant("dismissed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.kind] })],
);
