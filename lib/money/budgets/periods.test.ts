import { beforeEach, describe, expect, test } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { budgetCrossings, budgets, budgetWarnings } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, countDays, listDays, toDay, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { everyone } from "@/lib/core/organization/visibility";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { getSpendMonth } from "@/lib/money/spend/month";
import { recordCrossings } from "./crossings";
import { readBudgets } from "./list-read-model";
import { isAtRisk, toOutlook } from "./outlook";
import { type BudgetPeriod, toBudgetEnd, toBudgetStart } from "./vocabulary";

beforeEach(resetDatabase);

async function addBudget(given: Partial<typeof budgets.$inferInsert>): Promise<void> {
  const at = new Date("2020-01-01T00:00:00Z");
  const db = await database();
  await db.insert(budgets).values({
    id: "00000000-0000-4000-8000-000000000001",
    scope: "organization",
    cents: "1000",
    thresholds: [80, 100],
    createdBy: "x",
    createdAt: at,
    changedAt: at,
    ...given,
  });
}

const spend = (day: string, cents: string) =>
  replaceDay("cost", day, [costRow({ workspaceId: "w", cents })], new Date());

test.each<[BudgetPeriod, string, string, string]>([
  ["month", "2026-02-10", "2026-02-01", "2026-02-28"],
  ["quarter", "2026-11-28", "2026-10-01", "2026-12-31"],
  ["quarter", "2026-01-31", "2026-01-01", "2026-03-31"],
  ["year", "2026-11-28", "2026-01-01", "2026-12-31"],
])("the %s of %s is from %s to %s", (period, day, from, to) => {
  expect([toBudgetStart(day, period), toBudgetEnd(day, period)]).toEqual([from, to]);
});

describe("a budget for a quarter or a year", () => {
  test("a budget for a quarter or a year sums the months of its period and reaches its thresholds once", async () => {
    await addBudget({ period: "quarter" });
    await spend("2026-09-30", "5000");
    await spend("2026-10-10", "500");
    await spend("2026-11-10", "400");
    await recordCrossings(new Date("2026-11-24T12:00:00Z"));
    await spend("2026-11-11", "100");
    await recordCrossings(new Date("2026-11-25T12:00:00Z"));
    const db = await database();
    expect(await db.select().from(budgetCrossings)).toMatchObject([
      { month: "2026-Q4", threshold: 80, cents: "900" },
      { month: "2026-Q4", threshold: 100, cents: "1000" },
    ]);
  });

  test("a budget for a quarter or a year counts the previous period during its first days, like a month", async () => {
    await addBudget({ period: "year" });
    await spend("2026-12-31", "5000");
    await recordCrossings(new Date("2027-01-03T00:00:00Z"));
    const db = await database();
    expect((await db.select().from(budgetCrossings)).map(({ month }) => month)).toEqual(["2026", "2026"]);
  });

  test("a budget for a quarter or a year is expected to cost what it has, and each remaining day its weekday's average", () => {
    const today = "2026-11-28";
    const days = new Map(listDays({ from: "2026-10-20", to: "2026-11-27" }).map((day) => [day, "10"]));
    const months = [
      { month: "2026-09", cents: "7000" },
      { month: "2026-10", cents: "310" },
      { month: "2026-11", cents: "275" },
    ];
    expect(toOutlook({ period: "quarter", days, months, today })).toEqual({
      spentCents: "585",
      forecastCents: String(310 + 300 + 310),
    });
    expect(toOutlook({ period: "month", days, months, today }).forecastCents).toBe("300");
    const unread = months.map((one, index) => (index === 1 ? { ...one, cents: null } : one));
    expect(toOutlook({ period: "quarter", days, months: unread, today })).toEqual({
      spentCents: null,
      forecastCents: null,
    });
  });
});

describe("a budget that will be missed", () => {
  const today = toDay(new Date());
  const month = { from: toPeriodStart(today, "month"), to: toPeriodEnd(today, "month") };

  test("a budget that will be missed is at risk by its own threshold, before it is spent", () => {
    const judged = { cents: "1000", forecastThreshold: 90, spentCents: "500", forecastCents: "900" };
    expect(isAtRisk(judged)).toBe(true);
    expect(isAtRisk({ ...judged, forecastCents: "899" })).toBe(false);
    expect(isAtRisk({ ...judged, spentCents: "900" })).toBe(false);
    expect(isAtRisk({ ...judged, forecastThreshold: null })).toBe(false);
    expect(isAtRisk({ ...judged, forecastCents: null })).toBe(false);
  });

  test("a budget that will be missed is judged by the forecast that is shown for the month, without its spikes and as corrected", async () => {
    await markRead(["cost"]);
    const days = listDays({ from: addDays(today, -160), to: addDays(today, -1) });
    for (const [index, day] of days.entries())
      await spend(day, day === addDays(today, -9) ? "90000" : String(1000 + index * 10));
    await addBudget({});
    const { forecast } = await getSpendMonth(permitFor("finance", "cost:read"));
    expect(forecast?.basis).toMatchObject({ usualDays: [addDays(today, -9)] });
    expect(await readBudgets(everyone, today)).toMatchObject([{ forecastCents: forecast?.cents }]);
  });

  test("a budget that will be missed is recorded once per period", async () => {
    await markRead(["cost"]);
    for (const day of listDays({ from: addDays(today, -35), to: addDays(today, -1) }))
      await spend(day, "100");
    // Less than 90% is spent on the last day, too.
    await addBudget({ cents: String(109 * countDays(month)), forecastThreshold: 90 });
    expect(await readBudgets(everyone, today)).toMatchObject([{ isAtRisk: true, crossed: null }]);
    await recordCrossings();
    await spend(today, "120");
    await recordCrossings();
    const db = await database();
    const warnings = await db.select().from(budgetWarnings);
    expect(warnings).toMatchObject([
      { period: today.slice(0, 7), threshold: 90, forecastCents: String(100 * countDays(month)) },
    ]);
  });
});
