import { integer, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

export type StoredRecipient = { channel: "person" | "address" | "webhook"; id: string };

/**
 * For the organization, a workspace, or a tag value, and for each month, quarter, or year. Thresholds are percent of
 * `cents`; the one for the forecast is null if it doesn't matter.
 */
export const budgets = pgTable("budgets", {
  id: uuid("id").primaryKey(),
  scope: text("scope").notNull(),
  workspaceId: text("workspace_id"),
  tagKey: text("tag_key"),
  tagValue: text("tag_value"),
  period: text("period").$type<"month" | "quarter" | "year">().notNull().default("month"),
  cents: numeric("cents").notNull(),
  thresholds: jsonb("thresholds").$type<number[]>().notNull(),
  forecastThreshold: integer("forecast_threshold").default(100),
  /** The language of its messages. */
  locale: text("locale").$type<"en" | "de">().notNull().default("en"),
  recipients: jsonb("recipients").$type<StoredRecipient[]>().notNull().default([]),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** `month` is the period: 2026-11, 2026-Q4, or 2026. It has its first name, as its table has. */
export const budgetCrossings = pgTable(
  "budget_crossings",
  {
    budgetId: uuid("budget_id").notNull(),
    month: text("month").notNull(),
    threshold: integer("threshold").notNull(),
    cents: numeric("cents").notNull(),
    budgetCents: numeric("budget_cents").notNull(),
    crossedAt: instant("crossed_at").notNull(),
    // Written by earlier versions, which sent crossings themselves.
    sentAt: instant("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    errorCode: text("error_code"),
  },
  (table) => [primaryKey({ columns: [table.budgetId, table.month, table.threshold] })],
);

/** When a budget's forecast first reached its threshold, once per period. */
export const budgetWarnings = pgTable(
  "budget_warnings",
  {
    budgetId: uuid("budget_id").notNull(),
    period: text("period").notNull(),
    threshold: integer("threshold").notNull(),
    forecastCents: numeric("forecast_cents").notNull(),
    budgetCents: numeric("budget_cents").notNull(),
    warnedAt: instant("warned_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.budgetId, table.period] })],
);
