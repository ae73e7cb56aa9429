import "server-only";
import { sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { database } from "./client";

export async function withBrokenTable<T>(
  table: string,
  event: "insert" | "update" | "delete",
  run: () => Promise<T>,
): Promise<T> {
  const db = await database();
  await db.execute(
    "create or replace function refuse_change() returns trigger language plpgsql as 'begin raise exception $$no$$; end'",
  );
  await db.execute(
    sql.raw(
      `create trigger refuse_change before ${event} on ${table} for each row execute function refuse_change()`,
    ),
  );
  try {
    return await run();
  } finally {
    await db.execute(sql.raw(`drop trigger refuse_change on ${table}`));
  }
}

/** The log doesn't store that the action has succeeded. */
export async function withUnsettled<T>(action: AuditAction, run: () => Promise<T>): Promise<T> {
  const db = await database();
  await db.execute(
    sql.raw(`create or replace function refuse_success() returns trigger language plpgsql as
    'begin if new.action = $$${action}$$ and new.outcome = $$succeeded$$ then raise exception $$no$$; end if; return new; end'`),
  );
  await db.execute(
    "create trigger refuse_success before insert on audit_log for each row execute function refuse_success()",
  );
  try {
    return await run();
  } finally {
    await db.execute("drop trigger refuse_success on audit_log");
  }
}
