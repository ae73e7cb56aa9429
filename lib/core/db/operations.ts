import "server-only";
import { eq, isNull, lt, sql } from "drizzle-orm";
import { database } from "./client";
import type { Transaction } from "./database";
import { operations } from "./own-tables";

export type Operation = { id: string; actorEmail: string; action: string; inputHash: string };

const keptFor = sql`interval '1 day'`;
/** Several beats: a process that pauses for one isn't dead. */
const aliveFor = sql`interval '12 seconds'`;
export const beatMs = 3_000;

/** True for the first caller with this ID in any process, which then does the work. */
export async function takeOperation(operation: Operation): Promise<boolean> {
  const db = await database();
  await db.delete(operations).where(lt(operations.createdAt, sql`now() - ${keptFor}`));
  const taken = await db
    .insert(operations)
    .values({ ...operation, createdAt: sql`now()`, beatAt: sql`now()` })
    .onConflictDoNothing()
    .returning({ id: operations.id });
  return taken.length > 0;
}

/** `isAlive`: someone still works on it, by the database's clock. */
export async function findOperation(
  id: string,
): Promise<(Operation & { answer: string | null; isAlive: boolean }) | undefined> {
  const db = await database();
  const [found] = await db
    .select({
      id: operations.id,
      actorEmail: operations.actorEmail,
      action: operations.action,
      inputHash: operations.inputHash,
      answer: operations.answer,
      isAlive: sql<boolean>`${operations.beatAt} > now() - ${aliveFor}`,
    })
    .from(operations)
    .where(eq(operations.id, id));
  return found;
}

export async function beatOperation(id: string): Promise<void> {
  const db = await database();
  await db.update(operations).set({ beatAt: sql`now()` }).where(eq(operations.id, id));
}

export async function answerOperation(id: string, answer: string): Promise<void> {
  const db = await database();
  await db.update(operations).set({ answer }).where(eq(operations.id, id));
}

/** As if nobody had asked, because nothing was done. */
export async function dropOperation(id: string): Promise<void> {
  const db = await database();
  await db.delete(operations).where(eq(operations.id, id));
}

/** Empties the database but keeps submits under way, whose answers still have to be stored. */
export async function keepUnanswered(tx: Transaction, clear: () => Promise<void>): Promise<void> {
  const underWay = await tx.select().from(operations).where(isNull(operations.answer));
  await clear();
  if (underWay.length > 0) await tx.insert(operations).values(underWay);
}
