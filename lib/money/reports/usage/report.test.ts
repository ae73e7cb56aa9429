import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import type { UsageRow } from "@/lib/money/reports/ingest/response-schema";
import { listBuckets } from "@/lib/money/reports/query/rollup-periods";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import type { Filter } from "@/lib/money/reports/search-params";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyUsageRow, toGeoRow, toHourRow, usageRow } from "@/lib/money/reports/test-rows";
import { dailyGranularities, noKey, otherKey, tokenKinds, topCounts } from "@/lib/money/reports/vocabulary";
import { messageDimensions, type UsageDimension } from "./dimensions";
import { getUsage } from "./report";
import { toKnowable, type UsageQuery } from "./search-params";

beforeEach(resetDatabase);

const by = permitFor("finance", "usage:read");
const today = toDay(new Date());
const first = addDays(today, -99);
const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {} };

const messageGroups = ["kind", ...messageDimensions] as const;
/** Derives the geography from the model, so that both reports match. */
const toGeo = ({ model }: UsageRow) => (model === "claude-next-9" ? "us" : null);

async function store(days: Record<string, UsageRow[]>): Promise<void> {
  for (const [day, rows] of Object.entries(days)) {
    await replaceDay("usage", day, rows, new Date());
    const byGeo = rows.map((row) => toGeoRow(row, toGeo(row)));
    await replaceDay("usage-geo", day, byGeo, new Date());
  }
}

function toQuery(query: Partial<UsageQuery> = {}): UsageQuery {
  return {
    from: first,
    to: today,
    group: "kind",
    granularity: "day",
    filter: {},
    compare: "previous",
    top: 8,
    kinds: [],
    source: "messages",
    ...query,
  };
}

const sum = (counts: (string | number)[]) =>
  counts.reduce<bigint>((total, count) => total + BigInt(count), 0n).toString();

const toTokens = (row: UsageRow) => [
  row.uncachedInputTokens,
  row.cacheReadInputTokens,
  row.cacheCreation5mInputTokens,
  row.cacheCreation1hInputTokens,
  row.outputTokens,
];

type Kind = (typeof tokenKinds)[number];
const isCountedAt = (at: number, isCounted: (kind: Kind) => boolean) => isCounted(tokenKinds[at] ?? "output");

const anyDays = fc.array(
  fc.record({ offset: fc.integer({ min: 0, max: 99 }), rows: fc.array(anyUsageRow, { maxLength: 12 }) }),
  { minLength: 1, maxLength: 6 },
);
const anyFilter: fc.Arbitrary<Filter<UsageDimension>> = fc.record(
  {
    workspace: fc.subarray([defaultKey, "wrkspc_a", "wrkspc_unknown"], { minLength: 1 }),
    model: fc.subarray([noKey, "claude-opus-5", "claude-next-9"], { minLength: 1 }),
    key: fc.subarray([noKey, "apikey_1", "apikey_unknown"], { minLength: 1 }),
    service_tier: fc.subarray([noKey, "batch", "unheard_of"], { minLength: 1 }),
    context_window: fc.subarray([noKey, "0-200k"], { minLength: 1 }),
    inference_geo: fc.subarray([noKey, "us", "moon"], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const toKey: Record<(typeof messageDimensions)[number], (row: UsageRow) => string> = {
  workspace: (row) => row.workspaceId ?? defaultKey,
  model: (row) => row.model ?? noKey,
  key: (row) => row.apiKeyId ?? noKey,
  service_tier: (row) => row.serviceTier ?? noKey,
  context_window: (row) => row.contextWindow ?? noKey,
  inference_geo: (row) => toGeo(row) ?? noKey,
};

const toKeyOf = (group: string, row: UsageRow) =>
  messageDimensions.flatMap((name) => (name === group ? toKey[name](row) : []))[0];

function isFound(row: UsageRow, filter: Filter<UsageDimension>): boolean {
  return messageDimensions.every((name) => filter[name]?.includes(toKey[name](row)) ?? true);
}

function sumByHand(query: UsageQuery, rows: { day: string; row: UsageRow }[]): Map<string, string> {
  const sums = new Map<string, bigint>();
  const starts = listBuckets(query, query.granularity);
  for (const { day, row } of rows) {
    const bucket = starts.findLast((start) => start <= day);
    toTokens(row).forEach((count, at) => {
      const kind = tokenKinds[at] ?? "output";
      if (query.kinds.length > 0 && !query.kinds.includes(kind)) return;
      const part = `${bucket} ${query.group === "kind" ? kind : toKeyOf(query.group, row)}`;
      sums.set(part, (sums.get(part) ?? 0n) + BigInt(count));
    });
  }
  return new Map([...sums].map(([part, count]) => [part, String(count)]));
}

const anyQuery = fc
  .record({
    start: fc.integer({ min: 0, max: 99 }),
    length: fc.integer({ min: 0, max: 99 }),
    group: fc.constantFrom(...messageGroups),
    granularity: fc.constantFrom(...dailyGranularities),
    compare: fc.constantFrom("previous", "last_month", "none"),
    top: fc.constantFrom(...topCounts),
    filter: anyFilter,
    kinds: fc.oneof(fc.constant([]), fc.subarray([...tokenKinds])),
  })
  .map(({ start, length, ...query }) =>
    toKnowable({
      ...query,
      source: "messages",
      from: addDays(first, start),
      to: addDays(first, Math.min(99, start + length)),
    }),
  );

test("the parts add up to the rows for every range, group, filter, granularity, and number of parts", async () => {
  const check = async (days: { offset: number; rows: UsageRow[] }[], queries: UsageQuery[]) => {
    const stored = Object.fromEntries(days.map(({ offset, rows }) => [addDays(first, offset), rows]));
    await store(Object.fromEntries(Array.from({ length: 100 }, (_, offset) => [addDays(first, offset), []])));
    await store(stored);
    await sumStale("usage", Object.keys(stored).slice(0, 2));
    for (const query of queries) {
      const { tokens, counts, series, buckets, compared } = await getUsage(by, query);
      const found = Object.entries(stored)
        .filter(([day]) => day >= query.from && day <= query.to)
        .flatMap(([day, all]) => all.map((row) => ({ day, row })))
        .filter(({ row }) => isFound(row, query.filter));
      const rows = found.map(({ row }) => row);
      const isCounted = (kind: (typeof tokenKinds)[number]) =>
        query.kinds.length === 0 || query.kinds.includes(kind);
      const expected = sum(
        rows.flatMap((row) => toTokens(row).filter((_, at) => isCountedAt(at, isCounted))),
      );
      expect(tokens).toBe(expected);
      expect(sum(series.map((one) => one.tokens))).toBe(expected);
      expect(sum(buckets.map((bucket) => bucket.tokens))).toBe(expected);
      const byHand = sumByHand(query, found);
      for (const { startsOn, parts, tokens: inBar } of buckets) {
        expect(sum(parts.map((part) => part.tokens))).toBe(inBar);
        for (const { key, tokens: inPart } of parts.filter((part) => part.key !== otherKey))
          expect(inPart).toBe(byHand.get(`${startsOn} ${key}`) ?? "0");
      }
      if (compared && compared.total !== null) {
        const { from, to, total, bars, rest } = compared;
        expect(total).toBe((await getUsage(by, { ...query, from, to })).tokens);
        expect(sum([...bars, ...rest].flatMap((part) => (part ? (part.value ?? "unread") : [])))).toBe(total);
      }
      expect(counts.web_search).toBe(sum(rows.map((row) => row.webSearchRequests)));
      if (isCounted("cache_write_1h"))
        expect(counts.cache_write_1h).toBe(sum(rows.map((row) => row.cacheCreation1hInputTokens)));
      for (const kind of [
        "uncached_input",
        "cache_read",
        "cache_write_5m",
        "cache_write_1h",
        "output",
      ] as const)
        expect(sum(series.map((one) => one.counts[kind]))).toBe(counts[kind]);
    }
  };
  const queries = fc.array(anyQuery, { minLength: 12, maxLength: 12 });
  await fc.assert(fc.asyncProperty(anyDays, queries, check), { numRuns: 3 });
}, 120_000);

test("hours are compared with the same hours of the same weekday if those were read", async () => {
  const hour = (day: string, at: string, outputTokens: number) =>
    toHourRow(usageRow({ outputTokens }), `${day}T${at}:00:00Z`);
  const lastWeek = addDays(today, -7);
  await replaceDay("usage-hours", lastWeek, [hour(lastWeek, "04", 7)], new Date());
  await replaceDay("usage-hours", today, [hour(today, "04", 9)], new Date());
  const ask = { from: today, group: "model", granularity: "hour" } as const;
  const { compared } = await getUsage(by, toQuery(ask));
  expect(compared?.total).toBe("7");
  expect(compared?.bars[4]).toEqual({
    from: `${lastWeek}T04:00:00Z`,
    to: `${lastWeek}T04:00:00Z`,
    value: "7",
  });
  const before = await getUsage(by, toQuery({ ...ask, from: lastWeek }));
  expect(before.compared).toMatchObject({ total: null });
  expect(before.compared?.bars.every((bar) => bar?.value === null)).toBe(true);
});

test("grouped by token type, every type is shown in the same order, whatever its size", async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const day = usageRow({ uncachedInputTokens: 1, cacheReadInputTokens: most, outputTokens: 3 });
  await store({ [today]: [day, { ...day, serviceTier: "batch", webSearchRequests: 2 }] });
  const report = await getUsage(by, toQuery({ from: today }));
  expect(report.series.map(({ key, label, tokens }) => [key, label, tokens])).toEqual([
    ["uncached_input", null, "2"],
    ["cache_read", null, "18014398509481982"],
    ["cache_write_5m", null, "0"],
    ["cache_write_1h", null, "0"],
    ["output", null, "6"],
  ]);
  expect(report).toMatchObject({
    tokens: "18014398509481990",
    counts: { web_search: "2" },
    cacheHitShare: 1,
    batchShare: 0.5,
  });
  expect(report.buckets[0]?.parts).toHaveLength(5);
});

test("cache hits are a share of all input, and a range without usage has no shares", async () => {
  await store({
    [today]: [
      usageRow({
        uncachedInputTokens: 10,
        cacheReadInputTokens: 60,
        cacheCreation5mInputTokens: 20,
        cacheCreation1hInputTokens: 10,
        outputTokens: 1000,
      }),
    ],
  });
  expect(await getUsage(by, toQuery())).toMatchObject({ cacheHitShare: 0.6, batchShare: 0 });
  expect(await getUsage(by, toQuery({ to: addDays(today, -1) }))).toMatchObject({
    tokens: "0",
    series: [],
    cacheHitShare: null,
    batchShare: null,
  });
});

describe("in a report by key", () => {
  test("usage of the Console is a separate row, and an unknown key keeps its ID", async () => {
    const db = await database();
    const key = { status: "active", createdAt: new Date(), scope: "workspace", workspaceId: "a", ...seen };
    await db.insert(apiKeys).values({ id: "apikey_1", name: "checkout", ...key });
    await store({
      [today]: [
        usageRow({ apiKeyId: "apikey_1", outputTokens: 9 }),
        usageRow({ outputTokens: 5 }),
        usageRow({ apiKeyId: "apikey_gone", outputTokens: 1 }),
      ],
    });
    expect((await getUsage(by, toQuery({ group: "key" }))).series).toMatchObject([
      { key: "apikey_1", label: "checkout", tokens: "9" },
      { key: noKey, label: null, tokens: "5" },
      { key: "apikey_gone", label: "apikey_gone", tokens: "1" },
    ]);
  });

  test("the smallest of many keys are one part, which shows how many they are", async () => {
    const rows = Array.from({ length: 260 }, (_, index) =>
      usageRow({ apiKeyId: `k${index}`, outputTokens: 1000 - index }),
    );
    await store({ [today]: rows });
    const { series, restCount, buckets, tokens } = await getUsage(by, toQuery({ group: "key" }));
    expect([series.length, series.at(-1)?.key, restCount]).toEqual([251, otherKey, 10]);
    expect(buckets.at(-1)?.parts).toHaveLength(9);
    expect(sum(series.map((one) => one.tokens))).toBe(tokens);
  });
});

test("grouped by workspace, Default is one row before and after the directory knows it", async () => {
  const rows = [
    usageRow({ outputTokens: 1 }),
    usageRow({ outputTokens: 2, workspaceId: "wrkspc_default" }),
    usageRow({ outputTokens: 9, workspaceId: "wrkspc_gone" }),
  ];
  await store({ [today]: rows.slice(0, 1) });
  const query = toQuery({ group: "workspace" });
  expect((await getUsage(by, query)).series).toMatchObject([{ key: defaultKey, label: null }]);
  await store({ [today]: rows });
  const db = await database();
  const home = { id: "wrkspc_default", name: "Default", isDefault: true, tags: {} };
  await db.insert(workspaces).values({ ...home, ...seen });
  expect((await getUsage(by, query)).series).toMatchObject([
    { key: "wrkspc_gone", label: "wrkspc_gone", tokens: "9" },
    { key: "wrkspc_default", label: null, tokens: "3" },
  ]);
});

describe("a lead", () => {
  const rows = [
    usageRow({ outputTokens: 1 }),
    usageRow({ outputTokens: 2, workspaceId: "wrkspc_a", apiKeyId: "k", serviceTier: "batch" }),
    usageRow({ outputTokens: 4, workspaceId: "wrkspc_b", apiKeyId: "other" }),
  ];
  const asLead = (...workspaceIds: string[]) => permitFor(newActor("lead", { workspaceIds }), "usage:read");

  test.each(messageGroups)(
    "a lead sees only their own workspaces when usage is grouped by %s",
    async (group) => {
      await store({ [today]: rows });
      const report = await getUsage(asLead("wrkspc_a"), toQuery({ group }));
      expect(report).toMatchObject({ tokens: "2", batchShare: 1 });
      expect(report.series.filter(({ tokens }) => tokens !== "0")).toHaveLength(1);
      expect((await getUsage(asLead(), toQuery({ group }))).series).toEqual([]);
    },
  );

  test("a lead sees a comparison with the previous period of their own workspaces", async () => {
    await store({ [today]: rows, [addDays(today, -7)]: rows });
    const { compared } = await getUsage(asLead("wrkspc_b"), toQuery({ from: today }));
    expect(compared).toMatchObject({ total: "4", bars: [{ value: "4" }] });
  });
});
