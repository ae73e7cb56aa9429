import "server-only";
import { eq, like, type SQL, sql } from "drizzle-orm";
import { database } from "./client";
import { syncState } from "./own-tables";

const toJob = (noun: string) => `mirror:${noun}`;

/** Before the first complete listing, everything is new and nothing is a change. */
export async function isMirrored(noun: string): Promise<boolean> {
  const db = await database();
  return (await db.$count(syncState, eq(syncState.job, toJob(noun)))) > 0;
}

export async function getListedAt(noun: string): Promise<Date | null> {
  const db = await database();
  const [found] = await db
    .select({ finishedAt: syncState.finishedAt })
    .from(syncState)
    .where(eq(syncState.job, toJob(noun)));
  return found?.finishedAt ?? null;
}

export async function listMirrored(): Promise<ReadonlySet<string>> {
  const db = await database();
  const rows = await db
    .select({ job: syncState.job })
    .from(syncState)
    .where(like(syncState.job, toJob("%")));
  return new Set(rows.map(({ job }) => job.slice(toJob("").length)));
}

export async function markMirrored(noun: string): Promise<void> {
  const db = await database();
  const finishedAt = new Date();
  await db
    .insert(syncState)
    .values({ job: toJob(noun), finishedAt })
    .onConflictDoUpdate({ target: syncState.job, set: { finishedAt } });
}

const toSeenJob = (noun: string) => `seen:${noun}`;

/** `requestIds` lets anyone ask the vendor about the answers that the listing was read from. */
export async function markSeen(
  noun: string,
  startedAt: Date,
  requestIds: readonly string[] | null = null,
): Promise<void> {
  const db = await database();
  await db
    .insert(syncState)
    .values({ job: toSeenJob(noun), startedAt, requestIds })
    .onConflictDoUpdate({ target: syncState.job, set: { startedAt, requestIds } });
}

export function lastSeenAt(noun: string): SQL {
  return sql`(select ${syncState.startedAt} from ${syncState} where ${syncState.job} = ${toSeenJob(noun)})`;
}
