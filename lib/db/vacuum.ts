import "server-only";
import { sql } from "drizzle-orm";
import { yieldThread } from "@/lib/yield-thread";
import { database } from "./client";
import { tableNames } from "./table-names";

const vacuumed = { rows: 1000, part: 0.2 };
/** Like PostgreSQL's autovacuum: the planner would treat an unknown table of 300 rows as one of 3. */
const analyzed = { rows: 50, part: 0.1 };

/** PGlite has no autovacuum, and today's reports are replaced every few minutes. */
export async function vacuumTables(): Promise<void> {
  const db = await database();
  const isMuch = (count: string, limit: typeof vacuumed) =>
    sql`${sql.raw(count)} > ${limit.rows}::float8 + ${limit.part}::float8 * n_live_tup`;
  const isBloated = isMuch("n_dead_tup", vacuumed);
  const { rows } = await db.execute<{ name: string; isBloated: boolean }>(sql`
    select relname as name, ${isBloated} as "isBloated" from pg_stat_user_tables
    where schemaname = current_schema() and (${isBloated} or ${isMuch("n_mod_since_analyze", analyzed)})`);
  for (const { name, isBloated } of rows.filter((row) => tableNames.includes(row.name))) {
    await db.execute(sql`${isBloated ? sql`vacuum (analyze)` : sql`analyze`} ${sql.identifier(name)}`);
    await yieldThread();
  }
}
