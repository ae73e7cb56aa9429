import { beforeEach, describe, expect, test, vi } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { dismissedOpportunities } from "@/lib/core/db/savings-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { putSettings } from "@/lib/core/settings/store";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay } from "@/lib/money/reports/test-day";
import { actorUsageRow } from "@/lib/money/reports/test-rows";
import { type Traffic, toCostRows, toUsageRow } from "@/lib/money/reports/test-traffic";
import { getOpportunities } from "./opportunities";

const october = { from: "2026-10-01", to: "2026-10-31" };
const now = new Date("2026-11-28T12:00:00Z");
const finance = permitFor("finance", "cost:read");

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  await db.insert(workspaces).values([
    { ...seen, id: "a", name: "Alpha", isDefault: false, tags: {} },
    { ...seen, id: "b", name: "Beta", isDefault: false, tags: {} },
  ]);
  const key = { ...seen, status: "active", scope: "workspace", workspaceId: "a" };
  await db.insert(apiKeys).values({ ...key, id: "one", name: "first" });
});

/** Stores the same traffic on every given day of October. */
async function store(traffic: readonly Traffic[], { days = ["2026-10-05"], more = [] as CostRow[] } = {}) {
  for (const day of days) {
    await replaceDay("cost", day, [...traffic.flatMap(toCostRows), ...more], new Date(1));
    await replaceDay("usage", day, traffic.map(toUsageRow), new Date(1));
  }
  await markRead(["cost", "usage"]);
  await sumStale("cost", []);
}

const list = async (by = finance) => (await getOpportunities(by, october, now)).opportunities;
const find = async (kind: string, by = finance) => (await list(by)).find((one) => one.kind === kind);

const base = { workspaceId: "a", model: "m", serviceTier: "standard" };
/** Input at 0.0003 cents, a tenth of it if it is read from the cache, and output at 0.0015 cents a token. */
function toTraffic(
  apiKeyId: string,
  input: number,
  read: number,
  output: number,
  more: Partial<Traffic> = {},
): Traffic {
  return {
    ...base,
    apiKeyId,
    uncached: [input, String(input * 0.0003)],
    read: [read, String(read * 0.00003)],
    output: [output, String(output * 0.0015)],
    ...more,
  };
}
const million = 1_000_000;

describe("caching", () => {
  const similar = [
    toTraffic("one", 20 * million, 0, 2 * million),
    toTraffic("two", 10 * million, 10 * million, 2 * million),
    toTraffic("three", 10 * million, 10 * million, 2 * million),
    toTraffic("four", 2 * million, 18 * million, 2 * million),
  ];

  test("caching is advised to keys that read less from the cache than similar ones, up to the best quarter", async () => {
    await store(similar);
    // 20 million tokens cost 6,000 cents; at the mean price of the median key, 0.000165, they would cost 3,300, and at that
    // of the best quarter, 0.000057, 1,140. The two keys at the median could still become like the best.
    const advice = await find("caching");
    expect(advice).toMatchObject({
      lowCents: "2700",
      highCents: "4860",
      tokens: "20000000",
      paidCents: "6000",
      count: 1,
    });
    expect(advice).toMatchObject({ share: 0, similarShare: 0.5 });
    expect(advice?.concerned).toEqual([{ id: "one", name: "first", lowCents: "2700", highCents: "4860" }]);
  });

  test("caching isn't advised without enough similar keys, or without enough tokens", async () => {
    await store(similar.slice(0, 3));
    expect(await find("caching")).toBeUndefined();
    await store([toTraffic("one", 9 * million, 0, million), ...similar.slice(1)]);
    expect(await find("caching")).toBeUndefined();
  });

  test("caching compares a key only with those of the same model and share of output", async () => {
    const [one, ...others] = similar as [Traffic, ...Traffic[]];
    await store([toTraffic("one", 20 * million, 0, 10 * million), ...others]);
    expect(await find("caching")).toBeUndefined();
    await store([{ ...one, model: "n" }, ...others]);
    expect(await find("caching")).toBeUndefined();
  });
});

describe("batching", () => {
  const days = listDays({ from: "2026-10-01", to: "2026-10-28" });
  const job = toTraffic("one", million, 0, 100_000);

  test("batching is advised to regular keys that hardly cache, at half the price while no other was paid", async () => {
    await store([job], { days });
    // 28 days of 300 + 150 cents, halved.
    expect(await find("batching")).toMatchObject({
      lowCents: "0",
      highCents: "6300",
      paidCents: "12600",
      count: 1,
    });
  });

  test("batching is certain for keys that send batches already, at the price that these cost", async () => {
    const batch = {
      ...job,
      serviceTier: "batch",
      uncached: [million, "120"],
      output: [100_000, "60"],
    } as Traffic;
    await store([job, batch], { days });
    // 28 days of 300 - 120 and 150 - 60.
    expect(await find("batching")).toMatchObject({ lowCents: "7560", highCents: "7560" });
  });

  test("batching isn't advised to keys that are idle on many days, that cache, or that belong to Claude Code", async () => {
    await store([toTraffic("one", 20 * million, 0, million)], { days: days.slice(0, 20) });
    expect(await find("batching")).toBeUndefined();
    await store([toTraffic("one", million, million, 100_000)], { days });
    expect(await find("batching")).toBeUndefined();
    const db = await database();
    await db.update(apiKeys).set({ name: "claude_code_key_x" });
    await store([job], { days });
    expect(await find("batching")).toBeUndefined();
  });
});

describe("a cheaper successor", () => {
  const old = { model: "claude-opus-4-1-20250805" };

  test("a cheaper successor is advised at the ratio of the list prices, less three tenths more tokens at least", async () => {
    await store([toTraffic("one", 10 * million, 0, million, old)]);
    // 3,000 cents of input and 1,500 of output at 4/15 and 20/75 are 1,200; with three tenths more tokens, 1,560.
    expect(await find("successor")).toMatchObject({
      lowCents: "2940",
      highCents: "3300",
      models: [{ model: "claude-opus-4-1-20250805", successor: "claude-opus-5-5" }],
    });
  });

  test("a cheaper successor is advised at the price that is paid for it, and not if that isn't lower", async () => {
    const later = { ...toTraffic("two", million, 0, million, { model: "claude-opus-5-5" }) };
    await store([
      toTraffic("one", 10 * million, 0, million, old),
      { ...later, uncached: [million, "150"], output: [million, "500"] },
    ]);
    // 10 million at 0.00015 and 1 million at 0.0005.
    expect(await find("successor")).toMatchObject({ highCents: "2500" });
    await store([toTraffic("one", 10 * million, 0, million, old), later]);
    expect(await find("successor")).toBeUndefined();
  });

  test("a cheaper successor comes from the table that an admin set, and is never advised for other models", async () => {
    await store([toTraffic("one", 10 * million, 0, million)]);
    expect(await list()).toEqual([]);
    const row = {
      model: "m",
      successor: "n",
      inputPrice: "3",
      outputPrice: "15",
      successorInputPrice: "1.5",
      successorOutputPrice: "15",
    };
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "x", { successors: { asOf: "2026-11-01", rows: [row] } }));
    expect(await find("successor")).toMatchObject({ highCents: "1500" });
  });
});

test("the premium of the long context window is what it cost above the usual one", async () => {
  const long = toTraffic("one", 10 * million, 0, million, { contextWindow: "200k-1M" });
  await store([
    { ...long, uncached: [10 * million, "6000"], output: [million, "2250"] },
    toTraffic("two", million, 0, million),
  ]);
  expect(await find("long_context")).toMatchObject({ lowCents: "0", highCents: "3750", paidCents: "8250" });
});

test("the premium of fast mode is what its workspaces paid above the others, and while names are masked unknown of fewer than five people", async () => {
  const fast = { ...toTraffic("one", 20 * million, 0, 0), uncached: [20 * million, "9000"] } as Traffic;
  await store([fast, toTraffic("two", million, 0, 0, { workspaceId: "b" })]);
  const row = actorUsageRow({
    workspaceId: "a",
    model: "m",
    speed: "fast",
    uncachedInputTokens: 10 * million,
  });
  await replaceDay("actor-usage", "2026-10-05", [row], new Date(1));
  expect(await find("fast_mode")).toMatchObject({
    lowCents: "3000",
    highCents: "3000",
    of: "workspaces",
    concerned: [{ id: "a", name: "Alpha" }],
  });
  const lead = permitFor(newActor("lead", { workspaceIds: ["a"] }), "cost:read");
  expect(await find("fast_mode", lead)).toBeUndefined();
  const db = await database();
  await db.transaction((tx) => putSettings(tx, "x", { mask_names: true }));
  expect(await find("fast_mode")).toBeUndefined();
  const five = [1, 2, 3, 4, 5].map((id) => ({
    ...row,
    actorId: `user_${id}`,
    actorEmail: `${id}@x.example`,
  }));
  await replaceDay("actor-usage", "2026-10-05", five, new Date(2));
  expect(await find("fast_mode")).toMatchObject({ highCents: "3000" });
});

test("idle sessions are advised by workspace", async () => {
  const [row] = toCostRows(toTraffic("one", million, 0, 0));
  const session = {
    ...row,
    costType: "session_usage",
    tokenType: null,
    model: null,
    cents: "500",
  } as CostRow;
  await store([toTraffic("one", million, 0, 0)], { more: [session], days: ["2026-10-05", "2026-10-06"] });
  expect(await find("idle_sessions")).toMatchObject({
    lowCents: "0",
    highCents: "1000",
    days: 2,
    concerned: [{ id: "a" }],
  });
});

test("what concerns one key twice counts once in all that could be saved", async () => {
  const days = listDays({ from: "2026-10-01", to: "2026-10-28" });
  await store([toTraffic("one", million, 0, 100_000, { model: "claude-opus-4-1" })], { days });
  const found = await getOpportunities(finance, october, now);
  expect(found.opportunities.map(({ kind, highCents }) => [kind, highCents])).toEqual([
    ["successor", "9240"],
    ["batching", "6300"],
  ]);
  expect(found.highCents).toBe("9240");
});

test("dismissed advice is neither listed nor part of what could be saved, until its last day is over", async () => {
  const days = listDays({ from: "2026-10-01", to: "2026-10-28" });
  await store([toTraffic("one", million, 0, 100_000, { model: "claude-opus-4-1" })], { days });
  const db = await database();
  const at = new Date(0);
  const row = { scope: "organization", reason: "Not now", dismissedBy: "x", dismissedAt: at };
  await db.insert(dismissedOpportunities).values({ ...row, kind: "successor", until: toDay(now) });
  const found = await getOpportunities(finance, october, now);
  expect(found.opportunities.map(({ kind }) => kind)).toEqual(["batching"]);
  expect(found).toMatchObject({ highCents: "6300", dismissed: [{ kind: "successor", reason: "Not now" }] });
  const later = await getOpportunities(finance, october, new Date(now.getTime() + 86_400_000));
  expect(later).toMatchObject({ highCents: "9240", dismissed: [] });
});

test("a lead gets advice about their own workspaces alone, and no one while the month is loading", async () => {
  await replaceDay("cost", "2026-10-05", [], new Date(1));
  expect(await getOpportunities(finance, october, now)).toMatchObject({
    opportunities: [],
    loading: { done: 0 },
  });
  await store([toTraffic("one", 10 * million, 0, million, { model: "claude-opus-4-1" })]);
  const lead = (id: string) => permitFor(newActor("lead", { workspaceIds: [id] }), "cost:read");
  expect(await list(lead("a"))).toHaveLength(1);
  expect(await list(lead("b"))).toEqual([]);
});

test("the advice of a month that isn't over is that of the last one", async () => {
  await store([toTraffic("one", 10 * million, 0, million, { model: "claude-opus-4-1" })]);
  const november = { from: "2026-11-01", to: "2026-11-28" };
  expect(await getOpportunities(finance, november, now)).toMatchObject({
    month: "2026-10-01",
    highCents: "3300",
  });
});
