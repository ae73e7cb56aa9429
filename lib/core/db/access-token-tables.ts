import { boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

/**
 * What programs identify themselves with. Only the SHA-256 of a token is stored. `persona` is null for a personal token,
 * which acts as its owner. `method` and `providerAddress` are of the owner's sign-in; null if the operator made it.
 */
export const accessTokens = pgTable(
  "access_tokens",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    name: text("name").notNull(),
    owner: text("owner").notNull(),
    /** The owner's in the directory; null for who wasn't in it. */
    memberId: text("member_id"),
    persona: text("persona").$type<"admin" | "finance" | "auditor">(),
    /** Of the app that this connects to MCP, whose secrets are in `oauth_credentials`; null for every other token. */
    clientId: text("client_id"),
    scopes: jsonb("scopes").$type<string[]>().notNull(),
    /** Networks that it may be used from; anywhere if empty. */
    networks: jsonb("networks").$type<string[]>().notNull(),
    method: text("method"),
    providerAddress: text("provider_address"),
    /** How its owner had proven who they are when it was made, as `sessions` keeps it. */
    acr: text("acr"),
    amr: jsonb("amr").$type<string[]>().notNull().default([]),
    isByPasskey: boolean("is_by_passkey").notNull().default(false),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** Whether a second admin still has to approve it. */
    isWaiting: boolean("is_waiting").notNull().default(false),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    lastAddress: text("last_address"),
    lastClient: text("last_client"),
  },
  (table) => [index("access_tokens_owner").on(table.owner)],
);
