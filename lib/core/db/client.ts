import "server-only";
import { env } from "@/lib/core/env/env";
import { currentPriority } from "@/lib/core/process/priority";
import { forget, processPromise } from "@/lib/core/process/process-singleton";
import { getBeside, joinServer, openBeside } from "./beside-server";
import type { Database, Store } from "./database";
import { openEmbedded } from "./open-embedded";
import { openPostgres } from "./open-postgres";
import { storeKey } from "./store-key";

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
  const beside = getBeside();
  if (beside === "writes") return joinServer(env.DATA_DIR);
  return beside === "reads" ? openBeside(env.DATA_DIR) : openEmbedded(env.DATA_DIR);
}
