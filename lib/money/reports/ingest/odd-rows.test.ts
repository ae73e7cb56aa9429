import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { unreadableRows } from "@/lib/core/db/directory-tables";
import { costRows, reportDays, usageHours, usageRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, listDays, toDay } from "@/lib/core/format/calendar";
import { getCost } from "@/lib/money/reports/cost/report";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { serveReports, toBucket, toPage } from "@/lib/money/reports/test-server";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { fetchActorCosts } from "./actor-cost-sync";
import { planWindows, reportNames } from "./plan-windows";
import { fetchWindow } from "./sync";

beforeEach(resetDatabase);

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const window = { from: ago(6), to: ago(4) };

async function listParts() {
  const db = await database();
  const rows = await db.select().from(unreadableRows).orderBy(unreadableRows.noun, unreadableRows.part);
  return rows.map(({ noun, part, count, samples }) => [
    noun,
    part,
    count,
    samples[0]?.field,
    samples[0]?.problem,
  ]);
}

async function listRead(): Promise<string[]> {
  const db = await database();
  const rows = await db.select({ day: reportDays.day }).from(reportDays).orderBy(reportDays.day);
  return rows.map(({ day }) => day);
}

describe("an unreadable row of a report", () => {
  test("leaves the other rows alone, and marks its day as incomplete in every report", async () => {
    const sandbox = resetSandbox();
    for (const report of reportNames) await fetchWindow(report, window);
    await fetchActorCosts(window);
    const db = await database();
    const count = async () => ({
      cost: await db.$count(costRows),
      usage: await db.$count(usageRows),
      hours: await db.$count(usageHours, sql`axes = 'workspace_model'`),
      actors: await db.$count(actorCostRows),
    });
    const before = await count();
    sandbox.faults.add({ kind: "odd_rows" });
    for (const report of reportNames) await fetchWindow(report, window);
    await fetchActorCosts(window);
    const days = listDays(window);
    const after = await count();
    expect(after.cost).toBe(before.cost - days.length);
    expect(after.usage).toBe(before.usage - days.length);
    expect(after.actors).toBe(before.actors - 1);
    const parts = await listParts();
    for (const [report, field, problem] of [
      ["cost", "amount", "form"],
      ["usage", "uncached_input_tokens", "type"],
      ["usage-geo", "uncached_input_tokens", "type"],
      ["claude-code", "core_metrics", "type"],
    ] as const)
      expect(parts.filter(([noun]) => noun === report)).toEqual(
        days.map((day) => [report, day, 1, field, problem]),
      );
    expect(parts.filter(([noun]) => noun === "actor-cost")).toEqual([
      ["actor-cost", window.from, 1, "cost.amount", "form"],
    ]);
    expect(parts.filter(([noun]) => noun === "usage-hours").length).toBe(days.length);
  });

  test("marks the page until the day can be read", async () => {
    const by = permitFor("finance", "cost:read");
    const query = {
      ...window,
      group: "model",
      granularity: "day",
      filter: {},
      currency: null,
      compare: "none",
      top: 3,
    } as const;
    const sandbox = resetSandbox();
    sandbox.faults.add({ kind: "odd_rows" });
    await fetchWindow("cost", window);
    expect(await getCost(by, query)).toMatchObject({ incompleteDays: 3 });
    expect(await getCost(by, { ...query, from: ago(4) })).toMatchObject({ incompleteDays: 1 });
    sandbox.faults.clear();
    await fetchWindow("cost", window);
    expect(await getCost(by, query)).toMatchObject({ incompleteDays: 0 });
    expect(await listParts()).toEqual([]);
  });

  test("causes its day to be read again every 24 hours, even if the day is settled", async () => {
    const historyDays = 7;
    const now = new Date();
    for (const day of listDays({ from: ago(6), to: today })) await replaceDay("cost", day, [], now);
    serveReports(() => toPage([toBucket(ago(5), { amount: "a lot" })]));
    await fetchWindow("cost", { from: ago(5), to: ago(5) });
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const wanted = async (hours: number) =>
      (await planWindows("cost", { now: inHours(hours), historyDays: historyDays + 1 })).some(
        ({ from, to }) => from <= ago(5) && ago(5) <= to,
      );
    expect(await wanted(20)).toBe(false);
    expect(await wanted(25)).toBe(true);
  });

  test("that is a whole bucket keeps the known rows of its day", async () => {
    await replaceDay("cost", ago(5), [costRow({ cents: "5" })], new Date(0));
    serveReports(() => toPage([toBucket(ago(6), { amount: "1" }), { ...toBucket(ago(5)), results: "none" }]));
    await fetchWindow("cost", { from: ago(6), to: ago(5) });
    const db = await database();
    expect(await db.$count(costRows)).toBe(2);
    expect(await listParts()).toEqual([["cost", ago(5), 1, "results", "type"]]);
  });

  test("that is a bucket without a day marks every missing day", async () => {
    await replaceDay("cost", ago(5), [costRow({ cents: "5" })], new Date(0));
    serveReports(() => toPage([toBucket(ago(6), { amount: "1" }), { starting_at: "soon", results: [] }]));
    await fetchWindow("cost", window);
    const db = await database();
    expect(await db.$count(costRows)).toBe(2);
    expect(await listParts()).toEqual([ago(5), ago(4)].map((day) => ["cost", day, 1, "starting_at", "form"]));
  });
});

test.each(["claude-code", "usage-hours"] as const)(
  "pages of %s that go around in circles end",
  async (report) => {
    const asked = serveReports((_, query) =>
      toPage([], query.get("page") === "page_a" ? "page_b" : "page_a"),
    );
    await expect(fetchWindow(report, window)).rejects.toMatchObject({ code: "bad_answer" });
    expect(asked).toHaveLength(3);
  },
);

test("pages of analytics that go around in circles end", async () => {
  const asked = serveReports((_, query) => toPage([], query.get("page") === "page_a" ? "page_b" : "page_a"));
  await expect(fetchActorCosts(window)).rejects.toMatchObject({ code: "bad_answer" });
  // Organizations are asked for first, then people.
  expect(asked).toHaveLength(6);
});

describe("hourly usage", () => {
  const hour = (day: string, at: number, output_tokens = 1) => ({
    starting_at: `${day}T${String(at).padStart(2, "0")}:00:00Z`,
    results: [{ model: "m", output_tokens }],
  });
  const read = () => fetchWindow("usage-hours", { from: ago(6), to: ago(5) });

  test.each([
    ["out of order", [hour(ago(5), 1), hour(ago(6), 3)]],
    ["out of order within a day", [hour(ago(6), 3), hour(ago(6), 1)]],
    ["twice", [hour(ago(6), 1), hour(ago(6), 1)]],
    ["before the window", [hour(ago(7), 23)]],
    ["after the window", [hour(ago(4), 0)]],
  ])("reported %s is an invalid response", async (_, buckets) => {
    serveReports(() => toPage(buckets));
    await expect(read()).rejects.toMatchObject({ code: "bad_answer" });
  });

  test("can be reported one hour per page", async () => {
    const hours = [ago(6), ago(5)].flatMap((day) => Array.from({ length: 24 }, (_, at) => hour(day, at)));
    serveReports((_, query) => {
      const at = Number(query.get("page")?.slice(5) ?? 0);
      return toPage([hours[at]], at + 1 < hours.length ? `page_${at + 1}` : null);
    });
    await read();
    const db = await database();
    expect(await db.$count(usageHours, sql`axes = 'workspace_model'`)).toBe(48);
    expect(await listRead()).toEqual([ago(6), ago(5)]);
  });

  test("loses its marks of unreadable rows when its days are deleted", async () => {
    const db = await database();
    const old = { noun: "usage-hours", count: 1, samples: [], seenAt: new Date(0) };
    await db.insert(unreadableRows).values([
      { ...old, part: ago(40) },
      { ...old, part: ago(20) },
    ]);
    serveReports(() => toPage([hour(ago(6), 1)]));
    await read();
    expect((await listParts()).map(([, part]) => part)).toEqual([ago(20)]);
  });

  test("with an unreadable hour marks the days around it", async () => {
    serveReports(() => toPage([hour(ago(6), 23), { starting_at: "midnight" }, hour(ago(5), 1)]));
    await read();
    expect(await listParts()).toEqual(
      [ago(6), ago(5)].map((day) => ["usage-hours", day, 1, "starting_at", "form"]),
    );
  });
});
