import { boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

/** Where messages may be posted. Address and signing secret are sealed together. */
export const webhooks = pgTable("webhooks", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  sealed: text("sealed").notNull(),
  /** Whether it hears of unusual days, and in which language. */
  getsAlarms: boolean("gets_alarms").notNull().default(true),
  locale: text("locale").$type<"en" | "de">().notNull().default("en"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  changedAt: instant("changed_at").notNull(),
});

/**
 * One message to one recipient. `id` is derived from what it is about, so that the same message is never stored twice;
 * `state` is waiting, sending, sent, failed, unknown, or stopped.
 */
export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    sourceId: text("source_id").notNull(),
    occasion: text("occasion").notNull(),
    channel: text("channel").notNull(),
    recipient: text("recipient").notNull(),
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    state: text("state").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    claimedBy: text("claimed_by"),
    claimedAt: instant("claimed_at"),
    settledAt: instant("settled_at"),
    errorCode: text("error_code"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("deliveries_due").on(table.state, table.nextAttemptAt),
    index("deliveries_source").on(table.kind, table.sourceId, table.createdAt),
  ],
);

/** Addresses that no longer want messages of a budget or a schedule. */
export const unsubscribes = pgTable(
  "unsubscribes",
  {
    kind: text("kind").notNull(),
    sourceId: text("source_id").notNull(),
    address: text("address").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.sourceId, table.address] })],
);
