import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimSecrets, releaseSecrets } from "@/lib/core/auth/one-secret";
import { database } from "@/lib/core/db/client";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { resetDatabase } from "@/lib/core/db/test-database";
import { startPooler } from "@/lib/core/db/test-pooler";
import { env } from "@/lib/core/env/env";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { SyncEngine } from "./engine";
import { createLeader } from "./leader";

let engines: SyncEngine[];

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  engines = [new SyncEngine(), new SyncEngine()];
});

afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
});

function step(index: number): Promise<number> | undefined {
  return engines[index]?.step();
}

describe("two sync engines on one database", () => {
  const leaders = sql`select pid from pg_locks where locktype = 'advisory' and granted and objid = 7102943812 % 4294967296
    and database = (select oid from pg_database where datname = current_database())`;

  test("have one leader, and the other takes over when its connection dies", async () => {
    expect(await step(0)).toBe(0);
    expect(await step(1)).toBeGreaterThan(0);
    expect(await step(1)).toBeGreaterThan(0);
    const db = await database();
    const { rows } = await db.execute<{ pid: number }>(leaders);
    expect(rows).toHaveLength(1);
    await db.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`);
    expect(await step(1)).toBe(0);
    expect(await step(0)).toBeGreaterThan(0);
    expect((await db.execute(leaders)).rows).toHaveLength(1);
  });

  test("hand over on a graceful stop", async () => {
    await step(0);
    await engines[0]?.stop();
    expect(await step(1)).toBe(0);
  });
});

test("the leader's lock bypasses a pooler", async () => {
  const direct = getSessionUrl() ?? "";
  const pooler = await startPooler(direct);
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env;
  Object.assign(env, { DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: direct });
  const leader = createLeader(() => {});
  expect(await leader.isLeading()).toBe(true);
  await claimSecrets();
  const db = await database();
  const { rows } = await db.execute(sql`select application_name as name from pg_stat_activity
    where datname = current_database() and application_name in ('castellan-leader', 'castellan-secret') order by 1`);
  expect(rows).toEqual([{ name: "castellan-leader" }, { name: "castellan-secret" }]);
  expect(pooler.seen).toEqual([]);
  await Promise.all([leader.release(), releaseSecrets(), pooler.close()]);
  Object.assign(env, { DATABASE_URL, DATABASE_DIRECT_URL });
});
