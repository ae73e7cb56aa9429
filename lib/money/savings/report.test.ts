import Big from "big.js";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markRead } from "@/lib/core/history/test-history";
import { sumDecimals } from "@/lib/core/money/money-math";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay } from "@/lib/money/reports/test-day";
import { type Traffic, toCostRows, toUsageRow } from "@/lib/money/reports/test-traffic";
import { getSavings } from "./report";
import { loadSavingsSearch, toAdviceMonth, toSavingsQuery } from "./search-params";

const now = new Date("2026-11-28T12:00:00Z");
const today = "2026-11-28";
const finance = permitFor("finance", "cost:read");
const lead = (...workspaceIds: string[]) => permitFor(newActor("lead", { workspaceIds }), "cost:read");
const october = { from: "2026-10-01", to: "2026-10-31" };

const standard: Traffic = {
  workspaceId: "a",
  model: "m",
  serviceTier: "standard",
  uncached: [1_000_000, "300"],
  read: [10_000_000, "300"],
  output: [100_000, "150"],
};
const batch: Traffic = {
  workspaceId: "b",
  model: "m",
  serviceTier: "batch",
  uncached: [2_000_000, "300"],
  output: [500_000, "375"],
};

async function store(days: Record<string, readonly Traffic[]>): Promise<void> {
  for (const [day, traffic] of Object.entries(days)) {
    await replaceDay("cost", day, traffic.flatMap(toCostRows), new Date(1));
    await replaceDay("usage", day, traffic.map(toUsageRow), new Date(1));
  }
  await markRead(["cost", "usage"]);
  await sumStale("cost", []);
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  await resetDatabase();
});

describe("the savings of a range", () => {
  test("the savings of a range add up over models and months, and with what was paid to the full price", async () => {
    await store({
      "2026-09-30": [{ ...standard, model: "n" }],
      "2026-10-05": [standard, { ...batch, workspaceId: "a" }],
    });
    const found = await getSavings(finance, october, now);
    expect(found).toMatchObject({
      paidCents: "1425",
      cachingCents: "2700",
      batchingCents: "675",
      savedCents: "3375",
      fullCents: "4800",
      tokens: "13600000",
      loading: null,
      isSumming: false,
    });
    expect(found.months.map(({ month, savedCents }) => [month, savedCents])).toEqual([
      ["2026-09-01", "2700"],
      ["2026-10-01", "3375"],
    ]);
    const both = await getSavings(finance, { from: "2026-09-01", to: "2026-10-31" }, now);
    expect(both.models.map(({ model }) => model)).toEqual(["m", "n"]);
    for (const name of ["paidCents", "cachingCents", "batchingCents", "savedCents", "fullCents"] as const)
      for (const rows of [both.models, both.months])
        expect(new Big(sumDecimals(rows.map((row) => row[name]))).eq(both[name]), name).toBe(true);
  });

  test("the savings of a range are those of the workspaces that a lead leads", async () => {
    await store({ "2026-10-05": [standard, batch] });
    expect(await getSavings(lead("a"), october, now)).toMatchObject({ paidCents: "750", savedCents: "2700" });
    // The standard price is that of the organization, because workspace b never paid one.
    expect(await getSavings(lead("b"), october, now)).toMatchObject({ paidCents: "675", savedCents: "675" });
    expect(await getSavings(lead(), october, now)).toMatchObject({ models: [], savedCents: "0" });
    expect(await getSavings(finance, october, now)).toMatchObject({ savedCents: "3375" });
  });

  test("the savings of a range are in one currency, and name what isn't known", async () => {
    const { uncached: _, ...cachedOnly } = standard;
    await store({ "2026-10-05": [standard, { ...cachedOnly, model: "n" }] });
    expect(await getSavings(finance, october, now)).toMatchObject({
      unpricedTokens: "10000000",
      currency: "USD",
    });
    expect(await getSavings(finance, { ...october, currency: "EUR" }, now)).toMatchObject({ models: [] });
  });

  test("the savings of a range are waited for while days are loading or not yet added up", async () => {
    await replaceDay("cost", "2026-10-05", toCostRows(standard), new Date(1));
    expect(await getSavings(finance, october, now)).toMatchObject({ isSumming: true, models: [] });
    expect((await getSavings(finance, october, now)).loading).not.toBeNull();
  });
});

describe("a range", () => {
  const toQuery = (search: string) => toSavingsQuery(loadSavingsSearch(new URLSearchParams(search)), today);

  test.each([
    ["", "2026-10-01", "2026-10-31"],
    ["range=this_month", "2026-11-01", today],
    ["range=quarter", "2026-10-01", today],
    ["range=12_months", "2025-11-01", "2026-10-31"],
    ["from=2026-08-17&to=2026-09-03", "2026-08-01", "2026-09-30"],
    ["from=2026-11-05&to=2026-11-06", "2026-11-01", today],
    ["from=2026-11-06&to=2026-11-05", "2026-10-01", "2026-10-31"],
    ["from=2027-11-06&to=2027-11-07", "2026-10-01", "2026-10-31"],
  ])("a range of %j is the whole months from %s to %s", (search, from, to) => {
    expect(toQuery(search)).toEqual({ from, to, currency: null });
  });

  test("a range has advice about its last month that is over", () => {
    expect(toAdviceMonth(october, today)).toBe("2026-10-01");
    expect(toAdviceMonth({ from: "2026-01-01", to: today }, today)).toBe("2026-10-01");
    expect(toAdviceMonth({ from: "2026-01-01", to: "2026-06-30" }, today)).toBe("2026-06-01");
  });
});
