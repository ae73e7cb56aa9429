import "server-only";
import { sql } from "drizzle-orm";
import { forget } from "@/lib/core/process/process-singleton";
import { database } from "./client";
import type { Database } from "./database";
import { auditEndKey } from "./store-key";
import { tableNames } from "./table-names";

const prepared = new WeakSet<Database>();

export async function resetDatabase(): Promise<void> {
  const db = await database();
  forget(auditEndKey);
  if (!prepared.has(db)) await db.execute(sql.raw(reset));
  prepared.add(db);
  await db.execute(sql`select reset_test_database()`);
}

/** A table that is larger is mostly rows of earlier tests. */
const maxBytes = 65_536;

/**
 * Frees what deleted rows have left, which only PostgreSQL does by itself. Otherwise, the planner takes a full table for an empty one, because it
 * counted few rows in many pages, and lists of ten thousand people are compared row by row.
 */
export async function shrinkDatabase(): Promise<void> {
  const db = await database();
  const { rows } = await db.execute<{ name: string }>(sql`select relname as name from pg_stat_user_tables
    where schemaname = current_schema() and pg_relation_size(relid) > ${maxBytes}`);
  for (const { name } of rows) await db.execute(sql`vacuum ${sql.identifier(name)}`);
}

/** A function, because it is planned once, and most tables are empty: this takes a tenth of the time. */
const reset = `create or replace function reset_test_database() returns void language plpgsql as $$ begin
  if exists (select from audit_log) then
    alter table audit_log disable trigger user;
    delete from audit_log;
    alter table audit_log enable trigger user;
  end if;
  ${tableNames.map((name) => `if exists (select from ${name}) then delete from ${name}; end if;`).join("\n  ")}
  if (select is_called from changes_seq_seq) then alter sequence changes_seq_seq restart; end if;
end $$`;
