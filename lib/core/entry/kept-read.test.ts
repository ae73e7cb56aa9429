import { AsyncLocalStorage } from "node:async_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { settings } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { readVersion } from "@/lib/core/db/version";
import { rememberWithin } from "@/lib/core/process/per-request";
import { forget } from "@/lib/core/process/process-singleton";
import { getSetting, putSettings } from "@/lib/core/settings/store";
import { heavyRead } from "./heavy-read";
import { keptRead } from "./kept-read";

const anna = { actor: newActor("admin", { email: "anna@x.example" }) };

let reads: unknown[] = [];
let duringRead = async () => {};

const read = keptRead("person", async ({ actor }: typeof anna, asked: object) => {
  reads.push(asked);
  await duringRead();
  const db = await database();
  return { to: actor.email, asked, settings: await db.select().from(settings) };
});

beforeEach(async () => {
  await resetDatabase();
  forget("kept-answers");
  reads = [];
  duringRead = async () => {};
});

afterEach(() => {
  vi.useRealTimers();
});

async function write(name: string): Promise<void> {
  const db = await database();
  await db.insert(settings).values({ name, value: 1, changedAt: new Date(), changedBy: "anna" });
}

test("the same question is read once until something is written", async () => {
  const first = await read(anna, { range: "30d" });
  expect(await read(anna, { range: "30d" })).toEqual(first);
  expect(reads).toHaveLength(1);
  await write("one");
  expect((await read(anna, { range: "30d" })).settings).toMatchObject([{ name: "one" }]);
  expect(reads).toHaveLength(2);
});

test("a kept answer doesn't keep the request that asked first", async () => {
  const request = new AsyncLocalStorage<object>();
  const askOnce = async () => {
    const store = { buffer: Buffer.alloc(1_000) };
    await request.run(store, () => read(anna, { range: "7d" }));
    return new WeakRef(store);
  };
  const store = await askOnce();
  await read(anna, { range: "7d" });
  expect(reads).toHaveLength(1);
  setFlagsFromString("--expose-gc");
  await vi.waitFor(() => {
    runInNewContext("gc")();
    expect(store.deref()).toBeUndefined();
  });
});

test("what is rolled back doesn't show", async () => {
  const db = await database();
  await read(anna, {});
  await db
    .transaction(async (tx) => {
      await tx.insert(settings).values({ name: "gone", value: 1, changedAt: new Date(), changedBy: "anna" });
      tx.rollback();
    })
    .catch(() => {});
  expect((await read(anna, {})).settings).toEqual([]);
});

test("another question, person, or reach is another answer", async () => {
  await read(anna, { range: "30d" });
  await read(anna, { range: "7d" });
  expect(await read({ actor: { ...anna.actor, email: "bob@x.example" } }, { range: "30d" })).toMatchObject({
    to: "bob@x.example",
  });
  await read({ actor: { ...anna.actor, workspaceIds: ["wrkspc_1"] } }, { range: "30d" });
  expect(reads).toHaveLength(4);
});

test("two reads never answer each other's question", async () => {
  const other = keptRead("person", async (_by: typeof anna, _asked: object) => "other");
  await read(anna, {});
  expect(await other(anna, {})).toBe("other");
});

test("whoever asks while the answer is read waits for the same one", async () => {
  const answers = await Promise.all([read(anna, {}), read(anna, {}), read(anna, {})]);
  expect(new Set(answers).size).toBe(1);
  expect(reads).toHaveLength(1);
});

test("an answer during which something was written isn't kept", async () => {
  duringRead = () => write("meanwhile");
  await read(anna, {});
  duringRead = async () => {};
  await read(anna, {});
  expect(reads).toHaveLength(2);
});

test("an answer isn't kept as newer than a setting that it was made with", async () => {
  const readMask = keptRead("standing", (_by: typeof anna) => getSetting("mask_names"));
  await rememberWithin(async () => {
    await getSetting("mask_names");
    await (await database()).transaction((tx) => putSettings(tx, "anna", { mask_names: true }));
    await readMask(anna);
  });
  expect(await rememberWithin(() => readMask(anna))).toBe(true);
});

test("a failure isn't kept", async () => {
  duringRead = () => Promise.reject(new Error("no"));
  await expect(read(anna, {})).rejects.toThrow("no");
  duringRead = async () => {};
  expect(await read(anna, {})).toMatchObject({ to: "anna@x.example" });
});

describe("an answer for a standing", () => {
  const bob = { actor: newActor("admin", { email: "bob@x.example" }) };
  const readShared = keptRead("standing", async ({ actor }: typeof anna, asked: object) => {
    reads.push(asked);
    await duringRead();
    return { persona: actor.persona, workspaces: actor.workspaceIds };
  });

  test("an answer for a standing is read once for everyone with the same persona and workspaces", async () => {
    expect(await readShared(anna, {})).toEqual({ persona: "admin", workspaces: null });
    await readShared(bob, {});
    expect(reads).toHaveLength(1);
    await readShared({ actor: newActor("finance") }, {});
    await readShared({ actor: newActor("lead", { workspaceIds: ["wrkspc_1"] }) }, {});
    await readShared({ actor: newActor("lead", { workspaceIds: ["wrkspc_2"] }) }, {});
    await readShared({ actor: { ...bob.actor, isReadOnly: true } }, {});
    expect(reads).toHaveLength(5);
  });

  test.each(["id", "email", "name", "memberId", "session"] as const)(
    "can't depend on the person's %s",
    async (name) => {
      const careless = keptRead("standing", async ({ actor }: typeof anna) => actor[name]);
      await expect(careless(anna)).rejects.toThrow(`asked for the person's ${name}`);
    },
  );

  test("an answer for a standing may be part of another one", async () => {
    const outer = keptRead("standing", (by: typeof anna) => readShared(by, {}));
    expect(await outer(anna)).toEqual({ persona: "admin", workspaces: null });
  });

  test("an answer for a standing answers long reads inside others, too", async () => {
    const part = heavyRead("standing", async ({ actor }: typeof anna) => {
      reads.push("part");
      return actor.persona;
    });
    const whole = heavyRead("person", async (by: typeof anna) => [by.actor.email, await part(by)]);
    expect(await whole(anna)).toEqual(["anna@x.example", "admin"]);
    expect(await whole(bob)).toEqual(["bob@x.example", "admin"]);
    expect(await part(bob)).toBe("admin");
    expect(reads).toEqual(["part"]);
  });

  test("an answer for a standing is read again once its parts are too old, however late it was made from them", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-29T12:00:01Z") });
    const outer = keptRead("standing", (by: typeof anna) => readShared(by, {}));
    await readShared(anna, {});
    vi.setSystemTime(new Date("2026-11-29T12:00:19Z"));
    await outer(anna);
    expect(reads).toHaveLength(1);
    vi.setSystemTime(new Date("2026-11-29T12:00:21Z"));
    await outer(anna);
    expect(reads).toHaveLength(2);
  });

  test("an answer for a standing isn't another's failure", async () => {
    let fail = (_cause: Error) => {};
    duringRead = () =>
      new Promise((_, reject) => {
        fail = reject;
        duringRead = async () => {};
      });
    const first = readShared(anna, {});
    await expect.poll(() => reads.length).toBe(1);
    const second = readShared(bob, {});
    // By the time this is answered, the second waits for the first.
    await readVersion();
    fail(new Error("her line is full"));
    await expect(first).rejects.toThrow("her line is full");
    expect(await second).toMatchObject({ persona: "admin" });
  });
});
