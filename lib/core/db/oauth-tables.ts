import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accessTokens } from "./access-token-tables";
import { instant } from "./columns";

/**
 * What OAuth hands out for the connection of an app, which is a row of `access_tokens`. Only the SHA-256 of each text is
 * stored. A code, and a refresh token, is used once; one that comes again ends the connection.
 */
export const oauthCredentials = pgTable(
  "oauth_credentials",
  {
    hash: text("hash").primaryKey(),
    kind: text("kind").$type<"code" | "access" | "refresh">().notNull(),
    tokenId: uuid("token_id")
      .notNull()
      .references(() => accessTokens.id, { onDelete: "cascade" }),
    /** Of the endpoint that it is for (RFC 8707). */
    resource: text("resource").notNull(),
    /** Of a code: the S256 challenge of PKCE, and where the code was sent. */
    challenge: text("challenge"),
    redirectUri: text("redirect_uri"),
    /** Null for a refresh token, which lasts as long as its connection. */
    expiresAt: instant("expires_at"),
    usedAt: instant("used_at"),
  },
  (table) => [index("oauth_credentials_token").on(table.tokenId)],
);
