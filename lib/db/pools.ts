import "server-only";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { log } from "@/lib/log";
import type { Database, Store, Transaction } from "./client";
import { backgroundName } from "./embedded/contract";
import { toStoreReason } from "./failure";
import { tables } from "./tables";

/** After this long a statement of either store is ended. */
export const statementLimitMs = 100_000;
/**
 * How long either store waits for the next statement of a transaction. Ours do nothing in between but compute: a few
 * milliseconds, or seconds where the machine stands still. Commands that wait for a file or a pipe lift it.
 */
export const idleLimitMs = 30_000;

// Counts are numbers. Sums of them are `numeric` and stay strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * Connections to either store: pages have theirs, and background work has a few of its own, so that it never takes the
 * last one.
 */
export function openPools(connection: pg.ClientConfig): Store {
  const pages = openPool({ ...connection, max: 8, application_name: "castellan" });
  const background = openPool({ ...connection, max: 3, application_name: backgroundName });
  return {
    db: toDatabase(pages),
    background: toDatabase(background),
    close: async () => {
      await Promise.all([pages.end(), background.end()]);
    },
  };
}

/** Of a connection of one's own, too. */
export async function setTimeZone(client: pg.ClientBase): Promise<void> {
  await client.query("set time zone 'UTC'");
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    idleTimeoutMillis: 30_000,
    query_timeout: 120_000,
    onConnect: setTimeZone,
  });
  // A lost connection, idle or in use, would end the process without a listener. The pool replaces it by itself.
  pool.on("error", (cause) => log.warn({ reason: toStoreReason(cause) }, "lost a database connection"));
  pool.on("connect", (client) => {
    client.once("error", (cause) => failFromNowOn(client, cause));
    client.on("error", () => {}); // What follows has the same reason.
  });
  return pool;
}

/** With the reason, where the driver itself would only say that the client cannot be used any more. */
function failFromNowOn(client: pg.ClientBase, cause: Error): void {
  const query = (...given: unknown[]) => {
    const callback = given.at(-1);
    return typeof callback === "function" ? callback(cause) : Promise.reject(cause);
  };
  Object.assign(client, { query });
}

/** For a transaction that waits for more than the database. */
export async function liftIdleLimit(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
}

function toDatabase(pool: pg.Pool): Database {
  // Sound: of the driver's own result type, Database promises only `rows`.
  return drizzle(pool, { schema: tables }) as unknown as Database;
}
