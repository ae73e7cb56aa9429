import "server-only";
import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { database } from "./client";
import { getStoreFacts } from "./store-facts";

const maxIgnored = 1_000;

const ofDatabases = () =>
  processSingleton("ignored-writes", () => new WeakMap<object, LRUCache<bigint, true>>());

/**
 * Which transactions have taken effect. As long as the text stays the same, so does everything in the database, except what
 * ignored transactions wrote. Source: the PostgreSQL manual, "Transaction ID and Snapshot Information Functions".
 */
export async function readVersion(): Promise<string> {
  const db = await database();
  const { rows } = await db.execute<{ version: string }>(sql`select pg_current_snapshot()::text as version`);
  return toVersionOf(db, rows[0]?.version ?? "");
}

/** Of the facts that this page or route has read first, because everything else may depend on them. */
export async function getVersion(): Promise<string> {
  const { snapshot } = await getStoreFacts();
  return toVersionOf(await database(), snapshot);
}

function toVersionOf(db: object, snapshot: string): string {
  const ignored = ofDatabases().get(db);
  return toVersion(snapshot, (id) => ignored?.has(id) ?? false);
}

/** For a write that no answer depends on, by its `pg_current_xact_id()`. Only this process knows of it. */
export async function ignoreWrite(id: string): Promise<void> {
  const db = await database();
  const known = ofDatabases().get(db) ?? new LRUCache<bigint, true>({ max: maxIgnored });
  ofDatabases().set(db, known);
  known.set(BigInt(id), true);
}

/** Without the newest transactions that are ignored or have yet to take effect. */
export function toVersion(snapshot: string, isIgnored: (id: bigint) => boolean): string {
  const [, last = "", list = ""] = snapshot.split(":");
  const running = new Set(list.split(",").filter(Boolean).map(BigInt));
  let next = BigInt(last);
  while (running.has(next - 1n) || isIgnored(next - 1n)) next -= 1n;
  return [next, ...[...running].filter((id) => id < next && !isIgnored(id))].join(",");
}
