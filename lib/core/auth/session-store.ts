import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, getTableColumns, gt, inArray, lt, ne, type SQL, sql } from "drizzle-orm";
import { sessions, storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { sessionClass } from "@/lib/core/db/locks";
import { signInDevices } from "@/lib/core/db/notice-tables";
import { ignoreWrite } from "@/lib/core/db/version";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { getSettings } from "@/lib/core/settings/store";
import { seal } from "./envelope";
import { findProviderAddress } from "./identity-providers";
import { toProviderTime } from "./identity-store";
import { forgetSession, forgetSessions, noteSession, toHash } from "./known-sessions";
import { type Owner, ownKind } from "./owner";
import type { ProviderSession } from "./provider-account";
import { refuseLoggedOut } from "./provider-logout-store";
import { findMemberIdThen } from "./same-person";
import { linkEmail } from "./vocabulary";

const { tokenHash: _, refreshToken: __, ...shownColumns } = getTableColumns(sessions);

export { shownColumns };
export type Session = Omit<typeof sessions.$inferSelect, "tokenHash" | "refreshToken">;
/**
 * `email` is null for the one-time link; `authenticatedAt` is null if the provider doesn't prove it. `replaces` is the
 * token of the session that this one continues; `issuedAt`, when the provider signed who this is.
 */
export type NewSession = Pick<Session, "email" | "method" | "address" | "userAgent" | "authenticatedAt"> &
  Partial<Pick<Session, "providerTime" | "acr" | "amr"> & ProviderSession> &
  Partial<{ replaces: string | undefined; issuedAt: Date | null }>;

const maxAgeMs = 7 * 24 * 60 * 60_000;
const maxUserAgent = 400;
const maxSessions = 10;
const hashColumn = { tokenHash: sessions.tokenHash };

export const refreshPurpose = "refresh-token";

/**
 * Returns the token for the cookie; nothing else ever shows it.
 * @throws AppError conflict if the database now belongs to another installation; unauthenticated if the provider has ended it
 */
export async function createSession(
  { replaces, issuedAt, ...given }: NewSession,
  now = new Date(),
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const email = given.email?.toLowerCase() ?? null;
  const refreshToken = given.refreshToken ? await seal(refreshPurpose, given.refreshToken) : null;
  // Read first: within the transaction, another connection's answer could wait for it.
  const live = await isLive(now);
  const memberId = email && (await findMemberIdThen(email, now));
  const db = await database();
  const id = randomUUID();
  await db.transaction(async (tx) => {
    // Locks the row, so that no one leaves the sandbox between this check and the insert.
    const [owner] = await tx.select({ kind: storeOwner.kind }).from(storeOwner).for("share");
    if (owner?.kind !== ownKind()) throw new AppError("conflict", "the store is another installation's now");
    await refuseLoggedOut(tx, { ...given, issuedAt }, now);
    await tx.delete(sessions).where(lt(sessions.startedAt, new Date(now.getTime() - maxAgeMs)));
    await tx.insert(sessions).values({
      id,
      tokenHash: toHash(token),
      ...given,
      providerTime: await toProviderTime(tx, given, now),
      email,
      memberId,
      userAgent: given.userAgent.replaceAll("\0", "").slice(0, maxUserAgent),
      startedAt: now,
      seenAt: now,
      providerAddress: findProviderAddress(given.method),
      refreshToken,
      checkedAt: now,
    });
    if (replaces !== undefined) await tx.delete(sessions).where(eq(sessions.tokenHash, toHash(replaces)));
    // Strangers share the people of the sandbox, and must not sign each other out.
    if (given.method !== "sandbox") await endOldest(tx, email ?? linkEmail, and(live, ne(sessions.id, id)));
  });
  if (replaces !== undefined) forgetSession(replaces);
  noteSession(token, { id, email, method: given.method });
  return token;
}

async function endOldest(tx: Transaction, email: string, others: SQL | undefined): Promise<void> {
  // Two sign-ins at once must not each leave the other's out of the count.
  await tx.execute(sql`select pg_advisory_xact_lock(${sessionClass}, hashtext(${email}))`);
  const tooMany = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isOf(email), others))
    .orderBy(desc(sessions.startedAt), desc(sessions.seenAt))
    .offset(maxSessions - 1);
  if (tooMany.length === 0) return;
  const ids = tooMany.map(({ id }) => id);
  forgetSessions(await tx.delete(sessions).where(inArray(sessions.id, ids)).returning(hashColumn));
  log.info({ sessions: ids }, `a person has more than ${maxSessions} sessions, so their oldest one ended`);
}

/** Whether a session is over neither by its age nor by idleness. */
export async function isLive(now = new Date()): Promise<SQL | undefined> {
  const { session_hours, idle_minutes } = await getSettings();
  return and(
    gt(sessions.startedAt, new Date(now.getTime() - session_hours * 3_600_000)),
    gt(sessions.seenAt, new Date(now.getTime() - idle_minutes * 60_000)),
  );
}

export async function findSession(
  token: string,
  now = new Date(),
): Promise<{ session: Session; owner: Owner } | null> {
  const db = await database();
  const find = db
    .select({ session: shownColumns, owner: storeOwner })
    .from(sessions)
    .innerJoin(storeOwner, eq(storeOwner.kind, ownKind()))
    .where(eq(sessions.tokenHash, toHash(token)));
  // The settings say whether it is over; a page keeps them, so that they needn't wait for the session.
  const [[found]] = await Promise.all([find, getSettings()]);
  const isOpen = found !== undefined && (await toSecondsLeft(found.session, now)) > 0;
  if (isOpen) noteSession(token, found.session);
  else forgetSession(token);
  return isOpen ? found : null;
}

export async function toSecondsLeft(
  { startedAt, seenAt }: Pick<Session, "startedAt" | "seenAt">,
  now = new Date(),
): Promise<number> {
  const { session_hours, idle_minutes } = await getSettings();
  const overAtMs = Math.min(
    startedAt.getTime() + session_hours * 3_600_000,
    seenAt.getTime() + idle_minutes * 60_000,
  );
  return (overAtMs - now.getTime()) / 1000;
}

/** Everyone who is active is noted each minute, and no kept answer says when someone was. */
export async function touchSession(id: string, now = new Date()): Promise<void> {
  const db = await database();
  const [touched] = await db
    .update(sessions)
    .set({ seenAt: now })
    .where(eq(sessions.id, id))
    .returning({ transaction: sql<string>`pg_current_xact_id()::text` });
  if (touched) await ignoreWrite(touched.transaction);
}

/** @throws AppError unauthenticated if the session has ended meanwhile */
export async function confirmSession(tx: Transaction, id: string, passkeyId: string): Promise<void> {
  const now = new Date();
  const found = await tx
    .update(sessions)
    .set({ authenticatedAt: now, seenAt: now, isByPasskey: true, passkeyId })
    .where(eq(sessions.id, id))
    .returning({ id: sessions.id });
  if (found.length === 0) throw new AppError("unauthenticated", "the session has ended");
}

/** For signing out: a copy of the cookie becomes worthless. */
export async function endSessionOf(token: string): Promise<void> {
  const db = await database();
  await db.delete(sessions).where(eq(sessions.tokenHash, toHash(token)));
  forgetSession(token);
}

/** Ends a session on purpose, unlike signing out, so its device is forgotten too. */
export async function endSession(tx: Transaction, id: string): Promise<boolean> {
  await forgetDevices(tx, eq(signInDevices.sessionId, id));
  const ended = await tx.delete(sessions).where(eq(sessions.id, id)).returning(hashColumn);
  forgetSessions(ended);
  return ended.length > 0;
}

export async function endSessionsOf(tx: Transaction, email: string, exceptId?: string): Promise<void> {
  const others = exceptId === undefined ? undefined : ne(sessions.id, exceptId);
  forgetSessions(
    await tx
      .delete(sessions)
      .where(and(isOf(email), others))
      .returning(hashColumn),
  );
  const otherDevices = exceptId === undefined ? undefined : ne(signInDevices.sessionId, exceptId);
  await forgetDevices(tx, and(eq(signInDevices.email, email.toLowerCase()), otherDevices));
}

/** No cookie has such a value. The row stays, so that the person still counts as someone with devices. */
async function forgetDevices(tx: Transaction, which: SQL | undefined): Promise<void> {
  await tx
    .update(signInDevices)
    .set({ deviceHash: sql`'ended:' || ${signInDevices.sessionId}` })
    .where(which);
}

export function isOf(email: string): SQL {
  return sql`coalesce(${sessions.email}, ${linkEmail}) = ${email.toLowerCase()}`;
}
