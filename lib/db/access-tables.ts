import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Append-only and hash-chained: an intent line before a write is sent, an outcome line after. A trigger refuses
 * update and delete on both stores; an intent without an outcome reads as unknown.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    entryId: uuid("entry_id").notNull(),
    phase: text("phase").notNull(),
    at: instant("at").notNull(),
    actorEmail: text("actor_email").notNull(),
    actorPersona: text("actor_persona").notNull(),
    action: text("action").notNull(),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    before: jsonb("before"),
    after: jsonb("after"),
    outcome: text("outcome"),
    errorCode: text("error_code"),
    requestId: text("request_id"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    index("audit_log_entry").on(table.entryId),
    index("audit_log_target").on(table.targetId),
    index("audit_log_at").on(table.at),
    check("audit_log_phase", sql`(${table.phase} = 'intent') = (${table.outcome} is null)`),
  ],
);

/** The newest line of the audit log, sealed with the server's secret: lines cut off the end are missed by it. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
  seal: text("seal").notNull(),
});

/** People without a place in the organisation's directory, or with more rights here than it gives them. */
export const grants = pgTable("grants", {
  email: text("email").primaryKey(),
  persona: text("persona").notNull(),
  note: text("note").notNull().default(""),
  expiresAt: instant("expires_at"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** One-time sign-in links, by the SHA-256 of their token. */
export const signInLinks = pgTable("sign_in_links", {
  tokenHash: text("token_hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** Whoever tried to sign in, and what became of it. `address` is the network address, `email` what the provider said. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    id: uuid("id").primaryKey(),
    at: instant("at").notNull(),
    address: text("address").notNull(),
    method: text("method").notNull(),
    email: text("email"),
    outcome: text("outcome").notNull(),
  },
  (table) => [
    index("sign_in_attempts_at").on(table.at),
    index("sign_in_attempts_address").on(table.address, table.at),
  ],
);

/** Sessions of a person that began before `endedAt` are over: they signed out everywhere, or an admin ended them. */
export const sessionEnds = pgTable("session_ends", {
  email: text("email").primaryKey(),
  endedAt: instant("ended_at").notNull(),
  endedBy: text("ended_by").notNull(),
});
