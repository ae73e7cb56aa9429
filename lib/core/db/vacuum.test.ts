import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "./client";
import { invites } from "./directory-tables";
import { costRows } from "./report-tables";
import { resetDatabase } from "./test-database";
import { analyzeDirectory, vacuumTables } from "./vacuum";

beforeEach(resetDatabase);

async function rewrite(): Promise<void> {
  const db = await database();
  await db.delete(costRows);
  await db.execute(sql`insert into ${costRows} (day, description, cents)
    select '2026-11-24', repeat('x', 100), 1 from generate_series(1, 5000)`);
}

async function getSize(): Promise<number> {
  const db = await database();
  const { rows } = await db.execute<{ size: number }>(
    sql`select pg_relation_size('cost_rows')::float8 as size`,
  );
  return rows[0]?.size ?? 0;
}

/** Changes are counted up to a second later, and a server may have vacuumed by then. */
async function waitForCounts(): Promise<void> {
  const db = await database();
  const isCounted = async () => {
    const { rows } = await db.execute(sql`select 1 from pg_stat_user_tables
      where relname = 'cost_rows' and (n_dead_tup >= 5000 or last_autovacuum > now() - interval '1 minute')`);
    return rows.length > 0;
  };
  await expect.poll(isCounted, { timeout: 10_000 }).toBe(true);
}

test("a table that is rewritten again and again doesn't grow", async () => {
  await rewrite();
  const once = await getSize();
  for (let time = 0; time < 5; time++) {
    await rewrite();
    await waitForCounts();
    await vacuumTables();
  }
  expect(await getSize()).toBeLessThan(2.5 * once);
});

async function countKnownRows(table: string): Promise<number | undefined> {
  const db = await database();
  const { rows } = await db.execute<{ count: number }>(
    sql`select reltuples::float8 as count from pg_class where oid = ${table}::regclass`,
  );
  return rows[0]?.count;
}

async function addDays(): Promise<void> {
  const db = await database();
  await db.execute(sql`insert into ${costRows} (day, description, cents)
    select '2026-11-24', 'x', 1 from generate_series(1, 300)`);
}

async function addInvites(): Promise<void> {
  const db = await database();
  await db.execute(sql`insert into ${invites} (id, email, role, status, raw, seen_at, first_seen_at)
    select 'invite_' || number, number || '@x.example', 'user', 'pending', '{}', now(), now() from generate_series(1, 300) number`);
}

test("the planner knows how many rows a small table has", async () => {
  await addDays();
  const count = async () => {
    await vacuumTables();
    return countKnownRows("cost_rows");
  };
  await expect.poll(count, { timeout: 10_000 }).toBe(300);
});

test("before findings are looked for, only the directory is analyzed, because a part of a history would mislead", async () => {
  const db = await database();
  await db.execute(sql`truncate ${costRows}, ${invites}`);
  await addDays();
  await addInvites();
  const count = async () => {
    await analyzeDirectory();
    return countKnownRows("invites");
  };
  await expect.poll(count, { timeout: 10_000 }).toBe(300);
  expect(await countKnownRows("cost_rows")).not.toBe(300);
});
