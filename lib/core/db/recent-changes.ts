import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "./database";
import { changeClass } from "./locks";
import { recentChanges } from "./request-tables";

type Started = { person: string; rows: number; most: number };

const counted = sql`interval '1 hour'`;

/**
 * Adds `rows` to what the person has started within an hour, by the database's clock. Returns null and adds nothing
 * where that would be more than `most`. Each person's changes are counted one after the other, by all servers.
 */
export async function addRecentChanges(
  tx: Transaction,
  { person, rows, most }: Started,
): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(${changeClass}, hashtext(${person}))`);
  await tx.execute(sql`delete from ${recentChanges} where id in (
    select id from ${recentChanges} where at <= now() - ${counted} for update skip locked)`);
  if ((await countRecentChanges(tx, person)) + rows > most) return null;
  const id = randomUUID();
  await tx.insert(recentChanges).values({ id, person, rows, at: sql`now()` });
  return id;
}

export async function countRecentChanges(db: Database | Transaction, person: string): Promise<number> {
  const [sum] = await db
    .select({ rows: sql<number>`coalesce(sum(${recentChanges.rows}), 0)`.mapWith(Number) })
    .from(recentChanges)
    .where(and(eq(recentChanges.person, person), sql`${recentChanges.at} > now() - ${counted}`));
  return sum?.rows ?? 0;
}

export async function removeRecentChanges(tx: Transaction, id: string): Promise<void> {
  await tx.delete(recentChanges).where(eq(recentChanges.id, id));
}
