import Big from "big.js";
import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { defaultKey } from "@/lib/core/organization/vocabulary";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { getCost } from "@/lib/money/reports/cost/report";
import type { CostQuery } from "@/lib/money/reports/cost/search-params";
import { getUsage } from "@/lib/money/reports/usage/report";
import { replaceDay } from "./test-day";
import { costRow, toHourRow, usageRow } from "./test-rows";
import { noKey } from "./vocabulary";

beforeEach(resetDatabase);

const today = toDay(new Date());
const by = permitFor("finance", "cost:read");
const query = (given: Partial<CostQuery> = {}): CostQuery => ({
  from: addDays(today, -9),
  to: today,
  group: "cost_type",
  granularity: "day",
  filter: {},
  currency: null,
  compare: "previous",
  top: 8,
  ...given,
});
const store = (cents: string[], day = today, at = new Date()) =>
  replaceDay(
    "cost",
    day,
    cents.map((amount, index) => costRow({ cents: amount, model: `m${index}` })),
    at,
  );

test("amounts beyond 2^53 cents keep every digit", async () => {
  await store(["9007199254740993", "9007199254740995.000001"]);
  expect((await getCost(by, query())).totalCents).toBe("18014398509481988.000001");
});

test("millionths of a cent are added up, and credits are subtracted", async () => {
  await store(["0.000001", "0.000002", "-0.000004"]);
  expect(await getCost(by, query())).toMatchObject({
    totalCents: "-0.000001",
    series: [{ cents: "-0.000001" }],
  });
});

test.each([
  ["cost_type", "quantum_usage"],
  ["model", "claude-next-9"],
  ["token_type", "thoughts"],
  ["service_tier", "platinum"],
  ["inference_geo", "moon"],
] as const)("an unknown %s is a separate row with the name that the API reported", async (group, key) => {
  const row = { costType: key, model: key, tokenType: key, serviceTier: key, inferenceGeo: key };
  await replaceDay("cost", today, [costRow({ cents: "3", ...row }), costRow({ cents: "2" })], new Date());
  const { series } = await getCost(by, query({ group }));
  expect(series).toMatchObject([
    { key, label: key, cents: "3" },
    { key: noKey, label: null, cents: "2" },
  ]);
});

test("a day without data has an empty bar, and its month has a total", async () => {
  await store([]);
  await store(["5"], addDays(today, -2));
  const { buckets, totalCents } = await getCost(by, query());
  expect(buckets).toHaveLength(10);
  expect(buckets.filter((bucket) => bucket.totalCents !== "0")).toHaveLength(1);
  expect(totalCents).toBe("5");
});

test("a missing value is one part in every grouping, and can be filtered by", async () => {
  await replaceDay(
    "cost",
    today,
    [costRow({ cents: "1" }), costRow({ cents: "2", description: "d" })],
    new Date(),
  );
  for (const group of costDimensions) {
    const nothing = group === "workspace" ? defaultKey : noKey;
    const found = await getCost(by, query({ group, filter: { [group]: [nothing] } }));
    expect([group, found.totalCents]).toEqual([group, group === "description" ? "1" : "3"]);
    expect(found.filters).toEqual([{ dimension: group, values: [{ key: nothing, label: null }] }]);
  }
});

test("a revised day replaces the old day in every grouping and granularity", async () => {
  const day = addDays(today, -4);
  await store(["5", "7"], day, new Date(Date.now() - 1000));
  await store(["6.5"], day);
  for (const group of costDimensions)
    for (const granularity of ["day", "week", "month"] as const)
      expect((await getCost(by, query({ group, granularity }))).totalCents).toBe("6.5");
});

test("a lead who filters by the ID of another lead's workspace sees neither its cost nor its name", async () => {
  await replaceDay("cost", today, [costRow({ cents: "1", workspaceId: "wrkspc_b" })], new Date());
  const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_a"] }), "cost:read");
  const found = await getCost(lead, query({ filter: { workspace: ["wrkspc_b"] } }));
  expect(found).toMatchObject({
    totalCents: "0",
    filters: [{ dimension: "workspace", values: [{ key: "wrkspc_b", label: "wrkspc_b" }] }],
  });
});

test("tokens by hour and by day are kept separately, and a revised hour replaces the old one", async () => {
  const hour = (outputTokens: number) =>
    toHourRow(usageRow({ model: "m", outputTokens }), `${today}T03:00:00.000Z`);
  await replaceDay("usage-hours", today, [hour(3)], new Date(Date.now() - 1000));
  await replaceDay("usage-hours", today, [hour(4)], new Date());
  await replaceDay("usage", today, [usageRow({ outputTokens: 9 })], new Date());
  const reader = permitFor("finance", "usage:read");
  const ask = { ...query(), from: today, kinds: [], source: "messages" } as const;
  const hours = await getUsage(reader, { ...ask, group: "model", granularity: "hour", filter: {} });
  expect(hours).toMatchObject({ tokens: "4", series: [{ key: "m", tokens: "4" }], batchShare: null });
  expect(hours.buckets[3]).toMatchObject({ startsOn: `${today}T03:00:00Z`, tokens: "4" });
  expect((await getUsage(reader, { ...ask, group: "kind", filter: {} })).tokens).toBe("9");
});

test("the parts beyond the largest ones add up exactly to the rest", async () => {
  const cents = Array.from({ length: 12 }, (_, index) => `${index}.000001`);
  await store(cents);
  for (const top of [3, 5, 8]) {
    const { buckets, totalCents } = await getCost(by, query({ group: "model", top }));
    const parts = buckets.at(-1)?.parts ?? [];
    expect(parts).toHaveLength(top + 1);
    expect(parts.reduce((sum, part) => sum.plus(part.cents), new Big(0)).toFixed()).toBe(totalCents);
  }
});
