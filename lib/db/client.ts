import "server-only";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import type { ExtractTablesWithRelations } from "drizzle-orm/relations";
import { env } from "@/lib/env";
import { currentPriority } from "@/lib/priority";
import { forget, processPromise } from "@/lib/process-singleton";
import { isBesideServer, openBeside } from "./beside-server";
import { openEmbedded } from "./open-embedded";
import { openPostgres } from "./open-postgres";
import { storeKey } from "./store-key";
import type { tables } from "./tables";

type Answer<Row> = { rows: Row[]; rowCount: number | null };
interface Rows extends PgQueryResultHKT {
  type: Answer<this["row"]>;
}

type Tables = typeof tables;
/** Inside `transaction`, use only its handle: the embedded database runs one transaction at a time. */
export type Database = PgDatabase<Rows, Tables>;
export type Transaction = PgTransaction<Rows, Tables, ExtractTablesWithRelations<Tables>>;

export type Store = {
  db: Database;
  background: Database;
  close: () => Promise<void>;
};

/**
 * Opened and migrated on first use.
 * @throws AppError store_unavailable; the next call tries again
 */
export async function database(): Promise<Database> {
  const { db, background } = await processPromise(storeKey, openStore);
  return currentPriority() === "background" ? background : db;
}

export async function closeDatabase(): Promise<void> {
  const open = processPromise<Store | null>(storeKey, async () => null);
  forget(storeKey);
  const store = await open;
  await store?.close();
}

export function databaseKind(): "pglite" | "postgres" {
  return env.DATABASE_URL ? "postgres" : "pglite";
}

function openStore(): Promise<Store> {
  if (env.DATABASE_URL) return openPostgres(env.DATABASE_URL, env.DATABASE_DIRECT_URL);
  return isBesideServer() ? openBeside(env.DATA_DIR) : openEmbedded(env.DATA_DIR);
}
