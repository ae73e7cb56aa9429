import "server-only";
import type { SQL } from "drizzle-orm";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { database } from "./client";
import { isMirrored, markMirrored, markSeen } from "./first-sync";
import type { MirroredNoun } from "./mirrored-noun";
import { saveUnreadable } from "./unreadable-rows";
import { markUnlisted, saveListed } from "./upsert-mirrored";

type Listed = {
  rows: readonly { seenAt: string }[];
  unreadable: readonly UnreadableRow[];
  requestIds?: readonly string[];
};

/** A run killed at any point is repeated with the same result. */
export async function syncListing(noun: MirroredNoun, fetchRows: () => Promise<Listed>): Promise<void> {
  const isRecorded = await isMirrored(noun.noun);
  const startedAt = new Date();
  const requestIds = await syncPart(noun, fetchRows, { isRecorded });
  await markMirrored(noun.noun);
  await markSeen(noun.noun, startedAt, requestIds);
}

/**
 * Updates the rows of `part`, which lie within `scope`: what the listing leaves out is gone. Unreadable rows keep their
 * last state; if not even an ID is readable, nothing counts as gone. Returns the IDs of the requests.
 */
export async function syncPart(
  noun: MirroredNoun,
  fetchRows: () => Promise<Listed>,
  { isRecorded, part, scope }: { isRecorded: boolean; part?: string; scope?: SQL },
): Promise<readonly string[]> {
  const startedAt = new Date().toISOString();
  const { rows, unreadable, requestIds = [] } = await fetchRows();
  const db = await database();
  await saveListed(db, noun, rows, { isRecorded });
  const odd = unreadable.flatMap(({ id }) => id ?? []);
  if (odd.length === unreadable.length)
    await markUnlisted(db, noun, rows, { startedAt, isRecorded, odd, ...(scope && { scope }) });
  await saveUnreadable(db, { noun: noun.noun, ...(part && { part }) }, unreadable, new Date(startedAt));
  return requestIds;
}
