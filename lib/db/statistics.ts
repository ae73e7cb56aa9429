import "server-only";
import { sql } from "drizzle-orm";
import { database } from "./client";

/** What the planner knows of the tables. PGlite has no autovacuum that would ever look for itself. */
export async function refreshStatistics(): Promise<void> {
  const db = await database();
  await db.execute(sql`analyze`);
}
