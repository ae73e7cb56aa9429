import "server-only";
import type { SQL } from "drizzle-orm";
import { database } from "./client";
import { isMirrored, markMirrored } from "./first-sync";
import { type MirroredNoun, markUnlisted, saveListed } from "./upsert-mirrored";

type Listed = readonly { seenAt: string }[];

/** Brings the whole noun up to date. Killed at any point, the next run ends with the same rows and changes. */
export async function syncListing(noun: MirroredNoun, fetchRows: () => Promise<Listed>): Promise<void> {
  const isRecorded = await isMirrored(noun.noun);
  await syncPart(noun, fetchRows, { isRecorded });
  if (!isRecorded) await markMirrored(noun.noun);
}

/** Brings the rows within `scope` up to date: what the listing leaves out there is gone. */
export async function syncPart(
  noun: MirroredNoun,
  fetchRows: () => Promise<Listed>,
  { isRecorded, scope }: { isRecorded: boolean; scope?: SQL },
): Promise<void> {
  const startedAt = new Date().toISOString();
  const rows = await fetchRows();
  const db = await database();
  await saveListed(db, noun, rows, { isRecorded });
  await markUnlisted(db, noun, rows, { startedAt, isRecorded, ...(scope && { scope }) });
}
