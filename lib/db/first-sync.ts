import "server-only";
import { eq } from "drizzle-orm";
import { database } from "./client";
import { syncState } from "./own-tables";

const toJob = (noun: string) => `mirror:${noun}`;

/** Whether a whole listing of the noun, or of a part of it, was ever stored. Before that, everything is new and nothing is a change. */
export async function isMirrored(noun: string): Promise<boolean> {
  const db = await database();
  return (await db.$count(syncState, eq(syncState.job, toJob(noun)))) > 0;
}

export async function markMirrored(noun: string): Promise<void> {
  const db = await database();
  const finishedAt = new Date();
  await db
    .insert(syncState)
    .values({ job: toJob(noun), finishedAt })
    .onConflictDoUpdate({ target: syncState.job, set: { finishedAt } });
}
