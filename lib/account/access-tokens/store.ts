import "server-only";
import { and, asc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { type AccessToken, findActorOf } from "@/lib/core/auth/access-token";
import type { Actor } from "@/lib/core/auth/actor";
import { toKeptSignIn } from "@/lib/core/auth/kept-session";
import { toHash } from "@/lib/core/auth/known-sessions";
import type { Permit } from "@/lib/core/auth/permit";
import { listLacking, type Scope } from "@/lib/core/auth/scopes";
import { makeTokenText } from "@/lib/core/auth/token-text";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { parseNetworks } from "@/lib/core/env/trusted-proxies";
import { AppError } from "@/lib/core/errors/errors";
import { dayMs } from "@/lib/core/format/calendar";
import { findPeople } from "@/lib/core/organization/people";
import { type AccessTokenRow, accessTokenList, type MadeToken, type NewToken } from "./schema";
import { codeMs, maxTokens, type TokenState } from "./vocabulary";

export async function listTokens({ actor }: Permit<"settings:read">): Promise<AccessTokenRow[]> {
  return readTokens(actor);
}

export async function listOwnTokens({ actor }: Permit<"me:read">): Promise<AccessTokenRow[]> {
  return readTokens(actor, and(isOwnedBy(actor.email), isNull(accessTokens.persona)));
}

/** For the operator, who sees all. */
export async function readStoredTokens(which?: SQL): Promise<{ token: AccessToken; state: TokenState }[]> {
  const db = await database();
  const rows = await db
    .select()
    .from(accessTokens)
    .where(which)
    .orderBy(asc(accessTokens.createdAt), asc(accessTokens.id));
  return Promise.all(rows.map(async (token) => ({ token, state: await toState(token) })));
}

async function readTokens(reader: Actor, which?: SQL): Promise<AccessTokenRow[]> {
  const found = await readStoredTokens(which);
  const toPerson = await findPeople(
    reader,
    found.map(({ token }) => token.owner),
  );
  return accessTokenList.parse(
    found.map(({ token, state }) => ({
      ...token,
      state,
      ownerName: toPerson(token.owner).name,
      isConnection: token.clientId !== null,
      createdAt: token.createdAt.toISOString(),
      expiresAt: token.expiresAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    })),
  );
}

async function toState(token: AccessToken): Promise<TokenState> {
  if (token.revokedAt) return "revoked";
  if (token.expiresAt <= new Date()) return "expired";
  if (token.isWaiting) return "waiting";
  if (await findActorOf(token)) return "active";
  return "suspended";
}

/**
 * `persona` is null for a personal token. `clientId` is of an app that it connects. `createdBy` is the owner, an admin, or
 * the operator.
 */
export type Making = NewToken & {
  id: string;
  owner: Actor;
  persona: AccessToken["persona"];
  clientId?: string;
  createdBy: string;
  isWaiting?: boolean;
};

/** @throws AppError refused for scopes that the owner or the persona doesn't have; invalid for networks that are none */
export function checkToken({ owner, persona, scopes, networks }: Making): void {
  if (persona !== null && owner.persona !== "admin")
    throw new AppError("refused", "the owner of a service token must be an admin", {
      reason: "not_an_admin",
    });
  if (persona === null && scopes.includes("scim"))
    throw new AppError("refused", "only service tokens may have scim", { reason: "scope_beyond_rights" });
  const lacking: Scope[] = listLacking({ persona: persona ?? owner.persona }, scopes);
  if (lacking.length > 0)
    throw new AppError("refused", `beyond the rights: ${lacking.join(", ")}`, {
      reason: "scope_beyond_rights",
    });
  try {
    parseNetworks(networks);
  } catch (cause) {
    throw new AppError("invalid", "a network is wrong", { cause, fields: { networks: ["isn't a network"] } });
  }
}

/** @throws AppError refused where the owner has too many */
export async function insertToken(tx: Transaction, making: Making): Promise<MadeToken> {
  const { id, owner, persona, name, scopes, networks, days, createdBy } = making;
  const { clientId = null, isWaiting = false } = making;
  const token = makeTokenText();
  const now = new Date();
  // The days of a connection begin once its app has taken it up.
  const lifeMs = clientId === null ? days * dayMs : codeMs;
  await tx.execute(sql`lock table ${accessTokens} in share row exclusive mode`);
  const isLive = and(isOwnedBy(owner.email), isNull(accessTokens.revokedAt), gt(accessTokens.expiresAt, now));
  if ((await tx.$count(accessTokens, isLive)) >= maxTokens)
    throw new AppError("refused", "the owner has too many tokens", { reason: "too_many_tokens" });
  await tx.insert(accessTokens).values({
    id,
    tokenHash: toHash(token),
    name,
    owner: owner.email.toLowerCase(),
    persona,
    clientId,
    scopes,
    networks,
    ...toKeptSignIn(owner.session),
    ...toProof(owner.session),
    memberId: owner.memberId,
    createdBy,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifeMs),
    isWaiting,
  });
  return { id, token };
}

/**
 * `ofOwner` hides everyone else's.
 * @throws AppError not_found
 */
export async function getToken(id: string, ofOwner?: string): Promise<AccessToken> {
  const db = await database();
  const own = ofOwner === undefined ? undefined : isOwnedBy(ofOwner);
  const [found] = await db
    .select()
    .from(accessTokens)
    .where(and(eq(accessTokens.id, id), own));
  if (!found) throw new AppError("not_found", "there is no such token");
  return found;
}

/** @throws AppError not_found where it was revoked already */
export async function revokeToken(tx: Transaction, id: string): Promise<void> {
  const isOpen = and(eq(accessTokens.id, id), isNull(accessTokens.revokedAt));
  const revoked = await tx
    .update(accessTokens)
    .set({ revokedAt: new Date() })
    .where(isOpen)
    .returning({ id: accessTokens.id });
  if (revoked.length === 0) throw new AppError("not_found", "the token was revoked already");
}

/** @throws AppError not_found where it was revoked or has expired meanwhile */
export async function approveToken(id: string): Promise<void> {
  const db = await database();
  const isOpen = and(
    eq(accessTokens.id, id),
    isNull(accessTokens.revokedAt),
    gt(accessTokens.expiresAt, new Date()),
  );
  const approved = await db
    .update(accessTokens)
    .set({ isWaiting: false })
    .where(isOpen)
    .returning({ id: accessTokens.id });
  if (approved.length === 0) throw new AppError("not_found", "there is no such token any more");
}

function toProof(session: Actor["session"]) {
  return {
    acr: session?.acr ?? null,
    amr: session?.amr ?? [],
    isByPasskey: session?.isByPasskey ?? false,
  };
}

function isOwnedBy(email: string): SQL {
  return eq(accessTokens.owner, email.toLowerCase());
}
