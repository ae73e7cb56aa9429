import Big from "big.js";
import { asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/core/db/client";
import { stalePeriods } from "@/lib/core/db/period-tables";
import { keyMonths, savingMonths } from "@/lib/core/db/savings-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import { replaceDay } from "@/lib/money/reports/test-day";
import { usageRow } from "@/lib/money/reports/test-rows";
import { type Traffic, toCostRows, toUsageRow } from "@/lib/money/reports/test-traffic";
import { markUnsummedMonths, sumStaleSavings } from "./saving-months";

const month = "2026-10-01";
const day = "2026-10-05";
let readings = 0;

beforeEach(resetDatabase);

async function store(traffic: readonly Traffic[], more: CostRow[] = []): Promise<void> {
  readings += 1;
  const costs = [...traffic.flatMap(toCostRows), ...more];
  await replaceDay("cost", day, costs, new Date(readings));
  await replaceDay("usage", day, traffic.map(toUsageRow), new Date(readings));
  await sumStaleSavings(async () => []);
}

async function listSums(axes = "workspace_item") {
  const db = await database();
  return db
    .select()
    .from(savingMonths)
    .where(eq(savingMonths.axes, axes))
    .orderBy(
      asc(savingMonths.workspaceId),
      asc(savingMonths.model),
      asc(savingMonths.currency),
      sql`service_tier desc`,
    );
}

const standard: Traffic = {
  workspaceId: "a",
  model: "m",
  serviceTier: "standard",
  uncached: [1_000_000, "300"],
  read: [10_000_000, "300"],
  write: [400_000, "150"],
  output: [100_000, "150"],
};
const batch: Traffic = {
  workspaceId: "a",
  model: "m",
  serviceTier: "batch",
  uncached: [2_000_000, "300"],
  read: [1_000_000, "15"],
  output: [500_000, "375"],
};

describe("the hand-worked month", () => {
  test("the hand-worked month saves what cached input would have cost uncached, less what writing it cost more", async () => {
    await store([standard]);
    // 10.4 million cached tokens at 0.0003 cents are 3,120; they cost 300 + 150.
    expect(await listSums()).toMatchObject([
      { cents: "900", cachingCents: "2670.000000", batchingCents: "0", unpricedTokens: 0 },
    ]);
  });

  test("the hand-worked month saves with batches what is left to the full price of the standard tier", async () => {
    await store([standard, batch]);
    const [, ofBatch] = await listSums();
    // Cached at the tier's own price: 1 million at 0.00015 are 150, and cost 15. At the standard price, 3 million tokens of
    // input cost 450 more, and 0.5 million of output, which cost 750 at 0.0015, cost 375 more.
    expect(ofBatch).toMatchObject({ serviceTier: "batch", cents: "690", unpricedTokens: 0 });
    expect([ofBatch?.cachingCents, ofBatch?.batchingCents].map(Number)).toEqual([135, 825]);
    expect(690 + 135 + 825).toBe(3_000_000 * 0.0003 + 500_000 * 0.0015);
  });

  test("the hand-worked month is a loss where what was written to the cache is hardly read", async () => {
    await store([{ ...standard, read: [0, "0"] }]);
    expect(Number((await listSums())[0]?.cachingCents)).toBe(120 - 150);
  });

  test("the hand-worked month takes the organization's price where a workspace has none of its own", async () => {
    await store([standard, { ...batch, workspaceId: "b" }]);
    expect(await listSums()).toMatchObject([
      { workspaceId: "a" },
      { workspaceId: "b", cachingCents: "135.000000", batchingCents: "825.000000", unpricedTokens: 0 },
    ]);
    expect(await listSums("item")).toMatchObject([{ cachingCents: "2670.000000" }, { workspaceId: null }]);
  });

  test("the hand-worked month isn't known for tokens whose full price was charged nowhere in the month", async () => {
    const { uncached: _, ...cachedOnly } = standard;
    await store([cachedOnly, { ...batch, model: "n" }]);
    expect(await listSums()).toMatchObject([
      { model: "m", cachingCents: "0", unpricedTokens: 10_400_000 },
      { model: "n", cachingCents: "135.000000", batchingCents: "0", unpricedTokens: 3_500_000 },
    ]);
  });

  test("the hand-worked month leaves out tokens without a charge and those of an item charged in two currencies", async () => {
    const priority = usageRow({ model: "m", serviceTier: "priority", cacheReadInputTokens: 5 });
    await store(
      [standard],
      toCostRows(standard).map((row) => ({ ...row, currency: "EUR", cents: "1" })),
    );
    await replaceDay("usage", "2026-10-06", [priority], new Date(readings));
    await sumStaleSavings(async () => []);
    const sums = await listSums();
    expect(sums).toMatchObject([{ currency: "EUR" }, { currency: "USD" }]);
    for (const { cachingCents, cacheReadInputTokens } of sums)
      expect([cachingCents, cacheReadInputTokens]).toEqual(["0", 0]);
  });

  test("the hand-worked month counts session time only of days on which it costs more than the tokens", async () => {
    const [row] = toCostRows(standard);
    const session = { ...row, costType: "session_usage", tokenType: null, model: null } as CostRow;
    await store([standard], [{ ...session, cents: "899" }]);
    expect(await listSums("sessions")).toEqual([]);
    await store([standard], [{ ...session, cents: "901.5" }]);
    expect(await listSums("sessions")).toMatchObject([{ workspaceId: "a", cents: "901.5", days: 1 }]);
  });
});

describe("the sums", () => {
  test("the sums wait for the unread days of their month, and are made again if a day changes", async () => {
    await replaceDay("cost", day, toCostRows(standard), new Date(1));
    await sumStaleSavings(async () => ["2026-10-31"]);
    expect(await listSums()).toEqual([]);
    await replaceDay("usage", day, [toUsageRow(standard)], new Date(1));
    await sumStaleSavings(async () => ["2026-11-01"]);
    expect(await listSums()).toMatchObject([{ startsOn: month, cents: "900" }]);
    expect(
      await (await database()).select().from(stalePeriods).where(eq(stalePeriods.part, "savings")),
    ).toEqual([]);
    await store([{ ...standard, output: [100_000, "250"] }]);
    expect(await listSums()).toMatchObject([{ cents: "1000" }]);
  });

  test("the sums are made for a store that never had them", async () => {
    await store([standard]);
    const db = await database();
    await db.delete(savingMonths);
    await markUnsummedMonths();
    await sumStaleSavings(async () => []);
    expect(await listSums()).toHaveLength(1);
  });

  test("the sums have the tokens and the active days of each key once the month is over", async () => {
    const row = toUsageRow(standard);
    await replaceDay("cost", day, toCostRows(standard), new Date(1));
    for (const [date, apiKeyId] of [
      [day, "k"],
      ["2026-10-06", "k"],
      ["2026-10-07", null],
    ] as const)
      await replaceDay("usage", date, [{ ...row, apiKeyId }], new Date(1));
    await sumStaleSavings(async () => []);
    expect(await (await database()).select().from(keyMonths)).toMatchObject([
      { apiKeyId: "k", startsOn: month, activeDays: 2, uncachedInputTokens: 2_000_000 },
    ]);
  });
});

const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((micros) => new Big(micros).div(1000).toFixed());
const charge = fc.tuple(fc.integer({ min: 1, max: 10 ** 12 }), amount);
const anyTraffic = fc.record(
  { uncached: charge, output: charge, read: charge, write: charge },
  { requiredKeys: ["uncached", "output"] },
);

test("paid and saved add up to the full price, whatever the prices", async () => {
  await fc.assert(
    fc.asyncProperty(anyTraffic, anyTraffic, async (one, other) => {
      const ofStandard = { workspaceId: "a", model: "m", serviceTier: "standard", ...one };
      const ofBatch = { workspaceId: "a", model: "m", serviceTier: "batch", ...other };
      await store([ofStandard, ofBatch]);
      const price = ([tokens, cents]: readonly [number, string]) => new Big(cents).div(tokens);
      const input = ({ uncached, read = [0, "0"], write = [0, "0"] }: Traffic) =>
        new Big(uncached?.[0] ?? 0).plus(read[0]).plus(write[0]);
      const full = input(ofStandard)
        .plus(input(ofBatch))
        .times(price(one.uncached))
        .plus(new Big(one.output[0]).plus(other.output[0]).times(price(one.output)));
      const [sums, ...others] = (await listSums("item")).map(({ cents, cachingCents, batchingCents }) =>
        new Big(cents).plus(cachingCents).plus(batchingCents),
      );
      const total = others.reduce((sum, more) => sum.plus(more), sums ?? new Big(0));
      // Three amounts are rounded to a millionth of a cent.
      expect(total.minus(full).abs().lt("0.00001")).toBe(true);
    }),
    { numRuns: 40 },
  );
});
