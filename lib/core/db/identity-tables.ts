import { index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** The account at an identity provider that an address belongs to. `method` is the provider's name here. */
export const identities = pgTable("identities", {
  email: text("email").primaryKey(),
  method: text("method").notNull(),
  issuer: text("issuer").notNull(),
  subject: text("subject").notNull(),
  boundAt: instant("bound_at").notNull(),
  seenAt: instant("seen_at").notNull(),
  /** When an admin said that the address is someone else's than before; null if nobody did. */
  personSince: instant("person_since"),
  /** When the account's provider last proved the time of its sign-in; null if it never did. */
  timeProvenAt: instant("time_proven_at"),
});

/** Another account that came with a bound address and waits for an admin. */
export const waitingAccounts = pgTable(
  "waiting_accounts",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    method: text("method").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    firstTriedAt: instant("first_tried_at").notNull(),
    lastTriedAt: instant("last_tried_at").notNull(),
  },
  (table) => [unique("waiting_accounts_account").on(table.email, table.issuer, table.subject)],
);

/** Logout tokens that have been used, kept until they expire. */
export const logoutTokens = pgTable(
  "logout_tokens",
  {
    issuer: text("issuer").notNull(),
    jti: text("jti").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.jti] })],
);

/**
 * What providers have ended lately, so that a sign-in that was under way then makes no session: a session there, or an
 * account as of `at`, which is the provider's time. Kept as long as a sign-in can take.
 */
export const providerLogouts = pgTable(
  "provider_logouts",
  {
    id: uuid("id").primaryKey(),
    method: text("method").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject"),
    providerSession: text("provider_session"),
    at: instant("at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("provider_logouts_issuer").on(table.issuer)],
);
