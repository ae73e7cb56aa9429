import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { TokenBucket } from "@/lib/core/process/token-bucket";
import { database, databaseKind } from "./client";
import { rateBuckets } from "./request-tables";

type Size = ConstructorParameters<typeof TokenBucket>[0];

const keptFor = sql`interval '1 hour'`;

/**
 * One bucket per key for all servers of a PostgreSQL, by its clock, so that switching servers gives no extra tries. The
 * embedded database has one server, which keeps buckets in memory.
 */
export class SharedTokenBucket {
  constructor(
    private readonly name: string,
    private readonly size: Size,
  ) {}

  /** Takes `cost` tokens and returns 0, or takes none and returns the milliseconds until there are enough. */
  async take(key: string, cost = 1): Promise<number> {
    if (databaseKind() === "pglite") return this.#inMemory().take(key, cost);
    const missing = await this.#takeShared(key, cost);
    return Math.ceil((missing * 60_000) / this.size.perMinute);
  }

  async give(key: string): Promise<void> {
    if (databaseKind() === "pglite") return this.#inMemory().give(key);
    const db = await database();
    await db
      .update(rateBuckets)
      .set({ tokens: sql`least(${this.size.capacity}::float8, ${rateBuckets.tokens} + 1)` })
      .where(and(eq(rateBuckets.name, this.name), eq(rateBuckets.key, key)));
  }

  /** @throws AppError too_many_requests, with the seconds to wait */
  async spend(key: string): Promise<void> {
    const waitMs = await this.take(key);
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    throw new AppError("too_many_requests", "out of tokens", { retryAfterSeconds });
  }

  async #takeShared(key: string, cost: number): Promise<number> {
    const { capacity, perMinute } = this.size;
    const { tokens, at, missing } = rateBuckets;
    const db = await database();
    await db.delete(rateBuckets).where(lt(at, sql`now() - ${keptFor}`));
    const gained = sql`greatest(0, extract(epoch from clock_timestamp() - ${at})::float8) * ${perMinute}::float8 / 60`;
    const had = sql`least(${capacity}::float8, ${tokens} + ${gained})`;
    const [left] = await db
      .insert(rateBuckets)
      .values({ name: this.name, key, tokens: capacity - cost, missing: 0, at: sql`clock_timestamp()` })
      .onConflictDoUpdate({
        target: [rateBuckets.name, rateBuckets.key],
        set: {
          tokens: sql`case when ${had} >= ${cost}::float8 then ${had} - ${cost}::float8 else ${had} end`,
          missing: sql`greatest(0, ${cost}::float8 - ${had})`,
          at: sql`clock_timestamp()`,
        },
      })
      .returning({ missing });
    return left?.missing ?? 0;
  }

  #inMemory(): TokenBucket {
    return processSingleton(this.name, () => new TokenBucket(this.size));
  }
}
