import "server-only";
import { and, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { storeOwner } from "@/lib/core/db/access-tables";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { isMirrored } from "@/lib/core/db/first-sync";
import { oauthCredentials } from "@/lib/core/db/oauth-tables";
import { ignoreWrite } from "@/lib/core/db/version";
import { isTrusted, parseNetworks } from "@/lib/core/env/trusted-proxies";
import { AppError } from "@/lib/core/errors/errors";
import { findAbsentPerson } from "./absent-person";
import type { Actor } from "./actor";
import { getClientAddress, getExactAddress } from "./client-address";
import { forgetSession, noteSession, toHash } from "./known-sessions";
import { ownKind } from "./owner";
import { operatorName, tokenMethod } from "./program";
import { requireProof } from "./proof";
import { toPermissions } from "./scopes";
import { isTokenText, type Place, readBearer } from "./token-text";

export type AccessToken = typeof accessTokens.$inferSelect;
export type Program = { actor: Actor; token: AccessToken };

const noteMs = 60_000;
const maxClient = 200;

/**
 * Who sends this request, by its access token and never by a cookie.
 * @throws AppError unauthenticated; organization_unproven
 */
export async function authenticate(
  { headers }: Pick<Request, "headers">,
  place: Place = "api",
): Promise<Program> {
  const text = readBearer(headers, place);
  if (text === null) throw new AppError("unauthenticated", "there is no access token");
  const db = await database();
  const [found] = await db
    .select({ token: accessTokens, owner: storeOwner })
    .from(accessTokens)
    .innerJoin(storeOwner, eq(storeOwner.kind, ownKind()))
    .where(isGiven(text));
  const session = { address: getClientAddress(headers), exactAddress: getExactAddress(headers) };
  const actor = found && (await toActorNow(found, session.exactAddress));
  if (!actor) {
    forgetSession(text);
    throw new AppError("unauthenticated", "the access token isn't valid here");
  }
  const { token } = found;
  noteSession(text, { id: token.id, email: token.owner, method: tokenMethod });
  await noteUse(token, session.address, headers);
  return { token, actor: withSession(actor, token, session.address) };
}

/** An app doesn't hold the token of its connection, but one that ends within an hour. */
function isGiven(text: string): SQL {
  const hash = toHash(text);
  if (isTokenText(text)) return eq(accessTokens.tokenHash, hash);
  const { tokenId, kind, expiresAt } = oauthCredentials;
  const isIt = and(eq(oauthCredentials.hash, hash), eq(kind, "access"), gt(expiresAt, new Date()));
  return inArray(accessTokens.id, new QueryBuilder().select({ tokenId }).from(oauthCredentials).where(isIt));
}

type Found = { token: AccessToken; owner: typeof storeOwner.$inferSelect };

async function toActorNow({ token, owner }: Found, address: string): Promise<Actor | null> {
  if (token.revokedAt || token.isWaiting || token.expiresAt <= new Date()) return null;
  if (!isWithin(token, address)) return null;
  await requireProof(owner);
  return findActorOf(token);
}

/** Null if its owner may not use it any more: they have left, or for a service token, are no admin. */
export async function findActorOf(token: AccessToken): Promise<Actor | null> {
  const { owner, createdAt, persona } = token;
  const { actor, refusal } = await findAbsentPerson(owner, token, createdAt);
  if (!actor && refusal === null && persona === null) await end(token.id);
  if (!actor) return null;
  if (persona === null) return actor;
  if (actor.persona !== "admin") return null;
  // A service stands for nobody's own work; what it does is its owner's doing.
  return { ...actor, name: token.name, persona };
}

/** For work that a program started: whoever its token stands for now. */
export async function findProgram(tokenId: string): Promise<Actor | null> {
  const db = await database();
  const [token] = await db.select().from(accessTokens).where(eq(accessTokens.id, tokenId));
  if (!token || token.revokedAt || token.expiresAt <= new Date()) return null;
  const actor = await findActorOf(token);
  return actor && withSession(actor, token, token.lastAddress ?? "");
}

function withSession(actor: Actor, token: AccessToken, address: string): Actor {
  const { id, acr, amr, createdBy } = token;
  // Whoever runs the server can do anything here.
  const isByPasskey = token.isByPasskey || createdBy === operatorName;
  const proof = { acr, amr, isByPasskey, authenticatedAt: new Date() };
  const session = { id, method: tokenMethod, address, ...proof };
  return { ...actor, scopes: toPermissions(token.scopes), session };
}

function isWithin({ networks }: AccessToken, address: string): boolean {
  return networks.length === 0 || isTrusted(parseNetworks(networks), address);
}

/** A personal token dies with its owner: what they are given later doesn't come with it. Before the first listing, nobody has left. */
async function end(id: string): Promise<void> {
  if (!(await isMirrored("member"))) return;
  const db = await database();
  await db
    .update(accessTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(accessTokens.id, id), isNull(accessTokens.revokedAt)));
}

/** What is given to the person again later doesn't come with their own tokens. */
export async function endTokensOf(tx: Transaction, email: string): Promise<void> {
  const isTheirs = and(eq(accessTokens.owner, email.toLowerCase()), isNull(accessTokens.persona));
  await tx
    .update(accessTokens)
    .set({ revokedAt: new Date() })
    .where(and(isTheirs, isNull(accessTokens.revokedAt)));
}

/** At most once a minute. No kept answer depends on it. */
async function noteUse({ id, lastUsedAt }: AccessToken, address: string, headers: Headers): Promise<void> {
  const now = new Date();
  const before = new Date(now.getTime() - noteMs);
  if (lastUsedAt && lastUsedAt > before && lastUsedAt <= now) return;
  const client = (headers.get("user-agent") ?? "").replaceAll("\0", "").slice(0, maxClient);
  const isOld = or(isNull(accessTokens.lastUsedAt), lte(accessTokens.lastUsedAt, before));
  const db = await database();
  const [noted] = await db
    .update(accessTokens)
    .set({ lastUsedAt: now, lastAddress: address, lastClient: client })
    .where(and(eq(accessTokens.id, id), isOld))
    .returning({ transaction: sql<string>`pg_current_xact_id()::text` });
  if (noted) await ignoreWrite(noted.transaction);
}
