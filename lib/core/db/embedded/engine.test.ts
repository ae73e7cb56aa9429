import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import type { Store } from "@/lib/core/db/database";
import { toStoreError } from "@/lib/core/db/failure";
import { openEmbedded } from "@/lib/core/db/open-embedded";
import { costRows } from "@/lib/core/db/report-tables";
import { createStoreFolder } from "@/lib/core/db/test-folder";

const shortLimitMs = 5_000;
const shortIdleMs = 100;
const endless = sql`select count(*) from generate_series(1, 1000000000000)`;

let folder: string;
let store: Store;

async function open() {
  folder = await createStoreFolder(inject("migratedPglite"));
  store = await openEmbedded(folder, { statementLimitMs: shortLimitMs, idleLimitMs: shortIdleMs });
}

async function close() {
  await store.close();
  await rm(folder, { recursive: true, force: true });
}

async function connectAs(given: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({
    user: "postgres",
    database: "postgres",
    ...given,
    host: folder,
    port: 5432,
  });
  await client.connect();
  return client;
}

const addRow = (cents: string) => store.db.insert(costRows).values({ day: "2026-11-24", cents });

describe("clients of the embedded database", () => {
  beforeAll(async () => {
    // As on a system that lets everyone in.
    const before = process.umask(0);
    await open().finally(() => process.umask(before));
  });
  afterAll(close);

  test("clients of the embedded database are of the same user: no one else can connect to its socket", async () => {
    const { mode } = await stat(join(folder, ".s.PGSQL.5432"));
    expect((mode & 0o777).toString(8)).toBe("600");
    const client = await connectAs();
    await client.end();
  });

  test("clients of the embedded database keep no one waiting between a copy and its rows, and may give it up", async () => {
    const client = await connectAs();
    const copy = client.query(copyFrom("copy cost_rows (day, cents) from stdin"));
    await addRow("1");
    copy.write("2026-11-24\t2\n");
    await addRow("3");
    copy.destroy(new Error("given up"));
    await expect(once(copy, "close")).rejects.toThrow("given up");
    const { rows } = await client.query("select cents from cost_rows order by cents");
    expect(rows).toEqual([{ cents: "1" }, { cents: "3" }]);
    await client.end();
    await store.db.delete(costRows);
  });

  test("clients of the embedded database get the refusal of a copy, even though they were told to send rows", async () => {
    const client = await connectAs();
    const copy = client.query(copyFrom("copy nothing (day) from stdin"));
    copy.end("2026-11-24\n");
    await expect(once(copy, "finish")).rejects.toMatchObject({ code: "42P01" });
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  test("clients of the embedded database can query at the same time and each get their own answer", async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const answers = await Promise.all(
      numbers.map((number) =>
        store.db.execute<{ own: number }>(
          number % 2 === 0
            ? sql`select ${number}::int as own`
            : sql`select length(${"x".repeat(number)}::text) as own`,
        ),
      ),
    );
    expect(answers.map(({ rows }) => rows[0]?.own)).toEqual(numbers);
  });

  test("clients of the embedded database see nothing of a transaction before its end, or of one whose client was lost", async () => {
    const lost = await connectAs();
    await lost.query("begin");
    await lost.query("insert into cost_rows (day, cents) values ('2026-11-24', 1)");
    const counted = store.db.$count(costRows);
    lost.on("error", () => {});
    await new Promise((resolve) => {
      lost.once("end", resolve);
      Reflect.get(lost, "connection").stream.destroy();
    });
    expect(await counted).toBe(0);
    await addRow("2");
    expect(await store.db.$count(costRows)).toBe(1);
    await store.db.delete(costRows);
  });

  test("clients of the embedded database do no harm if they name another user or use another protocol", async () => {
    const other = await connectAs({ user: "nobody", database: "nothing" });
    await expect(other.query("select from nowhere")).rejects.toMatchObject({ code: "42P01" });
    await other.end();
    const { connect } = await import("node:net");
    const stranger = connect(join(folder, ".s.PGSQL.5432"));
    stranger.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await new Promise((resolve) => stranger.once("close", resolve).resume());
    expect(await store.db.$count(costRows)).toBe(0);
  });

  test("clients of the embedded database are rolled back with a reason if they leave a transaction open while others wait", async () => {
    const idle = await connectAs();
    const ended = new Promise((resolve) => idle.on("error", resolve));
    await idle.query("begin");
    await idle.query("insert into cost_rows (day, cents) values ('2026-11-24', 1)");
    expect(await store.db.$count(costRows)).toBe(0);
    expect(await ended).toMatchObject({ code: "25P03" });
  });

  test("clients of the embedded database of our own that do so fail with the reason, and the next transaction succeeds", async () => {
    const failing = store.db.transaction(async (tx) => {
      await tx.insert(costRows).values({ day: "2026-11-24", cents: "1" });
      await store.background.$count(costRows);
      await tx.insert(costRows).values({ day: "2026-11-24", cents: "2" });
    });
    expect(toStoreError(await failing.catch((cause: unknown) => cause))).toMatchObject({
      code: "store_unavailable",
      message: expect.stringContaining("a transaction was left open for too long"),
    });
    expect(await store.db.transaction((tx) => tx.$count(costRows))).toBe(0);
  });

  test("clients of the embedded database may pause longer if no one waits, or if they asked for more time", async () => {
    const [alone, patient] = [
      await connectAs(),
      await connectAs({ idle_in_transaction_session_timeout: 60_000 }),
    ];
    const counts: Promise<number>[] = [];
    for (const client of [alone, patient]) {
      await client.query("begin");
      await client.query("insert into cost_rows (day, cents) values ('2026-11-24', 1)");
      if (client === patient) counts.push(store.db.$count(costRows));
      await pause(3 * shortIdleMs);
      await client.query("commit");
      await client.end();
    }
    expect(await Promise.all(counts)).toEqual([2]);
    await store.db.delete(costRows);
  });

  test("clients of the embedded database leave the thread that serves pages free", async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await store.db.execute(sql`select count(*) from generate_series(1, 1000000)`);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });
});

describe("the embedded database", () => {
  beforeEach(open);
  afterEach(close);

  test("the embedded database stops a statement that never ends, loses nothing, and works again", async () => {
    await addRow("1");
    const failure = await store.db.execute(endless).catch((cause: unknown) => cause);
    expect(toStoreError(failure)).toMatchObject({ code: "store_unavailable" });
    await vi.waitFor(async () => expect(await store.db.$count(costRows)).toBe(1), { timeout: 20_000 });
    await addRow("2");
    expect(await store.background.$count(costRows)).toBe(2);
  }, 60_000);

  test("the embedded database fails when its folder is removed, and doesn't replace it with an empty one", async () => {
    await addRow("1");
    await rm(join(folder, "pglite"), { recursive: true });
    const failure = await vi.waitFor(
      async () => {
        const cause = await store.db.$count(costRows).catch((found: unknown) => found);
        expect(cause).toBeInstanceOf(Error);
        return cause;
      },
      { timeout: 20_000 },
    );
    expect(toStoreError(failure)).toMatchObject({ code: "store_unavailable" });
    expect(existsSync(join(folder, "pglite"))).toBe(false);
  }, 60_000);
});
