import "server-only";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Database, Store } from "./client";
import { toStoreReason } from "./failure";
import { migrationLock } from "./locks";
import { migrationsFolder } from "./migrations";
import { tables } from "./tables";

const connectTimeoutMs = 5_000;

// As PGlite does it: counts are numbers. Sums of them are `numeric` and stay strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The server gives up before the client, and so stops working for nobody. */
const statementLimit = { statement_timeout: 100_000 };

/**
 * `directUrl` leads past a pooler that `url` leads to, which knows no limits of a connection: there the role has them.
 * @throws AppError store_unavailable, saying which server and why
 */
export async function openPostgres(url: string, directUrl?: string): Promise<Store> {
  const settings = { connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  const connection = { ...settings, connectionString: url, ...(directUrl === undefined && statementLimit) };
  try {
    await migrateAlone(directUrl === undefined ? connection : { ...settings, connectionString: directUrl });
    if (directUrl !== undefined) await warnOfNoLimit(connection);
  } catch (cause) {
    const reason =
      cause instanceof AppError
        ? cause.message
        : (toStoreReason(cause) ?? "it could not be opened and migrated");
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

/** Without a limit, a query that nobody waits for any more goes on for as long as it takes. */
async function warnOfNoLimit(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: "castellan" });
  client.on("error", () => {}); // The query under way rejects with the same failure.
  try {
    await client.connect();
    const { rows } = await client.query("show statement_timeout");
    if (rows[0]?.statement_timeout === "0")
      log.warn(
        "the role of DATABASE_URL has no statement_timeout; docs/operations.md has the SQL that sets one",
      );
  } finally {
    await client.end();
  }
}

/** Replicas that boot together take turns: the first migrates, the others then find nothing to do. */
async function migrateAlone(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: "castellan-migrate" });
  client.on("error", () => {}); // The query under way rejects with the same failure.
  try {
    await client.connect();
    await setTimeZone(client);
    await client.query("set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    if (await mayMigrate(client)) await migrate(drizzle(client), { migrationsFolder });
    else await refuseOutdated(client);
  } finally {
    await client.end();
  }
}

async function mayMigrate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select has_database_privilege(current_database(), 'CREATE') as may");
  return rows[0]?.may === true;
}

/** A role that may only use the schema finds it as this version needs it, made by its owner. */
async function refuseOutdated(client: pg.Client): Promise<void> {
  const wanted = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis;
  const { rows } = await client
    .query("select max(created_at)::float8 as applied from drizzle.__drizzle_migrations")
    .catch(() => ({ rows: [] }));
  if (!rows[0]?.applied || rows[0].applied < (wanted ?? 0))
    throw new AppError(
      "store_unavailable",
      "its schema is not that of this version, and this role may not change it: run npm run migrate as the owner",
    );
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
