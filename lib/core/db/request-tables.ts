import {
  bigserial,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Servers that share a PostgreSQL share each budget. Taking tokens locks its row. */
export const requestBudgets = pgTable("request_budgets", {
  bucket: text("bucket").primaryKey(),
  pausedUntil: instant("paused_until"),
});

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

/** What waits in each process, so that urgent requests of one go before others of another. */
export const requestWaits = pgTable(
  "request_waits",
  {
    bucket: text("bucket").notNull(),
    process: text("process").notNull(),
    writes: integer("writes").notNull(),
    pages: integer("pages").notNull(),
    background: integer("background").notNull(),
    until: instant("until").notNull(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.process] })],
);

/** Limits per person, session, or address, shared by all servers. */
export const rateBuckets = pgTable(
  "rate_buckets",
  {
    name: text("name").notNull(),
    key: text("key").notNull(),
    tokens: doublePrecision("tokens").notNull(),
    /** How many tokens the last try lacked; 0 if it got them. */
    missing: doublePrecision("missing").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.key] }), index("rate_buckets_at").on(table.at)],
);

/** What each person has started to change within the last hour, in all sessions; `person` is not always an address. */
export const recentChanges = pgTable(
  "recent_changes",
  {
    id: uuid("id").primaryKey(),
    person: text("person").notNull(),
    at: instant("at").notNull(),
    rows: integer("rows").notNull(),
  },
  (table) => [index("recent_changes_person").on(table.person), index("recent_changes_at").on(table.at)],
);

/** Reads that were refused, by person, session, hour, and what they were about, until the hour's line is in the audit log. */
export const refusedReads = pgTable(
  "refused_reads",
  {
    hour: instant("hour").notNull(),
    email: text("email").notNull(),
    sessionId: text("session_id").notNull(),
    noun: text("noun").notNull(),
    persona: text("persona").notNull(),
    method: text("method").notNull(),
    address: text("address").notNull(),
    reads: integer("reads").notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.email, table.sessionId, table.noun] })],
);
