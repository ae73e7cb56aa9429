import "server-only";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { AppError } from "@/lib/core/errors/errors";
import { isLocked } from "./lock-tables";
import { migrationLock } from "./locks";
import { setTimeZone } from "./pools";

export const migrationsFolder = join(process.cwd(), "lib", "core", "db", "migrations");

type Migrating = { folder: string; lockTimeoutMs: number };

const betweenTriesMs = 1_000;
const maxTries = 60;

/**
 * Servers that start together take turns: the first migrates, and the others find nothing to do.
 * @throws AppError store_unavailable if the schema is from before 0.2.0, or older and this role may not change it
 */
export async function migrateStore(
  connection: pg.ClientConfig,
  { folder, lockTimeoutMs }: Migrating = { folder: migrationsFolder, lockTimeoutMs: 3_000 },
): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: "castellan-migrate" });
  client.on("error", () => {});
  try {
    await client.connect();
    await setTimeZone(client);
    await client.query("set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    // Set only now: servers that start together wait for the first one as long as it takes.
    await client.query("select set_config('lock_timeout', $1, false)", [String(lockTimeoutMs)]);
    await prepareSchema(client, folder);
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
  } finally {
    await client.end();
  }
}

async function prepareSchema(client: pg.Client, folder: string): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis);
  const applied = await readApplied(client);
  if (applied !== null && applied < Math.min(...known))
    throw new AppError(
      "store_unavailable",
      "its schema is from before 0.2.0: make a backup with the version that wrote it, and restore that into a new store",
    );
  if (await mayMigrate(client)) return migrateInTurn(client, folder);
  // A role that may only use the schema needs its owner to have migrated it.
  if (applied === null || applied < Math.max(...known))
    throw new AppError(
      "store_unavailable",
      "its schema is not that of this version, and this role may not change it: run npm run migrate as the owner",
    );
}

/** When the newest migration of the database was made, or null for one without any. */
async function readApplied(client: pg.Client): Promise<number | null> {
  const { rows } = await client
    .query("select max(created_at)::float8 as applied from drizzle.__drizzle_migrations")
    .catch(() => ({ rows: [] }));
  return rows[0]?.applied ?? null;
}

/** Waits only briefly for a table in use, because everyone else queues behind us meanwhile. */
async function migrateInTurn(client: pg.Client, folder: string): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await migrate(drizzle(client), { migrationsFolder: folder });
    } catch (cause) {
      if (!isLocked(cause)) throw cause;
      if (tries === maxTries)
        throw new AppError("store_unavailable", "its tables are in use: end what reads them for so long", {
          cause,
        });
      await pause(betweenTriesMs);
    }
}

async function mayMigrate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select has_database_privilege(current_database(), 'CREATE') as may");
  return rows[0]?.may === true;
}
