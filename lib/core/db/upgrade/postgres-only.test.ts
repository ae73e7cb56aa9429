import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { migrationsFolder } from "@/lib/core/db/migrations";
import { openPostgres } from "@/lib/core/db/open-postgres";
import { settings } from "@/lib/core/db/own-tables";
import { getSessionUrl } from "@/lib/core/db/session-url";

const folder = mkdtempSync(join(tmpdir(), "castellan-upgrade-"));
const address = new URL(getSessionUrl() ?? "");
address.pathname += "_upgrade";
const journal = z.looseObject({
  entries: z.array(z.looseObject({ tag: z.string(), when: z.number(), idx: z.number() })),
});
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

function copyMigrations(
  name: string,
  change: (given: z.infer<typeof journal>) => z.infer<typeof journal>,
): string {
  const copy = join(folder, name);
  cpSync(migrationsFolder, copy, { recursive: true });
  const file = join(copy, "meta", "_journal.json");
  writeFileSync(file, JSON.stringify(change(journal.parse(JSON.parse(readFileSync(file, "utf8"))))));
  return copy;
}

beforeAll(async () => {
  await runOnServer(`create database ${address.pathname.slice(1)}`);
  const old = copyMigrations("old", ({ entries, ...rest }) => ({ ...rest, entries: entries.slice(0, -1) }));
  const client = await connect();
  await migrate(drizzle(client), { migrationsFolder: old });
  await client.end();
});

afterAll(async () => {
  await runOnServer(`drop database ${address.pathname.slice(1)} with (force)`);
  rmSync(folder, { recursive: true });
});

function startOldServer(): { stop: () => Promise<number> } {
  let isStopped = false;
  let turns = 0;
  const ended = connect().then(async (client) => {
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

test("a database of the previous version is migrated while its servers continue without failures", async () => {
  const servers = [startOldServer(), startOldServer()];
  // A long export of the old version must not make everyone wait behind the migration.
  const reader = await connect();
  await reader.query("begin");
  await reader.query("select count(*) from cost_rows");
  const opened = openPostgres(address.href);
  await pause(500);
  await reader.query("commit");
  await reader.end();
  const store = await opened;
  await pause(500);
  const turns = await Promise.all(servers.map(({ stop }) => stop()));
  expect(Math.min(...turns)).toBeGreaterThan(1);
  const { rows } = await store.db.execute(sql`select row_count as count from report_days`);
  expect(rows).toEqual([{ count: turns.reduce((sum, each) => sum + each, 0) }]);
  await store.close();
});

test("the migration waits briefly for a held lock, again and again, and completes", async () => {
  const later = copyMigrations(
    "later",
    ({ entries, ...rest }) =>
      ({
        ...rest,
        entries: [
          ...entries,
          {
            ...entries.at(-1),
            idx: 9999,
            tag: "9999_later",
            when: 4_000_000_000_000,
            version: "7",
            breakpoints: true,
          },
        ],
      }) as z.infer<typeof journal>,
  );
  writeFileSync(join(later, "9999_later.sql"), 'ALTER TABLE "settings" ADD COLUMN "later" text;');
  const { migrateStore } = await import("@/lib/core/db/migrations");
  const reader = await connect();
  await reader.query("begin");
  await reader.query("select count(*) from settings");
  const migrated = migrateStore({ connectionString: address.href }, { folder: later, lockTimeoutMs: 200 });
  await pause(300);
  const client = await connect();
  await client.query("set statement_timeout = '5s'");
  await client.query("select count(*) from settings");
  await client.end();
  await reader.query("commit");
  await reader.end();
  await migrated;
  const store = await openPostgres(address.href);
  await store.db
    .insert(settings)
    .values({ name: "idle_minutes", value: 45, changedBy: "ada", changedAt: new Date() });
  expect(await store.db.$count(settings)).toBe(1);
  await store.close();
});
