import "server-only";
import { getTableName, sql } from "drizzle-orm";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { database } from "./client";
import { apiKeys, invites, members, serviceAccounts, workspaceMembers, workspaces } from "./directory-tables";
import { tableNames } from "./table-names";

type Limit = { rows: number; part: number };

const vacuumed: Limit = { rows: 1000, part: 0.2 };
/** Like PostgreSQL's autovacuum: the planner would treat an unknown table of 300 rows as one of 3. */
const analyzed: Limit = { rows: 50, part: 0.1 };
const directory = [members, workspaces, workspaceMembers, apiKeys, invites, serviceAccounts];
/** While tables are being filled, each is read again once it has doubled. */
const doubled: Limit = { rows: 50, part: 0.5 };

/** PGlite has no autovacuum, and today's reports are replaced every few minutes. */
export async function vacuumTables(): Promise<void> {
  await tend(tableNames, { analyzed, vacuumed });
}

/**
 * Before queries that join its tables, which may have been empty a minute ago: without statistics, the planner compares
 * thousands of rows with thousands. PostgreSQL's autovacuum comes too late as well. Never tables of reports while a
 * history is read: older days would look rare, and each one's sums would take twice as long.
 */
export async function analyzeDirectory(): Promise<void> {
  await tend(directory.map(getTableName), { analyzed: doubled });
}

async function tend(names: readonly string[], limits: { analyzed: Limit; vacuumed?: Limit }): Promise<void> {
  const db = await database();
  const isMuch = (count: string, limit: Limit) =>
    sql`${sql.raw(count)} > ${limit.rows}::float8 + ${limit.part}::float8 * n_live_tup`;
  const isBloated = limits.vacuumed ? isMuch("n_dead_tup", limits.vacuumed) : sql`false`;
  const { rows } = await db.execute<{ name: string; isBloated: boolean }>(sql`
    select relname as name, ${isBloated} as "isBloated" from pg_stat_user_tables
    where schemaname = current_schema() and (${isBloated} or ${isMuch("n_mod_since_analyze", limits.analyzed)})`);
  for (const { name, isBloated } of rows.filter((row) => names.includes(row.name))) {
    await db.execute(sql`${isBloated ? sql`vacuum (analyze)` : sql`analyze`} ${sql.identifier(name)}`);
    await yieldThread();
  }
}
