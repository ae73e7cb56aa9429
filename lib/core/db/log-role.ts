import "server-only";
import { sql } from "drizzle-orm";
import { log } from "@/lib/core/log/log";
import { database, databaseKind } from "./client";

/** Whether this server's role could change the audit log despite its trigger. An embedded database has one role. */
export type LogRole = "embedded" | "append_only" | "can_change";

export async function announceLogRole(): Promise<void> {
  const role = await getLogRole();
  if (role === "append_only")
    log.info("this server's database role can only add to the audit log and read it");
  if (role === "can_change")
    log.warn(
      "this server's database role can change the audit log; docs/security.md has the SQL for one that cannot",
    );
}

/** Counts every role that the session may assume. Before PostgreSQL 16, CREATEROLE could take any but a superuser's. */
export async function getLogRole(): Promise<LogRole> {
  if (databaseKind() === "pglite") return "embedded";
  const db = await database();
  const { rows } = await db.execute<{ canChange: boolean }>(sql`
    select exists (
      select 1 from pg_roles role
      where pg_has_role(session_user, role.oid, 'MEMBER') and (
        role.rolsuper
        or (role.rolcreaterole and current_setting('server_version_num')::int < 160000)
        or role.oid in (log.relowner, space.nspowner, base.datdba)
        or has_table_privilege(role.oid, log.oid, 'DELETE, TRUNCATE, TRIGGER')
        or has_any_column_privilege(role.oid, log.oid, 'UPDATE'))
    ) as "canChange"
    from pg_class log join pg_namespace space on space.oid = log.relnamespace, pg_database base
    where log.oid = 'audit_log'::regclass and base.datname = current_database()`);
  return rows[0]?.canChange === false ? "append_only" : "can_change";
}
