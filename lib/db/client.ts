import "server-only";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import type { ExtractTablesWithRelations } from "drizzle-orm/relations";
import { env } from "@/lib/env";
import { forget, oncePromise } from "@/lib/once";
import { currentPriority } from "@/lib/priority";
import { isBesideServer, openBeside } from "./beside-server";
import { openEmbedded } from "./open-embedded";
import { openPostgres } from "./open-postgres";
import { storeKey } from "./store-key";
import type { tables } from "./tables";

/** What the driver answers to `execute`. */
type Answer<Row> = { rows: Row[]; rowCount: number | null };
interface Rows extends PgQueryResultHKT {
  type: Answer<this["row"]>;
}

type Tables = typeof tables;
/** Drizzle over either store. Inside `transaction` use only the handle it gives: the embedded store runs one at a time. */
export type Database = PgDatabase<Rows, Tables>;
export type Transaction = PgTransaction<Rows, Tables, ExtractTablesWithRelations<Tables>>;

export type Store = {
  db: Database;
  /** The same for work that nobody waits for. */
  background: Database;
  close: () => Promise<void>;
};

/**
 * The one database of this process, opened and migrated on first use.
 * @throws AppError store_unavailable; the next call tries again
 */
export async function database(): Promise<Database> {
  const { db, background } = await oncePromise(storeKey, openStore);
  return currentPriority() === "background" ? background : db;
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
  if (env.DATABASE_URL) return openPostgres(env.DATABASE_URL, env.DATABASE_DIRECT_URL);
  return isBesideServer() ? openBeside(env.DATA_DIR) : openEmbedded(env.DATA_DIR);
}
