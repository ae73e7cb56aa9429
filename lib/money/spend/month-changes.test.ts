import Big from "big.js";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, countDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { forecastDays, forecastMonth } from "./forecast";
import { getSpendMonth, toComparedMonths } from "./month";
import { getMonthChanges } from "./month-changes";

const today = toDay(new Date());
const finance = permitFor("finance", "cost:read");
const dollars = { currency: "USD", totals: [] };
const lead = permitFor(newActor("lead", { workspaceIds: ["a"] }), "cost:read");
const { after, before } = toComparedMonths(today);
const isIn = ({ from, to }: DayRange, day: string) => from <= day && day <= to;

beforeEach(async () => {
  await resetDatabase();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  const db = await database();
  await db
    .insert(workspaces)
    .values(["a", "b"].map((id) => ({ id, name: id.toUpperCase(), isDefault: false, tags: {}, ...seen })));
});

describe("the compared days", () => {
  test.each([
    ["2026-11-28", "2026-11-01", "2026-11-27", "2026-10-01", "2026-10-27"],
    ["2026-11-02", "2026-11-01", "2026-11-01", "2026-10-01", "2026-10-01"],
    ["2026-03-31", "2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"],
    ["2026-11-01", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
    ["2026-03-01", "2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"],
  ])("the compared days on %s are %s to %s and %s to %s", (day, from, to, beforeFrom, beforeTo) => {
    expect(toComparedMonths(day)).toEqual({
      after: { from, to },
      before: { from: beforeFrom, to: beforeTo },
    });
  });
});

/** A rises by a lot, B falls by less, and today's cost belongs to no comparison. */
async function fill(): Promise<void> {
  await markRead(["cost"]);
  for (const day of listDays({ from: before.from, to: today })) {
    const isLate = day >= after.from;
    const rows = [
      costRow({ workspaceId: "a", model: "opus", cents: isLate ? "300.123456789" : "0.1" }),
      costRow({ workspaceId: "b", model: "haiku", cents: isLate ? "0.000000001" : "20.7" }),
      costRow({ workspaceId: "b", model: null, cents: "1" }),
    ];
    await replaceDay("cost", day, rows, new Date());
  }
}

test("changes are exact, and the month shows the same difference", async () => {
  await fill();
  const times = (cents: string, range: DayRange) => new Big(cents).times(countDays(range));
  const a = times("300.123456789", after).minus(times("0.1", before));
  const b = times("1.000000001", after).minus(times("21.7", before));
  const found = await getMonthChanges(finance, dollars);
  expect(found).toMatchObject({
    ...{ after, before },
    differenceCents: a.plus(b).toFixed(),
    story: { span: null, drivers: [{ kind: "workspace", key: "a", label: "A" }], effects: null },
  });
  expect(a.gt(b.abs()), "A differs most").toBe(true);
  const month = await getSpendMonth(finance);
  if (isIn({ from: `${today.slice(0, 7)}-01`, to: today }, after.to))
    expect(month.compared).toEqual({
      ...{ after, before },
      afterCents: found?.afterCents,
      beforeCents: found?.beforeCents,
    });
  else expect(month.compared).toBeNull();
});

test("a lead sees only the change of their workspaces", async () => {
  await fill();
  const found = await getMonthChanges(lead, dollars);
  const difference = new Big("300.123456789")
    .times(countDays(after))
    .minus(new Big("0.1").times(countDays(before)));
  expect(found).toMatchObject({ differenceCents: difference.toFixed(), story: { drivers: [{ key: "a" }] } });
});

test("nothing is compared while a day is missing, or with months without cost", async () => {
  await markRead(["cost"], { count: countDays({ from: before.from, to: today }) - 1 });
  expect(await getMonthChanges(finance, dollars)).toBeNull();
  await markRead(["cost"]);
  expect(await getMonthChanges(finance, dollars)).toBeNull();
  await replaceDay("cost", addDays(today, -1), [costRow({ workspaceId: "a", cents: "5" })], new Date());
  expect(await getMonthChanges(finance, dollars)).toBeNull();
});

test("the forecast by day ends at the forecast of the month", () => {
  const day = "2026-11-24";
  const days = new Map(
    listDays({ from: addDays(day, -400), to: day }).map((one, index) => [one, String(50 + (index % 9))]),
  );
  const course = forecastDays(days, day);
  expect(course).toHaveLength(7);
  expect(course?.at(-1)).toEqual(forecastMonth(days, day));
  const sums = course?.map(({ cents }) => Number(cents)) ?? [];
  expect(sums).toEqual(sums.toSorted((one, other) => one - other));
});
