import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRollups } from "@/lib/core/db/actor-cost-tables";
import { claudeCodeActorRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { summedWindows } from "@/lib/core/db/period-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, listDays, toWindow } from "@/lib/core/format/calendar";
import { listClaudeCodeActors } from "@/lib/money/reports/claude-code/actors";
import { getBreakdown } from "@/lib/money/reports/claude-code/breakdown";
import { getBridge } from "@/lib/money/reports/claude-code/bridge";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow } from "@/lib/money/reports/test-rows";
import { listSpendActors } from "@/lib/money/spend/actors";
import { sumStale } from "./period-sums";

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T15:30:20Z") });
  await resetDatabase();
});
afterEach(() => {
  vi.useRealTimers();
});

const by = permitFor("admin", "claude-code:read");
const filters = { none: {}, vscode: { terminal: ["vscode"] } };

function toRows(day: string, index: number) {
  const used = { inputTokens: index + 1, outputTokens: 2, cacheReadTokens: 3, cacheCreationTokens: 4 };
  return ["ada", "bo", "cy"]
    .filter((_, person) => (index + person) % 3 > 0)
    .map((person) =>
      claudeCodeRow({
        actor: `${person}@northwind.example`,
        terminalType: index % 2 ? "vscode" : day,
        toolActions: { edit_tool: { accepted: index, rejected: 1 } },
        models: [{ model: index % 4 ? "claude-opus-5" : "claude-haiku-5", ...used, estimatedCents: "0.125" }],
        sessions: 1,
        commits: index,
        ...used,
        estimatedCents: "0.125",
      }),
    );
}

async function storeWork(days: readonly string[]): Promise<void> {
  for (const [index, day] of days.entries())
    await replaceDay("claude-code", day, toRows(day, index), new Date());
}

/** Everything that Claude Code's screens read of 30 days. */
async function readAll() {
  const range = toWindow();
  const read = async (filter: (typeof filters)[keyof typeof filters]) => ({
    report: await getClaudeCode(by, { ...range, granularity: "day", filter, compare: "none" }),
    people: await listClaudeCodeActors(by, {
      ...range,
      filter,
      kind: "user_actor",
      sort: "cents",
      direction: "desc",
      page: 1,
    }),
    models: await getBreakdown(by, { ...range, filter, by: "model" }),
    terminals: await getBreakdown(by, { ...range, filter, by: "terminal" }),
  });
  return {
    all: await read(filters.none),
    some: await read(filters.vscode),
    bridge: await getBridge(by, range),
  };
}

async function listWindows(): Promise<string[]> {
  const db = await database();
  const found = await db.select().from(summedWindows);
  return found.map(({ part, startsOn }) => `${part} ${startsOn}`).toSorted();
}

function toParts(startsOn: string): string[] {
  return ["actors", "models", "places", "tools"].map((part) => `claude-code-${part} ${startsOn}`);
}

test("the last 30 days of Claude Code are the same from their own sum as from days and weeks", async () => {
  const { from, to } = toWindow();
  await storeWork(listDays({ from: addDays(from, -12), to: addDays(to, 1) }));
  const fromDays = await readAll();
  await sumStale("claude-code", []);
  expect(await listWindows()).toEqual(toParts(from));
  expect(await readAll()).toEqual(fromDays);
});

test("the sum of 30 days is what is read", async () => {
  const window = toWindow();
  await storeWork(listDays(window));
  await sumStale("claude-code", []);
  const db = await database();
  const isWindow = eq(claudeCodeActorRollups.grain, "window");
  expect(await db.$count(claudeCodeActorRollups, isWindow)).toBe(3);
  await db.update(claudeCodeActorRollups).set({ sessions: 1_000 }).where(isWindow);
  const { people } = (await readAll()).all;
  expect(people.rows.map(({ sums }) => sums.sessions)).toEqual(["1000", "1000", "1000"]);
});

test("a day that changes makes the sum of 30 days invalid until it is made again", async () => {
  const window = toWindow();
  await storeWork(listDays(window));
  await sumStale("claude-code", []);
  const before = await readAll();
  await replaceDay("claude-code", window.to, [], new Date());
  const after = await readAll();
  expect(after.all.report.sums.sessions).toBe("58");
  expect(before.all.report.sums.sessions).toBe("60");
  await sumStale("claude-code", []);
  expect(await readAll()).toEqual(after);
  await replaceDay("claude-code", addDays(window.to, 1), toRows(window.to, 1), new Date());
  const db = await database();
  expect(await db.$count(claudeCodeActorRollups, eq(claudeCodeActorRollups.grain, "window"))).toBe(3);
});

test("30 days with one that is still to be read are not added up", async () => {
  const window = toWindow();
  await storeWork(listDays(window));
  await sumStale("claude-code", [window.from]);
  expect(await listWindows()).toEqual([]);
  await sumStale("claude-code", [addDays(window.from, -1), addDays(window.to, 1)]);
  expect(await listWindows()).toEqual(toParts(window.from));
});

test("at midnight the next 30 days are read from days, and then from their sum, which replaces the last one", async () => {
  const window = toWindow();
  await storeWork(listDays({ from: window.from, to: addDays(window.to, 1) }));
  await sumStale("claude-code", []);
  vi.setSystemTime(new Date("2026-11-25T00:00:10Z"));
  const fromDays = await readAll();
  expect(fromDays.all.report).toMatchObject({ from: addDays(window.from, 1), to: addDays(window.to, 1) });
  await sumStale("claude-code", []);
  expect(await listWindows()).toEqual(toParts(addDays(window.from, 1)));
  expect(await readAll()).toEqual(fromDays);
  const db = await database();
  const { rows } = await db.execute(
    sql`select distinct starts_on::text as day from ${claudeCodeActorRollups} where grain = 'window'`,
  );
  expect(rows).toEqual([{ day: addDays(window.from, 1) }]);
});

test("cost by person has a sum of 30 days as well", async () => {
  await noteActorCostCapability(null, new Date());
  const window = toWindow();
  const finance = permitFor("finance", "cost:read");
  for (const [index, day] of listDays({ from: addDays(window.from, -3), to: window.to }).entries())
    await replaceDay(
      "actor-cost",
      day,
      ["ada", "bo"].map((person) => toCost(person, `${index}.5`)),
      new Date(),
    );
  const read = () =>
    Promise.all(
      (["person", "key"] as const).map((kind) => listSpendActors(finance, { ...window, kind, page: 1 })),
    );
  const fromDays = await read();
  await sumStale("actor-cost", []);
  expect(await listWindows()).toEqual([`actor-cost-periods ${window.from}`]);
  expect(await read()).toEqual(fromDays);
  const db = await database();
  await db.update(actorCostRollups).set({ cents: "7" }).where(eq(actorCostRollups.grain, "window"));
  expect((await read())[0]?.cents).toBe("14");
});

function toCost(person: string, cents: string) {
  return {
    actorKind: "user",
    actorId: `user_${person}`,
    actorEmail: `${person}@northwind.example`,
    apiKeyId: person === "ada" ? "apikey_1" : null,
    workspaceId: "a",
    product: "api",
    model: "m",
    currency: "USD",
    cents,
    listCents: cents,
  };
}
