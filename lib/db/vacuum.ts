import "server-only";
import { sql } from "drizzle-orm";
import { giveWay } from "@/lib/give-way";
import { database } from "./client";
import { tableNames } from "./table-names";

/** A table with as many changed rows, and a part of the others, is put in order; as PostgreSQL's autovacuum has it. */
const leastRows = 1000;
const partOfRows = 0.2;

/**
 * Gives the room of deleted rows back to their tables, and tells the planner what is in them. A server does so by
 * itself; PGlite has no autovacuum, and today's reports are replaced every few minutes.
 */
export async function vacuumTables(): Promise<void> {
  const db = await database();
  const isMuch = (count: string) =>
    sql`${sql.raw(count)} > ${leastRows}::float8 + ${partOfRows}::float8 * n_live_tup`;
  const { rows } = await db.execute<{ name: string; isBloated: boolean }>(sql`
    select relname as name, ${isMuch("n_dead_tup")} as "isBloated" from pg_stat_user_tables
    where schemaname = current_schema() and (${isMuch("n_dead_tup")} or ${isMuch("n_mod_since_analyze")})`);
  for (const { name, isBloated } of rows.filter((row) => tableNames.includes(row.name))) {
    await db.execute(sql`${isBloated ? sql`vacuum (analyze)` : sql`analyze`} ${sql.identifier(name)}`);
    await giveWay();
  }
}
