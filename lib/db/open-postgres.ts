import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Database, Store } from "./client";
import { toStoreReason } from "./failure";
import { migrationsFolder } from "./migrations";
import { tables } from "./tables";

const connectTimeoutMs = 5_000;
/** Any 64-bit number of our own: PostgreSQL keys advisory locks by number. */
const migrationLock = 7_102_943_811;

// As PGlite does it: counts are numbers. Sums of them are `numeric` and stay strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** @throws AppError store_unavailable, saying which server and why */
export async function openPostgres(url: string): Promise<Store> {
  const connection = { connectionString: url, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  try {
    await migrateAlone(connection);
  } catch (cause) {
    const reason = toStoreReason(cause) ?? "it could not be opened and migrated";
    throw new AppError("store_unavailable", `PostgreSQL at ${toPlace(url)} cannot be used: ${reason}`, {
      cause,
    });
  }
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    idleTimeoutMillis: 30_000,
    query_timeout: 120_000,
    application_name: "castellan",
    onConnect: setTimeZone,
  });
  // A lost connection, idle or in use, would end the process without a listener. The pool replaces it by itself.
  pool.on("error", (cause) => log.warn({ reason: toStoreReason(cause) }, "lost a database connection"));
  pool.on("connect", (client) => client.on("error", () => {}));
  return { db: toDatabase(pool), close: () => pool.end() };
}

/** Replicas that boot together take turns: the first migrates, the others then find nothing to do. */
async function migrateAlone(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: "castellan-migrate" });
  client.on("error", () => {}); // The query under way rejects with the same failure.
  try {
    await client.connect();
    await setTimeZone(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

async function setTimeZone(client: pg.ClientBase): Promise<void> {
  await client.query("set time zone 'UTC'");
}

function toDatabase(pool: pg.Pool): Database {
  // Sound: of the driver's own result type, Database promises only `rows`.
  return drizzle(pool, { schema: tables }) as unknown as Database;
}

/** Host, port and database: the rest of the address is secret. */
function toPlace(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}${pathname}`;
}
