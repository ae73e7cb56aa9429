import "server-only";
import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { UnreadableRow } from "@/lib/unreadable-row";
import type { Database, Transaction } from "./client";
import { unreadableRows } from "./directory-tables";

/** What was read: a noun of the directory or a report, and of that the workspace or the UTC day. */
export type ReadPart = { noun: string; part?: string };

/** Samples kept of a part. The rest is counted. */
const mostSamples = 5;

/** Makes `rows` all that is known to be unreadable of one part: what could be read this time is no longer among them. */
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
  const found = { count: rows.length, samples: rows.slice(0, mostSamples), seenAt };
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
 * Adds to what is known of a part that is never read again as a whole, such as a day of a feed. A row that is among the
 * samples already is not counted twice.
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
  const added = rows.filter(({ id }) => id === null || !ids.has(id));
  if (added.length === 0) return;
  const found = {
    count: (known?.count ?? 0) + added.length,
    samples: [...samples, ...added].slice(0, mostSamples),
    seenAt,
  };
  await tx
    .insert(unreadableRows)
    .values({ noun, part, ...found })
    .onConflictDoUpdate({ target: [unreadableRows.noun, unreadableRows.part], set: found });
}

/** Drops what was kept of parts that are not read any more, so that no reading would ever replace it. */
export async function forgetUnreadable(
  tx: Database | Transaction,
  noun: string,
  isOver: (part: PgColumn) => SQL,
): Promise<void> {
  await tx.delete(unreadableRows).where(and(eq(unreadableRows.noun, noun), isOver(unreadableRows.part)));
}

/** How many rows of each noun could not be read. */
export async function countUnreadable(db: Database): Promise<{ noun: string; count: number }[]> {
  return db
    .select({ noun: unreadableRows.noun, count: sql`sum(${unreadableRows.count})`.mapWith(Number) })
    .from(unreadableRows)
    .groupBy(unreadableRows.noun)
    .orderBy(unreadableRows.noun);
}
