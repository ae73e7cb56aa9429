import "server-only";
import { and, desc, eq, type SQL } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { endSession, isLive, isOf, shownColumns } from "@/lib/core/auth/session-store";
import { linkEmail } from "@/lib/core/auth/vocabulary";
import { sessions, signInAttempts } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { AppError } from "@/lib/core/errors/errors";
import { toClient } from "./browser-name";
import { type OwnSessions, ownSessions, type SignIns, signIns } from "./schema";

const maxAttempts = 100;
const maxSessions = 1_000;

export async function listSignIns(by: Permit<"settings:read">): Promise<SignIns> {
  const [live, attempts] = await Promise.all([listSessions(by), listAttempts()]);
  return signIns.parse({ sessions: live, attempts });
}

export async function listOwnSessions(by: Permit<"me:read">): Promise<OwnSessions> {
  return ownSessions.parse(await listSessions(by, isOf(by.actor.email)));
}

/**
 * `ofOwner` limits it to this address.
 * @throws AppError not_found if there is none, or it is someone else's
 */
export async function removeSession(tx: Transaction, id: string, ofOwner?: string): Promise<void> {
  const owner = await findOwner(tx, id);
  const isHidden = ofOwner !== undefined && owner !== ofOwner.toLowerCase();
  if (isHidden || !(await endSession(tx, id))) throw new AppError("not_found", "there is no such session");
}

export async function getSessionOwner(id: string): Promise<string | undefined> {
  return findOwner(await database(), id);
}

async function findOwner(db: Pick<Transaction, "select">, id: string): Promise<string | undefined> {
  const [found] = await db.select({ email: sessions.email }).from(sessions).where(eq(sessions.id, id));
  return found && (found.email ?? linkEmail);
}

async function listSessions({ actor }: Permit<"settings:read" | "me:read">, which?: SQL) {
  const db = await database();
  const rows = await db
    .select(shownColumns)
    .from(sessions)
    .where(and(await isLive(), which))
    .orderBy(desc(sessions.seenAt), desc(sessions.startedAt))
    .limit(maxSessions);
  return rows.map(({ userAgent, startedAt, seenAt, ...row }) => ({
    ...row,
    ...toClient(userAgent),
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    isOwn: row.id === actor.session?.id,
  }));
}

async function listAttempts() {
  const db = await database();
  const rows = await db.select().from(signInAttempts).orderBy(desc(signInAttempts.at)).limit(maxAttempts);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
