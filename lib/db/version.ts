import "server-only";
import { sql } from "drizzle-orm";
import { perRequest } from "@/lib/per-request";
import { database } from "./client";

/**
 * Which transactions have taken effect. As long as the text stays the same, so does everything in the database.
 * Source: the PostgreSQL manual, "Transaction ID and Snapshot Information Functions".
 */
export async function readVersion(): Promise<string> {
  const db = await database();
  const { rows } = await db.execute<{ version: string }>(sql`select pg_current_snapshot()::text as version`);
  return rows[0]?.version ?? "";
}

export const getVersion = perRequest(readVersion);
