import "server-only";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PGlite, types } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { AppError } from "@/lib/errors";
import type { Database, Store } from "./client";
import { lockFolder } from "./folder-lock";
import { migrationsFolder } from "./migrations";
import { tables } from "./tables";

const inMemory = "memory://";

/**
 * PGlite in `<dataDir>/pglite`, or in memory for `memory://`.
 * @throws AppError store_unavailable: the folder cannot be written, is in use, or holds no readable database
 */
export async function openPglite(dataDir: string): Promise<Store> {
  if (dataDir === inMemory) return openMigrated(await PGlite.create(inMemory, { parsers }));
  const folder = resolve(dataDir);
  prepareFolder(folder);
  const lock = await lockFolder(folder);
  try {
    const store = await openMigrated(await PGlite.create(join(folder, "pglite"), { parsers }));
    return { db: store.db, close: () => store.close().finally(lock.release) };
  } catch (cause) {
    await lock.release();
    throw new AppError("store_unavailable", `the database in ${folder} cannot be opened: ${toText(cause)}`, {
      cause,
    });
  }
}

// As node-postgres is told to do it: counts are numbers, whatever their size.
export const parsers = { [types.INT8]: Number };

/** Takes over an open PGlite, and closes it if it cannot be migrated. */
export async function openMigrated(client: PGlite): Promise<Store> {
  try {
    await client.exec("set time zone 'UTC'");
    const db = drizzle(client, { schema: tables });
    await migrate(db, { migrationsFolder });
    // Sound: of the driver's own result type, Database promises only `rows`.
    return { db: db as unknown as Database, close: () => client.close() };
  } catch (cause) {
    await client.close();
    throw cause;
  }
}

function prepareFolder(folder: string): void {
  try {
    createFolder(folder);
  } catch (cause) {
    throw new AppError("store_unavailable", `DATA_DIR ${folder} cannot be created: ${toText(cause)}`, {
      cause,
    });
  }
}

/** Not mkdir's own `recursive`: Node 20 spins for ever where the system answers ENOENT, as in /proc. */
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  createFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function toText(cause: unknown): string {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  return line;
}
