import "server-only";
import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { Database, Transaction } from "./database";
import { unreadableRows } from "./directory-tables";
import { recall } from "./forgotten";

/** A noun of the directory or a report; `part` is the workspace or UTC day. */
export type ReadPart = { noun: string; part?: string };

const maxSamples = 5;

export async function saveUnreadable(
  tx: Database | Transaction,
  { noun, part = "" }: ReadPart,
  rows: readonly UnreadableRow[],
  seenAt: Date,
): Promise<void> {
  const isPart = and(eq(unreadableRows.noun, noun), eq(unreadableRows.part, part));
  if (rows.length === 0) {
    await tx.delete(unreadableRows).where(and(isPart, lte(unreadableRows.seenAt, seenAt)));
    return;
  }
  const found = { count: rows.length, samples: await recall(tx, rows.slice(0, maxSamples)), seenAt };
  await tx
    .insert(unreadableRows)
    .values({ noun, part, ...found })
    .onConflictDoUpdate({
      target: [unreadableRows.noun, unreadableRows.part],
      set: found,
      setWhere: sql`${unreadableRows.seenAt} <= excluded.seen_at`,
    });
}

/**
 * For parts that are never re-read as a whole, such as a day of a feed. A row already among the samples isn't counted
 * twice.
 */
export async function addUnreadable(
  tx: Database | Transaction,
  { noun, part = "" }: ReadPart,
  rows: readonly UnreadableRow[],
  seenAt: Date,
): Promise<void> {
  const isPart = and(eq(unreadableRows.noun, noun), eq(unreadableRows.part, part));
  const [known] = await tx.select().from(unreadableRows).where(isPart);
  const samples = known?.samples ?? [];
  const ids = new Set(samples.flatMap(({ id }) => id ?? []));
  const read = await recall(tx, rows);
  const added = read.filter(({ id }) => id === null || !ids.has(id));
  if (added.length === 0) return;
  const found = {
    count: (known?.count ?? 0) + added.length,
    samples: [...samples, ...added].slice(0, maxSamples),
    seenAt,
  };
  await tx
    .insert(unreadableRows)
    .values({ noun, part, ...found })
    .onConflictDoUpdate({ target: [unreadableRows.noun, unreadableRows.part], set: found });
}

/** Forgets parts that are no longer read and so would never be replaced. */
export async function forgetUnreadable(
  tx: Database | Transaction,
  noun: string,
  isOver: (part: PgColumn) => SQL,
): Promise<void> {
  await tx.delete(unreadableRows).where(and(eq(unreadableRows.noun, noun), isOver(unreadableRows.part)));
}

export async function countUnreadable(db: Database): Promise<{ noun: string; count: number }[]> {
  return db
    .select({ noun: unreadableRows.noun, count: sql`sum(${unreadableRows.count})`.mapWith(Number) })
    .from(unreadableRows)
    .groupBy(unreadableRows.noun)
    .orderBy(unreadableRows.noun);
}
