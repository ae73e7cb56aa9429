import "server-only";
import { sql } from "drizzle-orm";
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
