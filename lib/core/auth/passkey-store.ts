import "server-only";
import { and, asc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import { passkeyChallenges, passkeys, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { passkeyClass } from "@/lib/core/db/locks";
import { AppError } from "@/lib/core/errors/errors";

export type Passkey = typeof passkeys.$inferSelect;
export type Purpose = (typeof passkeyChallenges.$inferSelect)["purpose"];

const maxPasskeys = 10;
const challengeMs = 5 * 60_000;

/** Oldest first. `rpId` leaves out passkeys that the browser can't use under this host. */
export async function listPasskeysOf(email: string, rpId?: string): Promise<Passkey[]> {
  const db = await database();
  return db
    .select()
    .from(passkeys)
    .where(and(isOfPerson(email), rpId === undefined ? undefined : eq(passkeys.rpId, rpId)))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** @throws AppError conflict where the person has too many already */
export async function refuseTooMany(db: Pick<Transaction, "$count">, email: string): Promise<void> {
  if ((await db.$count(passkeys, isOfPerson(email))) >= maxPasskeys)
    throw new AppError("conflict", "too many passkeys", { reason: "too_many_passkeys" });
}

/** `isOnlyFirst`: allowed for want of any other, and not if another browser has added one since. */
type Adding = { sessionId: string; isOnlyFirst: boolean };

/**
 * Nothing that was under way when the session ended is added.
 * @throws AppError unauthenticated if it has; step_up_required where it isn't the first; conflict where somebody has the passkey already, or the person too many
 */
export async function insertPasskey(
  tx: Transaction,
  passkey: Passkey,
  { sessionId, isOnlyFirst }: Adding,
): Promise<void> {
  const isSession = eq(sessions.id, sessionId);
  const [open] = await tx.select({ id: sessions.id }).from(sessions).where(isSession).for("share");
  if (!open) throw new AppError("unauthenticated", "the session has ended");
  // Counts and adds in one step, even if another browser adds at the same time.
  await tx.execute(sql`select pg_advisory_xact_lock(${passkeyClass}, hashtext(${passkey.email}))`);
  if (isOnlyFirst && (await tx.$count(passkeys, isOfPerson(passkey.email))) > 0)
    throw new AppError("step_up_required", "another passkey was added meanwhile");
  await refuseTooMany(tx, passkey.email);
  const added = await tx
    .insert(passkeys)
    .values(passkey)
    .onConflictDoNothing()
    .returning({ id: passkeys.id });
  if (added.length === 0)
    throw new AppError("conflict", "the credential is known", { reason: "passkey_known" });
}

/**
 * Records a use and its counter.
 * @throws AppError invalid if the counter isn't ahead of the known one
 */
export async function notePasskeyUse(
  tx: Transaction,
  { id, email }: Pick<Passkey, "id" | "email">,
  counter: number,
  now = new Date(),
): Promise<void> {
  const isAhead = sql`(${passkeys.counter} < ${counter}::bigint or (${passkeys.counter} = 0 and ${counter}::bigint = 0))`;
  const used = await tx
    .update(passkeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), isOfPerson(email), isAhead))
    .returning({ id: passkeys.id });
  if (used.length === 0)
    throw new AppError("invalid", "the counter went back, or the passkey is gone", {
      reason: "passkey_refused",
    });
}

export async function keepChallenge(
  sessionId: string,
  purpose: Purpose,
  challenge: string,
  now = new Date(),
): Promise<void> {
  const db = await database();
  const expiresAt = new Date(now.getTime() + challengeMs);
  await db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, now));
  await db
    .insert(passkeyChallenges)
    .values({ sessionId, purpose, challenge, expiresAt })
    .onConflictDoUpdate({
      target: [passkeyChallenges.sessionId, passkeyChallenges.purpose],
      set: { challenge, expiresAt },
    });
}

/** Removes the challenge and returns it; null if there is none or it is too old. */
export async function takeChallenge(
  sessionId: string,
  purpose: Purpose,
  now = new Date(),
): Promise<string | null> {
  const db = await database();
  const [taken] = await db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.sessionId, sessionId),
        eq(passkeyChallenges.purpose, purpose),
        gt(passkeyChallenges.expiresAt, now),
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge });
  return taken?.challenge ?? null;
}

export function isOfPerson(email: string): SQL {
  return eq(passkeys.email, email.toLowerCase());
}
