import { bigserial, doublePrecision, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Several servers of one PostgreSQL share each budget of Admin API requests. Its row is locked by whoever takes tokens. */
export const requestBudgets = pgTable("request_budgets", {
  bucket: text("bucket").primaryKey(),
  /** The API asked all of us to wait until then. */
  pausedUntil: instant("paused_until"),
});

/** Tokens that somebody took together, and when they come back. */
export const requestGrants = pgTable(
  "request_grants",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    bucket: text("bucket").notNull(),
    tokens: integer("tokens").notNull(),
    freeAt: instant("free_at").notNull(),
  },
  (table) => [index("request_grants_bucket").on(table.bucket, table.freeAt)],
);

/** What waits in each process, so that the urgent requests of one go before the rest of another. */
export const requestWaits = pgTable(
  "request_waits",
  {
    bucket: text("bucket").notNull(),
    process: text("process").notNull(),
    writes: integer("writes").notNull(),
    pages: integer("pages").notNull(),
    background: integer("background").notNull(),
    /** A process that has not asked again by then is gone. */
    until: instant("until").notNull(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.process] })],
);

/** Limits of what one person, session or address may try, counted for all servers together. */
export const rateBuckets = pgTable(
  "rate_buckets",
  {
    name: text("name").notNull(),
    key: text("key").notNull(),
    tokens: doublePrecision("tokens").notNull(),
    /** How many the last try was short of; 0 where it got its tokens. */
    missing: doublePrecision("missing").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.key] }), index("rate_buckets_at").on(table.at)],
);
