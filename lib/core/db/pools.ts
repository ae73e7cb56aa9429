import "server-only";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { log } from "@/lib/core/log/log";
import type { Database, Store, Transaction } from "./database";
import { backgroundName } from "./embedded/contract";
import { toStoreReason } from "./failure";
import { tables } from "./tables";

export const statementLimitMs = 100_000;
/**
 * How long either database waits for a transaction's next statement. Ours only compute in between. Commands that wait
 * for a file or a pipe lift the limit.
 */
export const idleLimitMs = 30_000;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Pages and background work have separate connections, so that background work never takes the last one. */
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

export async function setTimeZone(client: pg.ClientBase): Promise<void> {
  await client.query("set time zone 'UTC'");
}

/** PostgreSQL would compile long queries first, which takes seconds before they run for milliseconds. */
async function prepareSession(client: pg.ClientBase): Promise<void> {
  await setTimeZone(client);
  await client.query("set jit = off");
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    idleTimeoutMillis: 30_000,
    query_timeout: 120_000,
    onConnect: prepareSession,
  });
  // Without a listener, a lost connection would end the process. The pool replaces it by itself.
  pool.on("error", (cause) => log.warn({ reason: toStoreReason(cause) }, "lost a database connection"));
  pool.on("connect", (client) => {
    client.once("error", (cause) => failFromNowOn(client, cause));
    client.on("error", () => {});
  });
  return pool;
}

/** Without this, the driver would only say that the client can no longer be used. */
function failFromNowOn(client: pg.ClientBase, cause: Error): void {
  const query = (...given: unknown[]) => {
    const callback = given.at(-1);
    return typeof callback === "function" ? callback(cause) : Promise.reject(cause);
  };
  Object.assign(client, { query });
}

export async function liftIdleLimit(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
}

function toDatabase(pool: pg.Pool): Database {
  // Sound: of the driver's own result type, Database promises only `rows`.
  return drizzle(pool, { schema: tables }) as unknown as Database;
}
