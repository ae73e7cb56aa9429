import "server-only";
import { and, eq, gt, isNull, lte, type SQL, sql } from "drizzle-orm";
import { readStoredTokens } from "@/lib/account/access-tokens/store";
import type { AccessToken } from "@/lib/core/auth/access-token";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { deliveries } from "@/lib/core/db/delivery-tables";

export const kind = "token_end";
/** One that lives no longer than this isn't announced. */
const ahead = sql`interval '7 days'`;

/** Tokens that work, end within seven days, and haven't been announced. */
export function listEnding(now: Date): Promise<AccessToken[]> {
  const isToldOf = sql`exists (select from ${deliveries}
    where ${deliveries.kind} = ${kind} and ${deliveries.sourceId} = ${accessTokens.id}::text)`;
  return listActive(
    and(
      gt(accessTokens.expiresAt, now),
      lte(accessTokens.expiresAt, sql`${now.toISOString()}::timestamptz + ${ahead}`),
      sql`${accessTokens.createdAt} < ${accessTokens.expiresAt} - ${ahead}`,
      sql`not ${isToldOf}`,
    ),
  );
}

/** Undefined for one that doesn't work any more. */
export async function findActive(id: string): Promise<AccessToken | undefined> {
  const [found] = await listActive(eq(accessTokens.id, id));
  return found;
}

async function listActive(which: SQL | undefined): Promise<AccessToken[]> {
  // An app asks its person again by itself.
  const isToken = and(isNull(accessTokens.clientId), isNull(accessTokens.revokedAt));
  const found = await readStoredTokens(and(isToken, which));
  return found.flatMap(({ token, state }) => (state === "active" ? [token] : []));
}
