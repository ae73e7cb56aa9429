import "server-only";
import { sql } from "drizzle-orm";
import { giveWay } from "@/lib/give-way";
import { database } from "./client";
import { tableNames } from "./table-names";

/**
 * Gives the room of deleted rows back to their tables, and tells the planner what is in them. A server does so by
 * itself; PGlite has no autovacuum, and today's reports are replaced every few minutes.
 */
export async function vacuumTables(): Promise<void> {
  const db = await database();
  for (const name of tableNames) {
    await db.execute(sql`vacuum (analyze) ${sql.identifier(name)}`);
    await giveWay();
  }
}
