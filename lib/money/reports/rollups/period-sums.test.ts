import { eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claudeCodeActorRollups } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { stalePeriods } from "@/lib/core/db/period-tables";
import { apiKeyUsage, usageRollups } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { isInRollupPeriods, toRollupPeriods } from "@/lib/money/reports/query/rollup-periods";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, usageRow } from "@/lib/money/reports/test-rows";
import { serveReports, toBucket, toPage } from "@/lib/money/reports/test-server";
import { sumStale } from "./period-sums";

const { HISTORY_DAYS } = env;
beforeEach(resetDatabase);
afterEach(() => {
  env.HISTORY_DAYS = HISTORY_DAYS;
});

const first = "2026-07-01";
const july = { from: first, to: "2026-07-31" };

async function storeUsage(day: string, outputTokens: number): Promise<void> {
  await replaceDay("usage", day, [usageRow({ outputTokens })], new Date());
}

async function sumAs(granularity: "day" | "week" | "month"): Promise<string> {
  const db = await database();
  const { rows } = await db.execute<{
    tokens: string;
  }>(sql`select coalesce(sum(r.output_tokens), 0)::text as tokens
    from ${usageRollups} r where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(july, granularity))}`);
  return rows[0]?.tokens ?? "";
}

async function listStale(): Promise<string[]> {
  const db = await database();
  const found = await db
    .select()
    .from(stalePeriods)
    .where(inArray(stalePeriods.grain, ["week", "month"]));
  return found.map(({ part, grain, startsOn }) => `${part} ${grain} ${startsOn}`).toSorted();
}

async function expectAll(tokens: string): Promise<void> {
  for (const granularity of ["day", "week", "month"] as const) expect(await sumAs(granularity)).toBe(tokens);
}

test("a stale period is read from its days until it is added up, and is always exact", async () => {
  await storeUsage("2026-07-02", 1);
  await storeUsage("2026-07-03", 10);
  await expectAll("11");
  expect(await listStale()).toEqual(["usage month 2026-07-01", "usage week 2026-06-29"]);
  await sumStale("usage", []);
  expect(await listStale()).toEqual([]);
  await expectAll("11");
  await storeUsage("2026-07-03", 20);
  await storeUsage("2026-07-20", 300);
  await expectAll("321");
  await sumStale("usage", []);
  await expectAll("321");
});

test("a period with a missing day stays stale, and the others are added up", async () => {
  await storeUsage("2026-07-02", 1);
  await storeUsage("2026-07-20", 10);
  await sumStale("usage", ["2026-07-22"]);
  expect(await listStale()).toEqual(["usage month 2026-07-01", "usage week 2026-07-20"]);
  await expectAll("11");
});

test("a period stays stale if adding it up fails, and its old sum isn't used", async () => {
  await storeUsage("2026-07-02", 1);
  await sumStale("usage", []);
  await storeUsage("2026-07-03", 10);
  const db = await database();
  await db.execute(
    sql`alter table ${usageRollups} add constraint planted check (grain <> 'month' or output_tokens < 4)`,
  );
  await expect(sumStale("usage", [])).rejects.toThrow();
  expect(await listStale()).toContain("usage month 2026-07-01");
  await expectAll("11");
  await db.execute(sql`alter table ${usageRollups} drop constraint planted`);
  await sumStale("usage", []);
  expect(await listStale()).toEqual([]);
  await expectAll("11");
});

test("an unchanged day leaves its week and month as they are", async () => {
  await storeUsage("2026-07-02", 1);
  await sumStale("usage", []);
  await storeUsage("2026-07-02", 1);
  expect(await listStale()).toEqual([]);
});

test("an interrupted first sync continues with the days that it has, and adds up weeks and months", async () => {
  env.HISTORY_DAYS = 70;
  const today = toDay(new Date());
  const rowOf = (day: string) => ({ output_tokens: Number(day.slice(-2)), model: "claude-opus-5" });
  const to = addDays(today, -1);
  const newest = { from: addDays(today, -9), to };
  serveReports((_, query) => {
    const from = query.get("starting_at")?.slice(0, 10) ?? "";
    const end = query.get("ending_at")?.slice(0, 10) ?? "";
    return toPage(listDays({ from, to: addDays(end, -1) }).map((day) => toBucket(day, rowOf(day))));
  });
  for (const day of listDays({ from: addDays(today, -4), to }))
    await replaceDay("usage", day, [usageRow({ outputTokens: Number(day.slice(-2)) })], new Date());
  await fetchWindow("usage", newest);
  const oldest = addDays(today, 1 - env.HISTORY_DAYS);
  await fetchWindow("usage", { from: today, to: today });
  for (let end = addDays(newest.from, -1); end >= oldest; end = addDays(end, -31))
    await fetchWindow("usage", { from: [addDays(end, -30), oldest].toSorted()[1] ?? oldest, to: end });
  expect(await listStale()).toEqual([]);
  const db = await database();
  const range = { from: oldest, to };
  const expected = listDays(range).reduce((sum, day) => sum + Number(day.slice(-2)), 0);
  for (const granularity of ["week", "month"] as const) {
    const { rows } = await db.execute(sql`select sum(r.output_tokens)::int as tokens from ${usageRollups} r
      where r.axes = 'workspace' and ${isInRollupPeriods(toRollupPeriods(range, granularity))}`);
    expect(rows).toEqual([{ tokens: expected }]);
  }
});

test("the periods of stored days are added up even if the rest of the window fails", async () => {
  env.HISTORY_DAYS = 2;
  const today = toDay(new Date());
  const yesterday = addDays(today, -1);
  const before = new Date(Date.now() - 60_000);
  for (const day of [yesterday, today])
    await replaceDay("usage", day, [usageRow({ outputTokens: 1 })], before);
  await sumStale("usage");
  const received = { output_tokens: 5, model: "claude-opus-5" };
  serveReports((_, query) =>
    query.has("page") ? { status: 410, body: {} } : toPage([toBucket(yesterday, received)], "next"),
  );
  await expect(fetchWindow("usage", { from: yesterday, to: today })).rejects.toThrow("410");
  expect(await listStale()).toEqual([]);
  const db = await database();
  const { rows } = await db.execute(sql`select grain, sum(output_tokens)::int as tokens from ${usageRollups}
    where axes = 'workspace' group by 1 order by 1`);
  expect(rows).toEqual(["day", "month", "week"].map((grain) => ({ grain, tokens: 6 })));
});

test("a person is counted once in a month that is read from days", async () => {
  const work = claudeCodeRow({ sessions: 1 });
  for (const day of ["2026-07-02", "2026-07-03"])
    await replaceDay("claude-code", day, [work, { ...work, actor: "olu@northwind.example" }], new Date());
  const count = async () => {
    const db = await database();
    const { rows } =
      await db.execute(sql`select count(distinct r.actor)::int as actors, sum(r.sessions)::int as sessions
      from ${claudeCodeActorRollups} r where ${isInRollupPeriods(toRollupPeriods(july, "month"))}`);
    return rows;
  };
  expect(await count()).toEqual([{ actors: 2, sessions: 4 }]);
  await sumStale("claude-code", []);
  expect(await count()).toEqual([{ actors: 2, sessions: 4 }]);
});

test("the 30 days of keys and people are added up once per sync", async () => {
  const yesterday = addDays(toDay(new Date()), -1);
  const days = listDays({ from: addDays(yesterday, -2), to: yesterday });
  for (const day of days)
    await replaceDay("usage", day, [usageRow({ apiKeyId: "a", outputTokens: 7 })], new Date());
  await replaceDay(
    "usage",
    addDays(yesterday, -40),
    [usageRow({ apiKeyId: "a", outputTokens: 1 })],
    new Date(),
  );
  const db = await database();
  const listWindows = () => db.select().from(stalePeriods).where(eq(stalePeriods.grain, "window"));
  const listTokens = async () => (await db.select().from(apiKeyUsage)).map(({ tokens30d }) => tokens30d);
  expect((await listWindows()).map(({ part, startsOn }) => [part, startsOn])).toEqual(
    days.map((day) => ["key-tokens", day]),
  );
  expect(await listTokens()).toEqual([0]);
  await sumStale("usage");
  expect(await listWindows()).toEqual([]);
  expect(await listTokens()).toEqual([21]);
});
