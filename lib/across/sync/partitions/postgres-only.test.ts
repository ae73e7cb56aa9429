import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SyncEngine } from "@/lib/across/sync/engine";
import { requestJobs } from "@/lib/across/sync/state";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { replaceDay } from "@/lib/money/reports/test-day";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";

const tables = [
  "usage_rows",
  "cost_rows",
  "usage_geo_rows",
  "claude_code_rows",
  "actor_cost_rows",
  "actor_usage_rows",
];
let engine: SyncEngine;

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  env.HISTORY_DAYS = 3;
  engine = new SyncEngine();
});

afterEach(() => engine.stop());

async function runDry(): Promise<void> {
  for (let turns = 0; turns < 100; turns += 1) if ((await engine.step()) > 0) return;
  throw new Error("the engine does not come to rest");
}

/** Runs the document's SQL for each table, but keeps the table's own indexes. */
async function partition(table: string): Promise<void> {
  const db = await database();
  const text = readFileSync("docs/operations.md", "utf8");
  const [, documented = ""] = /### Report rows by month[\s\S]*?```sql\n([\s\S]*?)```/.exec(text) ?? [];
  const { rows } = await db.execute<{ made: string }>(
    sql`select indexdef as made from pg_indexes where tablename = ${table} and schemaname = 'public'`,
  );
  const own = documented.replaceAll("usage_rows", table).replace(/create index[\s\S]*?(?=commit)/, "");
  const indexes = rows.map(({ made }) => `${made};`).join("\n");
  await db.execute(sql.raw(own.replace("commit;", `${indexes}\ncommit;`)));
}

async function sumAll(): Promise<unknown[]> {
  const db = await database();
  const found: unknown[] = [];
  for (const query of [
    "select day::text, count(*), sum(output_tokens) from usage_rows where day < current_date group by 1 order by 1",
    "select day::text, count(*), sum(cents)::text from cost_rows where day < current_date group by 1 order by 1",
    "select day::text, count(*), sum(sessions) from claude_code_rows where day < current_date group by 1 order by 1",
    "select day::text, count(*), sum(cents)::text from actor_cost_rows where day < current_date group by 1 order by 1",
  ])
    found.push((await db.execute(sql.raw(query))).rows);
  return found;
}

test("facts can be partitioned by month with the documented SQL, and the sync continues to the last fraction", async () => {
  await runDry();
  const before = await sumAll();
  for (const table of tables) await partition(table);
  const db = await database();
  const { rows } = await db.execute(
    sql`select count(*)::int as count from pg_partitioned_table where partrelid::regclass::text = any(string_to_array(${tables.join(" ")}, ' '))`,
  );
  expect(rows).toEqual([{ count: tables.length }]);
  expect(await sumAll()).toEqual(before);
  await db.execute(sql`update report_days set fetched_at = 'epoch', digest = null`);
  await replaceDay("cost", "2020-02-29", [], new Date());
  await requestJobs(new Date());
  await runDry();
  expect(await sumAll()).toEqual(before);
  const broken = await db.execute(sql`select axes, grain from cost_rollups group by 1, 2
    having sum(cents) <> (select sum(cents) from cost_rows)`);
  expect(broken.rows).toEqual([]);
  const usage =
    await db.execute(sql`select axes, grain from usage_rollups where axes not like '%geo%' group by 1, 2
    having sum(output_tokens) <> (select sum(output_tokens) from usage_rows)`);
  expect(usage.rows).toEqual([]);
}, 240_000);
