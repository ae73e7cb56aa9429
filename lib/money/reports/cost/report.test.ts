import Big from "big.js";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import type { CostReport } from "@/lib/money/reports/schema";
import type { Filter } from "@/lib/money/reports/search-params";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyCostRow, costRow } from "@/lib/money/reports/test-rows";
import { dailyGranularities, noKey, otherKey, topCounts } from "@/lib/money/reports/vocabulary";
import { type CostDimension, type CostGroup, costDimensions } from "./dimensions";
import { getCost } from "./report";
import type { CostQuery } from "./search-params";

beforeEach(resetDatabase);

const by = permitFor("finance", "cost:read");
const today = toDay(new Date());
const first = addDays(today, -99);

async function store(days: Record<string, CostRow[]>): Promise<void> {
  for (const [day, rows] of Object.entries(days)) await replaceDay("cost", day, rows, new Date());
}

async function saveWorkspaces(...given: { id: string; name: string; isDefault?: boolean }[]): Promise<void> {
  const db = await database();
  const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {}, tags: {} };
  await db.insert(workspaces).values(given.map((one) => ({ isDefault: false, ...seen, ...one })));
}

function toTotal(amounts: { cents: string }[]): string {
  return amounts.reduce((total, { cents }) => total.plus(cents), new Big(0)).toFixed();
}

function toQuery(query: Partial<CostQuery> = {}): CostQuery {
  return {
    from: first,
    to: today,
    group: "workspace",
    granularity: "day",
    filter: {},
    currency: null,
    compare: "previous",
    top: 8,
    ...query,
  };
}

const anyDays = fc.array(
  fc.record({ offset: fc.integer({ min: 0, max: 99 }), rows: fc.array(anyCostRow, { maxLength: 12 }) }),
  { minLength: 1, maxLength: 6 },
);
const anyFilter: fc.Arbitrary<Filter<CostDimension>> = fc.record(
  {
    workspace: fc.subarray(["wrkspc_default", "wrkspc_a", "wrkspc_unknown"], { minLength: 1 }),
    model: fc.subarray([noKey, "claude-opus-5", "claude-next-9"], { minLength: 1 }),
    token_type: fc.subarray([noKey, "output_tokens"], { minLength: 1 }),
    inference_geo: fc.subarray([noKey, "us"], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const toKey: Record<CostGroup, (row: CostRow) => string> = {
  workspace: (row) => row.workspaceId ?? "wrkspc_default",
  model: (row) => row.model ?? noKey,
  token_type: (row) => row.tokenType ?? noKey,
  cost_type: (row) => row.costType ?? noKey,
  description: (row) => row.description ?? noKey,
  service_tier: (row) => row.serviceTier ?? noKey,
  context_window: (row) => row.contextWindow ?? noKey,
  inference_geo: (row) => row.inferenceGeo ?? noKey,
};

function isFound(row: CostRow, filter: Filter<CostDimension>): boolean {
  return costDimensions.every((name) => filter[name]?.includes(toKey[name]?.(row) ?? "") ?? true);
}

/** Checks that the report has only its own currency and states every other total: nothing is added or left out. */
function checkCurrencies({ currency, totals }: CostReport, query: CostQuery, rows: CostRow[]): void {
  const present = [...new Set(rows.map((row) => row.currency))].toSorted();
  const usual = present.includes("USD") ? "USD" : present[0];
  if (query.currency ?? usual) expect(currency).toBe(query.currency ?? usual);
  const expected = present.every((one) => one === currency) ? [] : present;
  expect(totals.map((total) => total.currency).toSorted()).toEqual(expected);
  for (const total of totals)
    expect(total.cents).toBe(toTotal(rows.filter((row) => row.currency === total.currency)));
}

const anyQuery = fc
  .record({
    start: fc.integer({ min: 0, max: 99 }),
    length: fc.integer({ min: 0, max: 99 }),
    group: fc.constantFrom(...costDimensions),
    granularity: fc.constantFrom(...dailyGranularities),
    compare: fc.constantFrom("previous", "last_month", "none"),
    top: fc.constantFrom(...topCounts),
    filter: anyFilter,
    currency: fc.constantFrom(null, null, "USD", "EUR", "GBP"),
  })
  .map(({ start, length, ...query }) => ({
    ...query,
    from: addDays(first, start),
    to: addDays(first, Math.min(99, start + length)),
  }));

async function checkCompared({ series, ...report }: CostReport, query: CostQuery): Promise<void> {
  const { compared, buckets, currency } = report;
  if (!compared) return expect(query.compare).toBe("none");
  const { from, to, total, bars, rest } = compared;
  expect(bars).toHaveLength(buckets.length);
  if (total === null) return;
  const alone = await getCost(by, { ...query, currency, from, to, compare: "none" });
  expect(total).toBe(alone.totalCents);
  const parts = [...bars, ...rest].flatMap((part) => (part ? { cents: part.value ?? "unread" } : []));
  expect(toTotal(parts)).toBe(total);
  expect(toTotal(series.map(({ beforeCents }) => ({ cents: beforeCents ?? "unread" })))).toBe(total);
  const before = new Map(alone.series.map(({ key, cents }) => [key, cents]));
  for (const { key, beforeCents } of series.filter((part) => part.key !== otherKey))
    expect(beforeCents).toBe(before.get(key) ?? "0");
}

test("the parts add up exactly to the rows for every range, group, filter, granularity, and number of parts", async () => {
  await saveWorkspaces(
    { id: "wrkspc_default", name: "Default", isDefault: true },
    { id: "wrkspc_a", name: "A" },
  );
  const check = async (days: { offset: number; rows: CostRow[] }[], queries: CostQuery[]) => {
    const stored = Object.fromEntries(days.map(({ offset, rows }) => [addDays(first, offset), rows]));
    await store(Object.fromEntries(Array.from({ length: 100 }, (_, offset) => [addDays(first, offset), []])));
    await store(stored);
    for (const query of queries) {
      const report = await getCost(by, query);
      const inRange = Object.entries(stored)
        .filter(([day]) => day >= query.from && day <= query.to)
        .flatMap(([day, rows]) => rows.map((row) => ({ day, row })))
        .filter(({ row }) => isFound(row, query.filter));
      const found = inRange.filter(({ row }) => row.currency === report.currency);
      checkCurrencies(
        report,
        query,
        inRange.map(({ row }) => row),
      );
      const expected = toTotal(found.map(({ row }) => row));
      expect(report.totalCents).toBe(expected);
      expect(toTotal(report.series)).toBe(expected);
      expect(toTotal(report.buckets.map((bucket) => ({ cents: bucket.totalCents })))).toBe(expected);
      const starts = report.buckets.map(({ startsOn }) => startsOn);
      for (const { startsOn, parts, totalCents } of report.buckets) {
        expect(toTotal(parts)).toBe(totalCents);
        const inBar = found.filter(({ day }) => starts.findLast((start) => start <= day) === startsOn);
        for (const { key, cents } of parts.filter((part) => part.key !== otherKey)) {
          const inPart = inBar.filter(({ row }) => toKey[query.group]?.(row) === key);
          expect(cents).toBe(toTotal(inPart.map(({ row }) => row)));
        }
      }
      await checkCompared(report, query);
    }
  };
  const queries = fc.array(anyQuery, { minLength: 12, maxLength: 12 });
  await fc.assert(fc.asyncProperty(anyDays, queries, check), { numRuns: 4 });
}, 120_000);

describe("in a report by workspace", () => {
  test("Default is one row whatever its ID is in the report, and an unknown workspace keeps its ID", async () => {
    await saveWorkspaces(
      { id: "wrkspc_default", name: "Default", isDefault: true },
      { id: "wrkspc_a", name: "Shop" },
    );
    await store({
      [today]: [
        costRow({ cents: "1" }),
        costRow({ cents: "2.5", workspaceId: "wrkspc_default" }),
        costRow({ cents: "9", workspaceId: "wrkspc_a" }),
        costRow({ cents: "0.5", workspaceId: "wrkspc_gone" }),
      ],
    });
    const { series, totalCents } = await getCost(by, toQuery());
    expect(series).toMatchObject([
      { key: "wrkspc_a", label: "Shop", color: 0, cents: "9", share: 0.692308 },
      { key: "wrkspc_default", label: null, color: 1, cents: "3.5", share: 0.269231 },
      { key: "wrkspc_gone", label: "wrkspc_gone", color: 2, cents: "0.5", share: 0.038462 },
    ]);
    expect(totalCents).toBe("13");
  });

  test("Default has a row before the directory knows its ID", async () => {
    await store({ [today]: [costRow({ cents: "1" })] });
    expect((await getCost(by, toQuery())).series).toMatchObject([{ key: defaultKey, label: null }]);
  });

  test("the largest parts have their own place in the bars, and the others are added up", async () => {
    const rows = Array.from({ length: 12 }, (_, index) =>
      costRow({ workspaceId: `w${index}`, cents: `${index + 1}` }),
    );
    await store({ [today]: rows });
    const { buckets, series } = await getCost(by, toQuery({ from: today }));
    expect(series).toHaveLength(12);
    expect(buckets[0]?.parts).toHaveLength(9);
    expect(buckets[0]?.parts.find(({ key }) => key === otherKey)).toEqual({ key: otherKey, cents: "10" });
    expect(buckets[0]?.totalCents).toBe("78");
  });
});

test("grouped by model, cost without a model is a separate row, and an unknown model keeps its name", async () => {
  await store({
    [today]: [
      costRow({ cents: "3", model: "claude-next-9" }),
      costRow({ cents: "2", costType: "quantum_usage" }),
    ],
  });
  expect((await getCost(by, toQuery({ group: "model" }))).series).toMatchObject([
    { key: "claude-next-9", label: "claude-next-9", cents: "3" },
    { key: noKey, label: null, cents: "2" },
  ]);
});

describe("a lead", () => {
  const rows = [
    costRow({ cents: "1" }),
    costRow({ cents: "2", workspaceId: "wrkspc_a", model: "m" }),
    costRow({ cents: "4", workspaceId: "wrkspc_b", model: "m" }),
  ];
  const asLead = (...workspaceIds: string[]) => permitFor(newActor("lead", { workspaceIds }), "cost:read");

  test.each(costDimensions)(
    "a lead sees only their own workspaces when cost is grouped by %s",
    async (group) => {
      await store({ [today]: rows });
      const report = await getCost(asLead("wrkspc_a"), toQuery({ group }));
      expect(report).toMatchObject({ totalCents: "2", series: [{ cents: "2" }] });
      expect((await getCost(asLead(), toQuery({ group }))).series).toEqual([]);
    },
  );

  test("a lead sees Default only if they administer it", async () => {
    await saveWorkspaces({ id: "wrkspc_default", name: "Default", isDefault: true });
    await store({ [today]: rows });
    expect((await getCost(asLead("wrkspc_default"), toQuery())).totalCents).toBe("1");
  });

  test("a lead needs a workspace, because a member can't read costs", () => {
    expect(() => permitFor("member", "cost:read")).toThrow();
  });
});

describe("in the cost report", () => {
  test("the total of the previous period is shown only if every day of it was read", async () => {
    await store({
      [today]: [costRow({ cents: "5" })],
      [addDays(today, -1)]: [costRow({ cents: "6" })],
      [addDays(today, -7)]: [costRow({ cents: "7" })],
    });
    const query = toQuery({ from: addDays(today, -1) });
    const [first, second] = [addDays(today, -8), addDays(today, -7)];
    const known = { from: second, to: second, value: "7" };
    expect((await getCost(by, query)).compared).toEqual({
      from: first,
      to: second,
      total: null,
      bars: [{ from: first, to: first, value: null }, known],
      rest: [],
    });
    await store({ [first]: [costRow({ cents: "0.25" })] });
    expect((await getCost(by, query)).compared).toMatchObject({
      total: "7.25",
      bars: [{ value: "0.25" }, known],
    });
  });

  test("missing days are counted, and future days aren't", async () => {
    const asked = new Date();
    await replaceDay("cost", addDays(today, -1), [], asked);
    const report = await getCost(by, toQuery({ from: addDays(today, -2), to: addDays(today, 2) }));
    expect(report).toMatchObject({
      missingDays: 2,
      refusedDays: 0,
      unkeptDays: 0,
      dataAsOf: asked.toISOString(),
    });
    expect(report.buckets).toHaveLength(5);
    expect(report.notCovered).toContain("priority_tier");
  });

  test("days older than the kept history don't count as missing", async () => {
    const report = await getCost(by, toQuery({ from: addDays(today, -500), to: addDays(today, -491) }));
    expect(report).toMatchObject({ missingDays: 0, unkeptDays: 10, dataAsOf: null, totalCents: "0" });
  });
});
