import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "./client";
import { requestBudgets, requestWaits } from "./request-tables";

export type Bucket = {
  name: string;
  size: number;
  windowMs: number;
  /** A token is spent within this time or not at all. */
  holdMs: number;
};

/** Waiting requests by priority, and how many extra tokens the process would like. */
export type Ask = { write: number; page: number; background: number; spare: number };
/** `people` are for writes first, then pages. `waitMs`: when to ask again for the rest. */
export type Grant = { people: number; background: number; spare: number; waitMs: number };

/**
 * Takes tokens in one statement, so that a frozen process holds no lock. All times are the database's, and a token
 * returns by itself, whatever happened to its process.
 */
export async function takeTokens(
  { name, size, windowMs, holdMs }: Bucket,
  process: string,
  { write, page, background, spare }: Ask,
): Promise<Grant> {
  const db = await database();
  const { rows } = await db.execute<Grant>(sql`
    select people, background, spare, wait_ms as "waitMs"
    from take_request_tokens(${name}, ${process}, ${size}, ${windowMs}, ${holdMs}, ${write}, ${page}, ${background}, ${spare})`);
  return rows[0] ?? { people: 0, background: 0, spare: 0, waitMs: windowMs };
}

export async function pauseTokens(bucket: string, delayMs: number): Promise<void> {
  const db = await database();
  const pausedUntil = sql`clock_timestamp() + ${delayMs}::float8 * interval '1 millisecond'`;
  await db
    .insert(requestBudgets)
    .values({ bucket, pausedUntil })
    .onConflictDoUpdate({
      target: requestBudgets.bucket,
      set: { pausedUntil: sql`greatest(${requestBudgets.pausedUntil}, excluded.paused_until)` },
    });
}

export async function countWaiting(bucket: string): Promise<number> {
  const db = await database();
  const { writes, pages, background, until } = requestWaits;
  const [found] = await db
    .select({
      waiting: sql<number>`coalesce(sum(${writes} + ${pages} + ${background}) filter (where ${until} > now()), 0)::int`,
    })
    .from(requestWaits)
    .where(eq(requestWaits.bucket, bucket));
  return found?.waiting ?? 0;
}
