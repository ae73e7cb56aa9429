import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { addDays, countDays, listDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { listSpendActors } from "./actors";
import { getSpendChanges } from "./changes";
import { getChargeback } from "./chargeback";
import { forecastMonth, toForecastDays } from "./forecast";
import { getSpendMonth, toLastMonth } from "./month";
import { loadChargebackSearch } from "./search-params";
import { getUnusualDays } from "./unusual-days";

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const toCount = (from: string) => countDays({ from, to: today });
const finance = permitFor("finance", "cost:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w"] }), "cost:read");

beforeEach(async () => {
  await resetDatabase();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  const db = await database();
  await db.insert(workspaces).values({ id: "w", name: "W", isDefault: false, tags: {}, ...seen });
});

async function read(count: number): Promise<void> {
  for (let age = count - 1; age >= 0; age -= 1) {
    const cents = age === 3 ? "9000" : "1000";
    await replaceDay("cost", ago(age), [costRow({ workspaceId: "w", model: "m", cents })], new Date());
  }
}

describe.each([
  ["finance", finance],
  ["a lead", lead],
])("to %s", (_, by) => {
  test("nothing is concluded and nothing is zero while nothing is loaded", async () => {
    const loading = { done: 0, total: 400, readDays: 0, isFailing: false };
    expect(await getSpendMonth(by)).toMatchObject({
      ...{ cents: null, lastCents: null, compared: null, forecast: null, loading },
      course: { now: [], last: [], expected: [] },
    });
    const range = { from: ago(7), to: ago(1) };
    expect(await getUnusualDays(by, range)).toMatchObject({
      days: [],
      incompleteDays: 0,
      unusualDays: [],
      loading,
    });
    const query = { after: range, before: { from: ago(14), to: ago(8) }, by: "workspace" as const };
    expect(await getSpendChanges(by, query)).toMatchObject({ loading });
    expect(await getChargeback(by, loadChargebackSearch(""))).toMatchObject({ loading });
    expect(await listSpendActors(by, { ...range, kind: "key", page: 1 })).toMatchObject({ loading });
  });

  test("a day is unusual only once the eight weeks before it are loaded", async () => {
    const range = { from: ago(5), to: ago(1) };
    await read(34);
    expect(await getUnusualDays(by, range)).toMatchObject({
      unusualDays: [],
      loading: { done: 34, total: 400 },
    });
    await read(3 + 56);
    expect((await getUnusualDays(by, range)).unusualDays, "a baseline without its oldest day").toEqual([]);
    await read(3 + 56 + 1);
    const found = await getUnusualDays(by, range);
    expect(found.unusualDays).toMatchObject([{ day: ago(3) }]);
    expect(found.loading, "the older days of the range cannot be judged yet").toMatchObject({ done: 60 });
    await read(5 + 56 + 1);
    expect(await getUnusualDays(by, range)).toMatchObject({ unusualDays: [{ day: ago(3) }], loading: null });
  });
});

test("the forecast appears once the month and four weeks are loaded, before older history", async () => {
  const least = toCount(toForecastDays(today).from);
  await read(least - 1);
  expect(await getSpendMonth(finance)).toMatchObject({ forecast: null, loading: { done: least - 1 } });
  await read(least);
  const month = await getSpendMonth(finance);
  expect(month.forecast).toMatchObject({ isProvisional: true });
  expect(month.cents).not.toBeNull();
  await read(400);
  expect((await getSpendMonth(finance)).forecast).toMatchObject({ isProvisional: false });
});

test("a comparison with last month waits until all of it is loaded", async () => {
  const last = toLastMonth(today);
  await markRead(["cost"], { count: toCount(last.from) - 1 });
  expect(await getSpendMonth(finance)).toMatchObject({ cents: "0", lastCents: null, compared: null });
  await markRead(["cost"], { count: toCount(last.from) });
  expect(await getSpendMonth(finance)).toMatchObject({ lastCents: "0", loading: null });
});

test("days that aren't known are missing in the month's course, not zero", async () => {
  env.HISTORY_DAYS = 2;
  for (const day of ["2026-10-02", "2026-10-04"])
    await replaceDay("cost", day, [costRow({ workspaceId: "w", cents: "1000" })], new Date());
  const month = await getSpendMonth(finance, {}, "2026-10-04");
  env.HISTORY_DAYS = 400;
  expect(month.course.now).toEqual([null, "1000", null, "2000"]);
  expect(month).toMatchObject({ loading: null, missingDays: 1, unkeptDays: 1 });
});

test("days that are older than the history are told apart from those that are still to be loaded", async () => {
  await markRead(["cost"], { count: 5 });
  env.HISTORY_DAYS = 10;
  const after = { from: ago(8), to: ago(1) };
  const before = { from: ago(18), to: ago(9) };
  const changes = await getSpendChanges(finance, { after, before, by: "workspace" });
  const last = await getChargeback(finance, loadChargebackSearch("month=2026-02"));
  env.HISTORY_DAYS = 400;
  expect(changes).toMatchObject({ missingDays: 5, unkeptDays: 9, story: null });
  expect(last).toMatchObject({ missingDays: 0, unkeptDays: 28, loading: null });
});

test("a forecast at a month's end doesn't count missing first days as zero", () => {
  const end = "2026-10-31";
  const days = new Map(listDays({ from: addDays(end, -29), to: end }).map((day) => [day, "100"]));
  expect(forecastMonth(days, end), "the first of the month is not known").toBeNull();
  days.set(toPeriodStart(end, "month"), "100");
  expect(forecastMonth(days, end)?.cents).toBe("3100");
});

test("a statement appears once its month is loaded, whatever else is missing", async () => {
  const { from, to } = toLastMonth(today);
  const search = loadChargebackSearch("");
  await markRead(["cost"], { count: toCount(from) - 1 });
  expect((await getChargeback(finance, search)).loading).not.toBeNull();
  await resetDatabase();
  await markRead(["cost"], { daysAgo: toCount(to) - 1, count: countDays({ from, to }) });
  expect((await getChargeback(finance, search)).loading).toBeNull();
});
