import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { migrateStore, migrationsFolder } from "@/lib/core/db/migrations";
import { openPostgres } from "@/lib/core/db/open-postgres";
import { getSessionUrl } from "@/lib/core/db/session-url";

const folder = mkdtempSync(join(tmpdir(), "castellan-upgrade-"));
const address = new URL(getSessionUrl() ?? "");
address.pathname += "_upgrade";
const journal = z.looseObject({ entries: z.array(z.looseObject({})) });
const connect = async () => {
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  return client;
};

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** The migrations of the next version. */
function addMigration(statement: string): string {
  const next = join(folder, "next");
  cpSync(migrationsFolder, next, { recursive: true });
  const file = join(next, "meta", "_journal.json");
  const { entries, ...rest } = journal.parse(JSON.parse(readFileSync(file, "utf8")));
  const added = { idx: 9999, version: "7", when: 4_000_000_000_000, tag: "9999_next", breakpoints: true };
  writeFileSync(file, JSON.stringify({ ...rest, entries: [...entries, added] }));
  writeFileSync(join(next, "9999_next.sql"), statement);
  return next;
}

beforeAll(async () => {
  await runOnServer(`create database ${address.pathname.slice(1)}`);
  await migrateStore({ connectionString: address.href });
});

afterAll(async () => {
  await runOnServer(`drop database ${address.pathname.slice(1)} with (force)`);
  rmSync(folder, { recursive: true });
});

function startOldServer(): { stop: () => Promise<number> } {
  let isStopped = false;
  let turns = 0;
  const ended = connect().then(async (client) => {
    await client.query("set statement_timeout = '5s'");
    while (!isStopped) {
      await client.query("begin");
      await client.query("insert into cost_rows (day, cents) values ('2026-11-24', 1)");
      await client.query(
        `insert into report_days (report, day, fetched_at, row_count) values ('cost', '2026-11-24', now(), 1)
          on conflict (report, day) do update set fetched_at = now(), row_count = report_days.row_count + 1`,
      );
      await client.query("commit");
      await client.query("select count(*) from members where gone_at is null");
      turns += 1;
    }
    await client.end();
    return turns;
  });
  return {
    stop: () => {
      isStopped = true;
      return ended;
    },
  };
}

test("a database is migrated while servers of the version before continue without failures, and opens for them", async () => {
  const next = addMigration('ALTER TABLE "cost_rows" ADD COLUMN "later" text;');
  const servers = [startOldServer(), startOldServer()];
  // A long export of the old version must not make everyone wait behind the migration, which tries again and again.
  const reader = await connect();
  await reader.query("begin");
  await reader.query("select count(*) from cost_rows");
  const migrated = migrateStore({ connectionString: address.href }, { folder: next, lockTimeoutMs: 200 });
  await pause(500);
  await reader.query("commit");
  await reader.end();
  await migrated;
  await pause(500);
  const turns = await Promise.all(servers.map(({ stop }) => stop()));
  expect(Math.min(...turns)).toBeGreaterThan(1);
  const store = await openPostgres(address.href);
  const { rows } = await store.db.execute(sql`select row_count as count from report_days`);
  expect(rows).toEqual([{ count: turns.reduce((sum, each) => sum + each, 0) }]);
  const { rows: found } = await store.db.execute(sql`select count(later)::int as count from cost_rows`);
  expect(found).toEqual([{ count: 0 }]);
  await store.close();
});
