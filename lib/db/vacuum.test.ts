import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "./client";
import { costRows } from "./report-tables";
import { resetDatabase } from "./test-database";
import { vacuumTables } from "./vacuum";

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

test("a table that is rewritten over and over does not grow", async () => {
  await rewrite();
  const once = await getSize();
  for (let time = 0; time < 5; time++) {
    await rewrite();
    await vacuumTables();
  }
  expect(await getSize()).toBeLessThan(2.5 * once);
});
