import "server-only";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import type { ExtractTablesWithRelations } from "drizzle-orm/relations";
import { env } from "@/lib/env";
import { forget, oncePromise } from "@/lib/once";
import { openPglite } from "./open-pglite";
import { openPostgres } from "./open-postgres";
import { storeKey } from "./store-key";
import type { tables } from "./tables";

/** What both drivers answer to `execute`. */
type Answer<Row> = { rows: Row[] };
interface Rows extends PgQueryResultHKT {
  type: Answer<this["row"]>;
}

type Tables = typeof tables;
/** Drizzle over either store. Inside `transaction` use only the handle it gives: PGlite has one connection. */
export type Database = PgDatabase<Rows, Tables>;
export type Transaction = PgTransaction<Rows, Tables, ExtractTablesWithRelations<Tables>>;

export type Store = { db: Database; close: () => Promise<void> };

/**
 * The one database of this process, opened and migrated on first use.
 * @throws AppError store_unavailable; the next call tries again
 */
export async function database(): Promise<Database> {
  const { db } = await oncePromise(storeKey, openStore);
  return db;
}

/** Lets go of the database, for shutdown and commands. Does not open it. */
export async function closeDatabase(): Promise<void> {
  const open = oncePromise<Store | null>(storeKey, async () => null);
  forget(storeKey);
  const store = await open;
  await store?.close();
}

export function databaseKind(): "pglite" | "postgres" {
  return env.DATABASE_URL ? "postgres" : "pglite";
}

function openStore(): Promise<Store> {
  return env.DATABASE_URL
    ? openPostgres(env.DATABASE_URL, env.DATABASE_DIRECT_URL)
    : openPglite(env.DATA_DIR);
}
