import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull, lte, or } from "drizzle-orm";
import { codeMs } from "@/lib/account/access-tokens/vocabulary";
import type { AccessToken } from "@/lib/core/auth/access-token";
import { toHash } from "@/lib/core/auth/known-sessions";
import { isTokenText, makeTokenText } from "@/lib/core/auth/token-text";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { oauthCredentials } from "@/lib/core/db/oauth-tables";
import { dayMs } from "@/lib/core/format/calendar";
import { OAuthError } from "./oauth-error";
import { connectionDays } from "./vocabulary";

export const accessMs = 3_600_000;

type Credential = typeof oauthCredentials.$inferSelect;
type Connection = { credential: Credential; token: AccessToken };
type Given = { text: string; clientId: string; resource: string };
/** `reused`: somebody else has it too, so that the connection must end. */
export type Exchange = { kind: "issued"; access: string; refresh: string } | { kind: "reused" };

export async function insertCode(
  tx: Transaction,
  given: Pick<Credential, "tokenId" | "resource" | "challenge" | "redirectUri">,
): Promise<string> {
  const code = makeTokenText("code");
  await tx
    .insert(oauthCredentials)
    .values({ ...given, hash: toHash(code), kind: "code", expiresAt: inFuture(codeMs) });
  return code;
}

/** Connections that no app has taken up leave nothing behind, and those that are over no secrets. */
export async function pruneConnections(tx: Transaction, owner: string): Promise<void> {
  const isOver = lte(accessTokens.expiresAt, new Date());
  const isTheirs = and(eq(accessTokens.owner, owner.toLowerCase()), isNotNull(accessTokens.clientId));
  await tx.delete(accessTokens).where(and(isTheirs, isOver, isNull(accessTokens.lastUsedAt)));
  const ended = tx
    .select({ id: accessTokens.id })
    .from(accessTokens)
    .where(and(isTheirs, or(isOver, isNotNull(accessTokens.revokedAt))));
  await tx.delete(oauthCredentials).where(inArray(oauthCredentials.tokenId, ended));
}

/** Null for what this server hasn't given out, or what has left no trace. */
export async function findConnection(
  text: string,
  kinds: readonly Credential["kind"][],
): Promise<Connection | null> {
  if (!kinds.some((kind) => isTokenText(text, kind))) return null;
  const db = await database();
  const [found] = await db
    .select({ credential: oauthCredentials, token: accessTokens })
    .from(oauthCredentials)
    .innerJoin(accessTokens, eq(accessTokens.id, oauthCredentials.tokenId))
    .where(eq(oauthCredentials.hash, toHash(text)));
  return found ?? null;
}

/**
 * Of several at once, one gets the tokens.
 * @throws OAuthError invalid_grant, invalid_target
 */
export async function redeemCode({
  verifier,
  redirectUri,
  ...given
}: Given & { verifier: string; redirectUri: string }): Promise<Exchange> {
  return exchange(given, "code", async (tx, { credential, token }) => {
    if (credential.redirectUri !== redirectUri || credential.challenge !== toChallenge(verifier))
      throw new OAuthError("invalid_grant", "the code was given to another app, or for another address");
    const expiresAt = new Date(token.createdAt.getTime() + connectionDays * dayMs);
    await tx.update(accessTokens).set({ expiresAt }).where(eq(accessTokens.id, token.id));
  });
}

/** @throws OAuthError invalid_grant, invalid_target */
export async function rotateRefresh(given: Given): Promise<Exchange> {
  return exchange(given, "refresh", async (tx, { token }) => {
    const isOver = and(eq(oauthCredentials.kind, "access"), lte(oauthCredentials.expiresAt, new Date()));
    await tx.delete(oauthCredentials).where(and(eq(oauthCredentials.tokenId, token.id), isOver));
  });
}

async function exchange(
  { text, clientId, resource }: Given,
  kind: "code" | "refresh",
  run: (tx: Transaction, found: Connection) => Promise<void>,
): Promise<Exchange> {
  const db = await database();
  return db.transaction(async (tx) => {
    const isIt = and(eq(oauthCredentials.hash, toHash(text)), eq(oauthCredentials.kind, kind));
    const [found] = await tx
      .select({ credential: oauthCredentials, token: accessTokens })
      .from(oauthCredentials)
      .innerJoin(accessTokens, eq(accessTokens.id, oauthCredentials.tokenId))
      .where(isIt)
      .for("update");
    if (!found || isEnded(found.token)) throw new OAuthError("invalid_grant", "it isn’t valid any more");
    const { credential, token } = found;
    if (credential.usedAt) return { kind: "reused" };
    if (credential.expiresAt && credential.expiresAt <= new Date())
      throw new OAuthError("invalid_grant", "the code has expired");
    if (token.clientId !== clientId) throw new OAuthError("invalid_grant", "it was given to another app");
    if (credential.resource !== resource)
      throw new OAuthError("invalid_target", "resource must be the address that was asked for before");
    await run(tx, found);
    await tx.update(oauthCredentials).set({ usedAt: new Date() }).where(isIt);
    const [access, refresh] = [makeTokenText("access"), makeTokenText("refresh")];
    await tx.insert(oauthCredentials).values([
      { hash: toHash(access), kind: "access", tokenId: token.id, resource, expiresAt: inFuture(accessMs) },
      { hash: toHash(refresh), kind: "refresh", tokenId: token.id, resource },
    ]);
    return { kind: "issued", access, refresh };
  });
}

function isEnded({ revokedAt, expiresAt }: AccessToken): boolean {
  return revokedAt !== null || expiresAt <= new Date();
}

function toChallenge(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function inFuture(ms: number): Date {
  return new Date(Date.now() + ms);
}
