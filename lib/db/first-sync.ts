import "server-only";
import { eq, like, type SQL, sql } from "drizzle-orm";
import { database } from "./client";
import { syncState } from "./own-tables";

const toJob = (noun: string) => `mirror:${noun}`;

/** Whether a whole listing of the noun, or of a part of it, was ever stored. Before that, everything is new and nothing is a change. */
export async function isMirrored(noun: string): Promise<boolean> {
  const db = await database();
  return (await db.$count(syncState, eq(syncState.job, toJob(noun)))) > 0;
}

/** When the noun was last listed whole; null before the first time. */
export async function getListedAt(noun: string): Promise<Date | null> {
  const db = await database();
  const [found] = await db
    .select({ finishedAt: syncState.finishedAt })
    .from(syncState)
    .where(eq(syncState.job, toJob(noun)));
  return found?.finishedAt ?? null;
}

/** The nouns of which a whole listing was ever stored. */
export async function listMirrored(): Promise<ReadonlySet<string>> {
  const db = await database();
  const rows = await db
    .select({ job: syncState.job })
    .from(syncState)
    .where(like(syncState.job, toJob("%")));
  return new Set(rows.map(({ job }) => job.slice(toJob("").length)));
}

/** Notes that the noun, or a part of it, was listed whole just now. */
export async function markMirrored(noun: string): Promise<void> {
  const db = await database();
  const finishedAt = new Date();
  await db
    .insert(syncState)
    .values({ job: toJob(noun), finishedAt })
    .onConflictDoUpdate({ target: syncState.job, set: { finishedAt } });
}

const toSeenJob = (noun: string) => `seen:${noun}`;

/** Notes that everything of the noun was seen in a listing that began at `startedAt`. */
export async function markSeen(noun: string, startedAt: Date): Promise<void> {
  const db = await database();
  await db
    .insert(syncState)
    .values({ job: toSeenJob(noun), startedAt })
    .onConflictDoUpdate({ target: syncState.job, set: { startedAt } });
}

/** When the last listing began that showed everything of the noun; null before the first one. */
export function lastSeenAt(noun: string): SQL {
  return sql`(select ${syncState.startedAt} from ${syncState} where ${syncState.job} = ${toSeenJob(noun)})`;
}
