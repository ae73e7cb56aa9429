import Big from "big.js";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { chargebackRules } from "@/lib/core/settings/vocabulary";
import { noteActorCostCapability } from "@/lib/money/reports/ingest/actor-cost-capability";
import type { CostRow } from "@/lib/money/reports/ingest/response-schema";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyCostRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { listSpendActors } from "./actors";
import { getSpendChanges } from "./changes";
import { getChargeback } from "./chargeback";
import { getSpendMonth } from "./month";
import { loadChargebackSearch } from "./search-params";
import { getUnusualDays } from "./unusual-days";
import { changeAxes } from "./vocabulary";

const by = permitFor("finance", "cost:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_a"] }), "cost:read");
const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
let readings = 0;
const at = () => new Date(++readings);

beforeEach(async () => {
  await resetDatabase();
  await addWorkspace("wrkspc_default", {}, true);
  await addWorkspace("wrkspc_a", { cost_center: "4410" });
  await addWorkspace("wrkspc_b", { cost_center: "=1+1", env: "prod" });
});

async function addWorkspace(id: string, tags: Record<string, string>, isDefault = false): Promise<void> {
  const db = await database();
  const seen = new Date(0);
  await db
    .insert(workspaces)
    .values({ id, name: id, isDefault, tags, firstSeenAt: seen, seenAt: seen, raw: {} });
}

const sum = (amounts: string[]) => amounts.reduce((total, one) => total.plus(one), new Big(0)).toFixed();
const anyDays = fc.array(fc.array(anyCostRow, { maxLength: 6 }), { minLength: 4, maxLength: 4 });
const sumIn = (currency: string, rows: readonly CostRow[]) =>
  sum(rows.filter((row) => row.currency === currency).map(({ cents }) => cents));
function checkTotals(
  found: { currency: string; totals: { currency: string; cents: string }[] },
  rows: CostRow[],
) {
  const present = [...new Set(rows.map(({ currency }) => currency))];
  const expected = present.some((one) => one !== found.currency) ? present : [];
  expect(found.totals.map(({ currency }) => currency).toSorted()).toEqual(expected.toSorted());
  for (const { currency, cents } of found.totals) expect(cents).toBe(sumIn(currency, rows));
}
const readDays = async (days: CostRow[][], back: number) => {
  for (const [index, rows] of days.entries()) await replaceDay("cost", ago(back + index), rows, at());
};

describe("random cost", () => {
  test("random cost has contributors that add up to the difference, for everyone and for a lead", async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, async (days) => {
        await readDays(days, 1);
        const query = {
          after: { from: ago(2), to: ago(1) },
          before: { from: ago(4), to: ago(2) },
        };
        for (const one of [by, lead])
          for (const axis of [...changeAxes, "tag:cost_center"] as const) {
            const found = await getSpendChanges(one, { ...query, by: axis });
            for (const side of ["beforeCents", "afterCents", "differenceCents"] as const)
              expect(sum(found.rows.map((row) => row[side]))).toBe(new Big(found[side]).toFixed());
          }
        for (const currency of [null, "EUR"]) {
          const whole = await getSpendChanges(by, { ...query, by: "model", currency });
          const expected = (part: CostRow[][]) => sumIn(whole.currency, part.flat());
          expect(new Big(whole.afterCents).toFixed()).toBe(expected(days.slice(0, 2)));
          expect(new Big(whole.beforeCents).toFixed()).toBe(expected(days.slice(1)));
          checkTotals(whole, days.flat());
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test("random cost has statements with lines that sum to the organization's total, by every rule", async () => {
    const month = ago(0).slice(0, 7);
    await fc.assert(
      fc.asyncProperty(fc.array(anyCostRow, { maxLength: 12 }), async (rows) => {
        await replaceDay("cost", today, rows, at());
        for (const rule of chargebackRules) {
          const search = loadChargebackSearch({ month, tag: "cost_center", rule, center: "9000" });
          const found = await getChargeback(by, search);
          expect(sum(found.lines.map(({ cents }) => cents)), rule).toBe(new Big(found.totalCents).toFixed());
          expect(new Big(found.totalCents).toFixed()).toBe(sumIn(found.currency, rows));
          checkTotals(found, rows);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("a statement", () => {
  const month = today.slice(0, 7);
  const read = (query: Record<string, string> = {}, who = by) =>
    getChargeback(who, loadChargebackSearch({ month, ...query }));

  beforeEach(async () => {
    await addWorkspace("wrkspc_c", { cost_center: " Shared " });
    await replaceDay(
      "cost",
      today,
      [
        costRow({ workspaceId: "wrkspc_a", cents: "20" }),
        costRow({ workspaceId: "wrkspc_b", cents: "10" }),
        costRow({ workspaceId: "wrkspc_c", cents: "1" }),
        costRow({ workspaceId: null, cents: "4" }),
        costRow({ workspaceId: "wrkspc_unknown", cents: "5" }),
      ],
      at(),
    );
  });

  const lines = async (query?: Record<string, string>) =>
    (await read(query)).lines.map(({ center, directCents, sharedCents, cents }) => [
      center,
      directCents,
      sharedCents,
      cents,
    ]);

  test("a statement lists the workspaces of the shared pool, which lacks a center until one is chosen", async () => {
    const { pool, sharedCents, lacksCenter } = await read({ rule: "center" });
    expect(pool.map(({ workspaceId, cents }) => [workspaceId, cents])).toEqual([
      ["wrkspc_default", "4"],
      ["wrkspc_c", "1"],
      ["wrkspc_unknown", "5"],
    ]);
    expect(sum(pool.map(({ cents }) => cents))).toBe(sharedCents);
    expect(lacksCenter).toBe(true);
    expect((await read({ rule: "center", center: "4410" })).lacksCenter).toBe(false);
    expect((await read({ rule: "center" }, lead)).lacksCenter).toBe(false);
  });

  test("a statement leaves, spreads, or assigns shared and untagged cost, and finds the tag", async () => {
    expect(await lines()).toEqual([
      ["4410", "20", "0", "20"],
      ["=1+1", "10", "0", "10"],
      [null, "10", "0", "10"],
    ]);
    expect(await lines({ rule: "spread" })).toEqual([
      ["4410", "20", "6.666667", "26.666667"],
      ["=1+1", "10", "3.333333", "13.333333"],
    ]);
    expect(await lines({ rule: "center", center: "4410" })).toEqual([
      ["4410", "20", "10", "30"],
      ["=1+1", "10", "0", "10"],
    ]);
    expect(await lines({ rule: "center", center: "9000" })).toEqual([
      ["4410", "20", "0", "20"],
      ["=1+1", "10", "0", "10"],
      ["9000", "0", "10", "10"],
    ]);
    expect(await read()).toMatchObject({
      tag: "cost_center",
      tags: ["cost_center", "env"],
      months: [month],
      sharedCents: "10",
      missingDays: expect.any(Number),
    });
  });

  test("a statement for a lead covers only their workspaces and spreads nothing", async () => {
    expect(await read({ rule: "spread" }, lead)).toMatchObject({
      lines: [{ center: "4410", cents: "20", sharedCents: "0" }],
      totalCents: "20",
      isPartial: true,
      tags: ["cost_center"],
    });
  });

  test("a statement of a month without cost has no lines", async () => {
    expect(await read({ month: "2020-01" })).toMatchObject({ lines: [], totalCents: "0" });
  });
});

test("cost without a key is shown by key, estimated or reported", async () => {
  const output = { model: "claude-opus-5", serviceTier: "standard", contextWindow: "0-200k" };
  await noteActorCostCapability(new AppError("refused", "no analytics here"), at());
  await replaceDay(
    "cost",
    ago(1),
    [
      costRow({ ...output, costType: "tokens", tokenType: "output_tokens", cents: "10" }),
      costRow({ costType: "code_execution", cents: "3" }),
    ],
    at(),
  );
  await replaceDay(
    "usage",
    ago(1),
    [usageRow({ ...output, apiKeyId: "k", outputTokens: 3 }), usageRow({ ...output, outputTokens: 1 })],
    at(),
  );
  const query = { kind: "key", page: 1, from: ago(6), to: today } as const;
  expect(await listSpendActors(by, query)).toMatchObject({
    source: "estimated",
    rows: [{ id: "k", name: null, cents: "7.5", listCents: null }],
    total: 1,
    cents: "7.5",
    reportedCents: "13",
    restCents: "5.5",
    missingDays: 6,
  });
  expect(await listSpendActors(lead, query)).toMatchObject({ rows: [], reportedCents: "0", restCents: "0" });
  expect(await listSpendActors(by, { ...query, kind: "person" })).toMatchObject({ source: "none", rows: [] });
  const changes = await getSpendChanges(by, {
    by: "key",
    after: { from: ago(1), to: ago(1) },
    before: { from: ago(2), to: ago(2) },
  });
  expect(changes).toMatchObject({
    isEstimate: true,
    rows: [
      { key: "k", label: "k", differenceCents: "7.5" },
      { key: "(none)", differenceCents: "5.5" },
    ],
  });
});

test("a month is shown with its days, and an unusual day with what moved it", async () => {
  for (let day = 63; day >= 0; day -= 1)
    await replaceDay(
      "cost",
      ago(day),
      [
        costRow({ workspaceId: "wrkspc_a", model: "m", cents: "1000" }),
        costRow({ workspaceId: "wrkspc_b", model: "n", cents: day === 3 ? "9000" : "1000" }),
      ],
      at(),
    );
  const found = await getUnusualDays(by, { from: ago(6), to: today });
  expect(found.unusualDays).toMatchObject([
    {
      day: ago(3),
      cents: "10000",
      usualCents: "2000",
      differenceCents: "8000",
      drivers: [{ key: "wrkspc_b", differenceCents: "8000", within: [{ level: "model", key: "n" }] }],
    },
  ]);
  expect((await getUnusualDays(lead, { from: ago(6), to: today })).unusualDays).toEqual([]);
  const month = await getSpendMonth(by);
  expect(month).toMatchObject({ month: today.slice(0, 7), missingDays: 0, forecast: { lowCents: null } });
  expect(month.course.now).toHaveLength(Number(today.slice(8)));
  expect(month.course.now.at(-1)).toBe(month.cents);
  expect(month.course.last.at(-1) ?? null).toBe(month.lastCents);
}, 30_000);
