import "server-only";
import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { type ProviderTime, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { ignoreWrite } from "@/lib/core/db/version";
import { seal } from "./envelope";
import { forgetSessions } from "./known-sessions";
import type { Named } from "./provider-logout-store";
import { isLive, refreshPurpose } from "./session-store";

export type EndedSession = { id: string; email: string | null };

export async function findProviderSessions(
  method: string,
  { issuer, subject, providerSession }: Named,
): Promise<EndedSession[]> {
  if (subject === null && providerSession === null) return [];
  const isNamed = providerSession === null ? undefined : eq(sessions.providerSession, providerSession);
  // Not every provider says at sign-in which of its sessions it is, so that the account must do.
  const isOfAccount = subject === null ? undefined : isNull(sessions.providerSession);
  const db = await database();
  return db
    .select({ id: sessions.id, email: sessions.email })
    .from(sessions)
    .where(
      and(
        eq(sessions.method, method),
        eq(sessions.issuer, issuer),
        subject === null ? undefined : eq(sessions.subject, subject),
        isNamed && isOfAccount ? or(isNamed, isOfAccount) : isNamed,
      ),
    );
}

export async function deleteSessions(tx: Transaction, ids: readonly string[]): Promise<void> {
  const ended = await tx
    .delete(sessions)
    .where(inArray(sessions.id, [...ids]))
    .returning({ tokenHash: sessions.tokenHash });
  forgetSessions(ended);
}

const dueColumns = {
  id: sessions.id,
  email: sessions.email,
  method: sessions.method,
  subject: sessions.subject,
  providerAddress: sessions.providerAddress,
  refreshToken: sessions.refreshToken,
  acr: sessions.acr,
  amr: sessions.amr,
};
export type DueSession = Pick<typeof sessions.$inferSelect, keyof typeof dueColumns>;

/** Open sessions that weren't checked since `before`. Each goes to one server, which asks the provider once. */
export async function takeDueSessions(before: Date, now: Date, limit: number): Promise<DueSession[]> {
  const live = await isLive(now);
  const db = await database();
  const due = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(isNotNull(sessions.refreshToken), lt(sessions.checkedAt, before), live))
    .orderBy(sessions.checkedAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  const taken = await db
    .update(sessions)
    .set({ checkedAt: now })
    .where(inArray(sessions.id, due))
    .returning({ ...dueColumns, transaction: sql<string>`pg_current_xact_id()::text` });
  const [first] = taken;
  // No kept answer says when a session was checked.
  if (first) await ignoreWrite(first.transaction);
  return taken;
}

/** A provider that gives a new token with each answer refuses the one before. */
export async function keepRefreshToken(id: string, refreshToken: string): Promise<void> {
  await updateSession(id, { refreshToken: await seal(refreshPurpose, refreshToken) });
}

export async function keepProof(id: string, proof: Pick<DueSession, "acr" | "amr">): Promise<void> {
  await updateSession(id, proof);
}

async function updateSession(id: string, change: Partial<typeof sessions.$inferInsert>): Promise<void> {
  const db = await database();
  await db.update(sessions).set(change).where(eq(sessions.id, id));
}

/** Whether each provider proved the time at the last sign-in, as far as one of its sessions is still known. */
export async function listProviderTimes(): Promise<Map<string, ProviderTime>> {
  const db = await database();
  const rows = await db
    .selectDistinctOn([sessions.method], { method: sessions.method, time: sessions.providerTime })
    .from(sessions)
    .where(isNotNull(sessions.providerTime))
    .orderBy(sessions.method, desc(sessions.startedAt));
  return new Map(rows.flatMap(({ method, time }) => (time === null ? [] : [[method, time] as const])));
}
