import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

type GrantLoss = "left" | "demoted";

/**
 * Append-only, hash-chained, and keyed: one line for the intent before a write is sent, one for the outcome after it. A
 * trigger refuses update and delete in both databases. Lines without `format` predate the columns from `actorMethod`
 * on.
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
    actorMethod: text("actor_method"),
    actorSession: text("actor_session"),
    actorAddress: text("actor_address"),
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
    format: integer("format"),
    keyId: text("key_id"),
    mac: text("mac"),
  },
  (table) => [
    index("audit_log_entry").on(table.entryId),
    index("audit_log_target").on(table.targetId),
    index("audit_log_at").on(table.at),
    check("audit_log_phase", sql`(${table.phase} = 'intent') = (${table.outcome} is null)`),
  ],
);

/** The newest line of the audit log under a MAC, which shows if lines were cut off the end. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
  seal: text("seal").notNull(),
  keyId: text("key_id"),
  /** From this line on, every line has a MAC of that key and follows the previous one. */
  provenFrom: bigint("proven_from", { mode: "number" }),
});

/** For people outside the directory, or with more rights here than it gives them. */
export const grants = pgTable("grants", {
  email: text("email").primaryKey(),
  persona: text("persona").notNull(),
  note: text("note").notNull().default(""),
  /** Null only until Castellan gives it one, for grants of earlier versions. */
  expiresAt: instant("expires_at"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  renewedAt: instant("renewed_at"),
  /** The most that the directory gave the person since, as in `lib/core/auth/grant-sql.ts`. */
  heldRank: integer("held_rank").notNull().default(0),
  suspendedAt: instant("suspended_at"),
  suspendedFor: text("suspended_for").$type<GrantLoss>(),
  /** Uses are noted since then. */
  notedSince: instant("noted_since").notNull().defaultNow(),
  lastUsedAt: instant("last_used_at"),
});

export const signInLinks = pgTable("sign_in_links", {
  tokenHash: text("token_hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** `address` is the network address; `email` is what the provider sent. */
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

/** `withheld`: the provider can prove the time, but didn't, maybe because someone changed what it was asked. */
export type ProviderTime = "sent" | "never" | "withheld";

/**
 * One row per signed-in browser. The cookie holds a random token, of which only the SHA-256 is stored; deleting the row
 * ends the session. `email` is null for the one-time link. `issuer`, `subject`, and `providerSession` are the provider's
 * claims `iss`, `sub`, and `sid`; sessions from before they were kept have none.
 */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    email: text("email"),
    /** Who this is in the directory; null for who isn't in it, and for older sessions. */
    memberId: text("member_id"),
    method: text("method").notNull(),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    startedAt: instant("started_at").notNull(),
    /** When the person last confirmed their identity; null if the provider doesn't prove it. */
    authenticatedAt: instant("authenticated_at"),
    /** Whether the provider proved when the person signed in; null without a provider, and for older sessions. */
    providerTime: text("provider_time").$type<ProviderTime>(),
    /** How the person signed in, as the signed ID token says. */
    acr: text("acr"),
    amr: jsonb("amr").$type<string[]>().notNull().default([]),
    /** Whether a passkey was the last proof, instead of the sign-in, and which; sessions of earlier versions don't say which. */
    isByPasskey: boolean("is_by_passkey").notNull().default(false),
    passkeyId: uuid("passkey_id"),
    seenAt: instant("seen_at").notNull(),
    issuer: text("issuer"),
    subject: text("subject"),
    providerSession: text("provider_session"),
    /** Where this server looked for the provider at sign-in. */
    providerAddress: text("provider_address"),
    /** Encrypted; null if the provider gave none. */
    refreshToken: text("refresh_token"),
    /** When the provider was last asked about this session. */
    checkedAt: instant("checked_at"),
  },
  (table) => [index("sessions_email").on(table.email), index("sessions_started").on(table.startedAt)],
);

/**
 * `rpId` is the host that the passkey was created for; it works under no other. Public key and ID are base64url;
 * `email` is the link's name for people without an address.
 */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid("id").primaryKey(),
    credentialId: text("credential_id").notNull().unique(),
    email: text("email").notNull(),
    rpId: text("rp_id").notNull(),
    name: text("name").notNull(),
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: jsonb("transports").$type<string[]>().notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [index("passkeys_email").on(table.email)],
);

/** One per session and purpose; deleted by the first response, right or wrong. */
export const passkeyChallenges = pgTable(
  "passkey_challenges",
  {
    sessionId: uuid("session_id").notNull(),
    purpose: text("purpose").$type<"add" | "confirm">().notNull(),
    challenge: text("challenge").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.purpose] })],
);

/**
 * One row, written before anything is served. `kind` is sandbox or live. `keyFingerprint` is of the last key that the
 * Admin API accepted for this organization.
 */
export const storeOwner = pgTable("store_owner", {
  id: integer("id").primaryKey(),
  kind: text("kind").$type<"sandbox" | "live">().notNull(),
  organizationId: text("organization_id"),
  keyFingerprint: text("key_fingerprint"),
  since: instant("since").notNull(),
});
