import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { log } from "@/lib/core/log/log";
import { database } from "./client";
import { toStoreError } from "./failure";
import { openPostgres } from "./open-postgres";
import { liftIdleLimit } from "./pools";
import { SecretClaim } from "./secret-claim";
import { getSessionUrl } from "./session-url";
import { startPooler } from "./test-pooler";

const url = getSessionUrl() ?? "";

test("the error names a database that doesn't exist", async () => {
  const address = new URL(url);
  address.pathname = "/castellan_missing";
  await expect(openPostgres(address.href)).rejects.toMatchObject({
    message: expect.stringContaining("/castellan_missing cannot be used: there is no such database"),
  });
});

test("a connection that someone chose not to encrypt is said once at the start", async () => {
  await database();
  const address = new URL(url);
  // This machine, though no loopback address.
  address.hostname = "0.0.0.0";
  address.searchParams.set("sslmode", "disable");
  const lines: unknown[] = [];
  const warn = vi.spyOn(log, "warn").mockImplementation((line: unknown) => lines.push(line));
  const store = await openPostgres(address.href);
  await store.db.execute(sql`select 1`);
  await store.close();
  warn.mockRestore();
  expect(lines).toEqual([
    expect.stringMatching(/^the connection to PostgreSQL at 0\.0\.0\.0:.* is not encrypted/),
  ]);
});

test("several servers can start together on an empty database", async () => {
  const db = await database();
  const address = new URL(url);
  address.pathname += "_empty";
  const name = sql.identifier(address.pathname.slice(1));
  await db.execute(sql`create database ${name}`);
  const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgres(address.href)));
  const seen = await Promise.all(
    stores.map((store) =>
      store.db.execute(sql`select count(*) as applied from drizzle.__drizzle_migrations`),
    ),
  );
  await Promise.all(stores.map((store) => store.close()));
  await db.execute(sql`drop database ${name} with (force)`);
  const applied = await db.execute(sql`select count(*) as applied from drizzle.__drizzle_migrations`);
  expect(seen.map(({ rows }) => rows)).toEqual(Array(4).fill(applied.rows));
});

test("a query under way fails when the server drops it, and the next one succeeds", async () => {
  const db = await database();
  const lost = db.transaction(async (tx) => {
    const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`);
    const killer = new pg.Client({ connectionString: url });
    await killer.connect();
    await killer.query("select pg_terminate_backend(($1::jsonb->0->>'pid')::int)", [JSON.stringify(rows)]);
    await killer.end();
    await tx.execute(sql`select 1`);
  });
  expect(toStoreError(await lost.catch((cause) => cause))).toMatchObject({ code: "store_unavailable" });
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

test("queries aren't compiled, neither those of pages nor background work", async () => {
  await database();
  const store = await openPostgres(url);
  for (const db of [store.db, store.background]) {
    const { rows } = await db.execute(sql`select current_setting('jit') as jit`);
    expect(rows).toEqual([{ jit: "off" }]);
  }
  await store.close();
});

describe("an idle transaction", () => {
  const openWith = (limitMs?: number) => {
    const address = new URL(url);
    if (limitMs) address.searchParams.set("idle_in_transaction_session_timeout", String(limitMs));
    return openPostgres(address.href);
  };
  const limit = sql<string>`select current_setting('idle_in_transaction_session_timeout') as set`;

  test("an idle transaction is ended by the server after half a minute, unless it waits for more than the database", async () => {
    const store = await openWith();
    expect((await store.db.execute(limit)).rows).toEqual([{ set: "30s" }]);
    const lifted = await store.background.transaction(async (tx) => {
      await liftIdleLimit(tx);
      return tx.execute(limit);
    });
    expect(lifted.rows).toEqual([{ set: "0" }]);
    await store.close();
  });

  test("an idle transaction fails with the reason, and the next one succeeds", async () => {
    const store = await openWith(100);
    const failing = store.db.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const isThere = sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`;
      await expect.poll(async () => (await store.background.execute(isThere)).rows).toEqual([]);
      await tx.execute(sql`select 1`);
    });
    expect(toStoreError(await failing.catch((cause) => cause))).toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("a transaction was left open for too long"),
    });
    expect((await store.db.transaction((tx) => tx.execute(sql`select 1 as one`))).rows).toEqual([{ one: 1 }]);
    await store.close();
  });
});

describe("a connection pooler in transaction mode", () => {
  test("a connection pooler in transaction mode is refused without a bypass, before anything is locked or migrated", async () => {
    await database();
    const pooler = await startPooler(url);
    await expect(openPostgres(pooler.url)).rejects.toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("set DATABASE_DIRECT_URL to the address of the server itself"),
    });
    expect(pooler.seen).toMatchObject([{ application_name: "castellan-migrate" }]);
    await pooler.close();
  });

  test("a connection pooler in transaction mode works, and is never used for what belongs to a session", async () => {
    await database();
    const pooler = await startPooler(url);
    const store = await openPostgres(pooler.url, url);
    const zone = await store.db.execute(sql`select current_setting('TimeZone') as zone`);
    expect(zone.rows).toEqual([{ zone: "UTC" }]);
    expect([...new Set(pooler.seen.map((parameters) => parameters.application_name))]).toEqual(["castellan"]);
    await store.close();
    await pooler.close();
  });
});

describe("servers of one database", () => {
  const [mine, other] = [1, 2 ** 31 - 1];
  const open = (mark: number, ...older: number[]) => new SecretClaim(url, mark, older);
  const killClaims = async () => {
    const db = await database();
    await db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'castellan-secret'
        and datname = current_database()`,
    );
  };

  test("servers of one database have the same secrets, which may change once all have stopped", async () => {
    const [one, two, foreign] = [open(mine), open(mine), open(other)];
    expect([await one.take(), await two.take(), await foreign.take()]).toEqual([true, true, false]);
    await one.release();
    expect(await foreign.take()).toBe(false);
    await two.release();
    expect(await foreign.take()).toBe(true);
    expect(await one.take()).toBe(false);
    await foreign.release();
  });

  test("servers of one database may have the previous secrets during a rotation, of one kind", async () => {
    const newest = 3;
    const [old, rotated, second] = [open(mine), open(other, mine), open(other, mine)];
    expect([await old.take(), await rotated.take(), await second.take()]).toEqual([true, true, true]);
    const [late, foreign, restarted] = [open(newest, other), open(newest, other, mine), open(mine)];
    expect([await late.take(), await foreign.take(), await restarted.take()]).toEqual([false, false, false]);
    await old.release();
    expect(await late.take()).toBe(true);
    await Promise.all([rotated, second, late].map((claim) => claim.release()));
  });

  test("servers of one database are neither all accepted nor all refused when they start at once with different secrets", async () => {
    for (let round = 0; round < 5; round += 1) {
      const claims = [open(mine), open(other)];
      const taken = await Promise.all(claims.map((claim) => claim.take()));
      expect(taken.filter(Boolean)).toHaveLength(1);
      await Promise.all(claims.map((claim) => claim.release()));
    }
  });

  test("retake the claim after a lost connection, unless others have come", async () => {
    const [claim, foreign] = [open(mine), open(other)];
    await claim.take();
    await killClaims();
    await expect.poll(() => claim.check().catch(() => "lost")).toBe(true);
    expect(await foreign.take()).toBe(false);
    await killClaims();
    // The server releases the locks of a closed session only after a moment.
    await expect.poll(() => foreign.take()).toBe(true);
    await expect.poll(() => claim.check().catch(() => "lost")).toBe(false);
    await Promise.all([claim.release(), foreign.release()]);
  });
});
