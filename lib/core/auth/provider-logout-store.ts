import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, gt, gte, isNull, lt, or, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { providerLogouts } from "@/lib/core/db/identity-tables";
import { logoutClass } from "@/lib/core/db/locks";
import { AppError } from "@/lib/core/errors/errors";

/** A session at the provider, or all sessions of an account there; never neither. */
export type Named = { issuer: string; subject: string | null; providerSession: string | null };

/** Longer than next-auth waits for someone who is at the provider. */
const keptMs = 20 * 60_000;

/** For sign-ins that are under way. `at` is the provider's time. Call it before looking for the sessions to end. */
export async function keepLogout(method: string, named: Named, at: Date, now = new Date()): Promise<void> {
  const { issuer, subject, providerSession } = named;
  const expiresAt = new Date(now.getTime() + keptMs);
  const db = await database();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${logoutClass}, hashtext(${issuer}))`);
    await tx.delete(providerLogouts).where(lt(providerLogouts.expiresAt, now));
    const logout = { method, issuer, subject, providerSession, at, expiresAt };
    await tx.insert(providerLogouts).values({ id: randomUUID(), ...logout });
  });
}

/** `issuedAt` is when the provider signed who this is; null if it didn't say. */
export type SignedIn = Partial<Record<keyof Named, string | null>> & {
  method: string;
  issuedAt?: Date | null | undefined;
};

/**
 * Within the transaction that opens the session, so that a logout at the same time finds either this or the session.
 * @throws AppError unauthenticated where the provider has ended the session meanwhile
 */
export async function refuseLoggedOut(tx: Transaction, signedIn: SignedIn, now: Date): Promise<void> {
  const { method, issuer, subject, providerSession, issuedAt } = signedIn;
  if (!issuer || !subject) return;
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${logoutClass}, hashtext(${issuer}))`);
  const isSession = providerSession ? eq(providerLogouts.providerSession, providerSession) : undefined;
  // Whatever doesn't name one of the provider's sessions is about the account, as it was then.
  const isAccount = and(
    eq(providerLogouts.subject, subject),
    providerSession ? isNull(providerLogouts.providerSession) : undefined,
    issuedAt ? gte(providerLogouts.at, issuedAt) : undefined,
  );
  const ended = and(
    eq(providerLogouts.method, method),
    eq(providerLogouts.issuer, issuer),
    gt(providerLogouts.expiresAt, now),
    or(isNull(providerLogouts.subject), eq(providerLogouts.subject, subject)),
    isSession ? or(isSession, isAccount) : isAccount,
  );
  if ((await tx.$count(providerLogouts, ended)) > 0)
    throw new AppError("unauthenticated", "the provider ended this session while it was being opened");
}
