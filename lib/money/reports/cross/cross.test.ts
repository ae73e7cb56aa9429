import Big from "big.js";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { roundTable } from "@/lib/core/money/rounding";
import { getCostCross } from "@/lib/money/reports/cost/cross";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { getCost } from "@/lib/money/reports/cost/report";
import { readCostCrossSearch, readCostSearch, readUsageCrossSearch } from "@/lib/money/reports/route-search";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyCostRow, anyUsageRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { getUsageCross } from "@/lib/money/reports/usage/cross";
import { getUsage } from "@/lib/money/reports/usage/report";
import type { CrossSums } from "./schema";

const day = toDayAgo(1);
const by = permitFor("finance", "cost:read");
const byUsage = permitFor("finance", "usage:read");
const ask = (more: Record<string, string>) => new URLSearchParams({ from: day, to: day, ...more });
const add = (amounts: readonly string[]) => amounts.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: new Date(), seenAt: new Date(), raw: {}, isDefault: false };
  await db.insert(workspaces).values([
    { ...seen, id: "wrkspc_default", name: "Default", isDefault: true, tags: {} },
    { ...seen, id: "wrkspc_a", name: "A", tags: { team: "Search", tier: "gold" } },
    { ...seen, id: "wrkspc_b", name: "B", tags: { team: "Ads" } },
  ]);
});

/** Every sum of a cross table is the sum of its cells. */
function expectToFoot({ cells, rowTotals, columnTotals, total }: CrossSums): void {
  for (const [row, parts] of cells.entries()) expect(add(parts)).toBe(rowTotals[row]);
  for (const [column, sum] of columnTotals.entries())
    expect(add(cells.map((parts) => parts[column] ?? "0"))).toBe(sum);
  expect(add(rowTotals)).toBe(new Big(total).toFixed());
  expect(add(columnTotals)).toBe(new Big(total).toFixed());
}

const groups = [...costDimensions, "tag:team", "tag:tier"] as const;
const anyPair = fc
  .tuple(fc.constantFrom(...groups), fc.constantFrom(...groups))
  .filter(([group, other]) => group !== other);

test("whatever cost is divided by, rows, columns, and both totals are sums of the same cells, and rows and totals are so as printed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCostRow, { maxLength: 25 }),
      fc.array(anyPair, { minLength: 8, maxLength: 8 }),
      async (rows, pairs) => {
        await replaceDay("cost", day, rows, new Date());
        for (const [group, other] of pairs) {
          const search = { group, by: other, rows: "10", columns: "5" };
          const found = await getCostCross(by, readCostCrossSearch(ask(search)));
          const report = await getCost(by, readCostSearch(ask({ group })));
          expect(new Big(found.total).toFixed()).toBe(new Big(report.totalCents).toFixed());
          expectToFoot(found);
          const printed = roundTable(found.cells.map((parts) => ({ parts })));
          for (const row of printed.rows) expect(add(row.parts)).toBe(row.total);
          expect(add(printed.total.parts)).toBe(printed.total.total);
          expect(add(printed.rows.map((row) => row.total))).toBe(printed.total.total);
        }
      },
    ),
    { numRuns: 5 },
  );
}, 60_000);

test("each cell is the cost of its row and its column", async () => {
  const rows = fc.sample(anyCostRow, { numRuns: 40, seed: 7 }).map((row) => ({ ...row, currency: "USD" }));
  await replaceDay("cost", day, rows, new Date());
  const found = await getCostCross(by, readCostCrossSearch(ask({ group: "tag:team", by: "model" })));
  expect(found.rows.parts.map(({ label }) => label).toSorted()).toEqual(["Ads", "Search", null]);
  for (const [row, { key }] of found.rows.parts.entries())
    for (const [column, other] of found.columns.parts.entries()) {
      const filter = toFilterSearch({ "tag:team": [key], model: [other.key] });
      expect((await getCost(by, readCostSearch(ask(filter)))).totalCents).toBe(found.cells[row]?.[column]);
    }
});

test("what is beyond the largest is in the last row and the last column", async () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    Array.from({ length: 7 }, (_, other) =>
      costRow({ workspaceId: `w${index}`, model: `m${other}`, cents: String((index + 1) * 100 + other) }),
    ),
  );
  await replaceDay("cost", day, many.flat(), new Date());
  const search = { group: "workspace", by: "model", rows: "10", columns: "5" };
  const found = await getCostCross(by, readCostCrossSearch(ask(search)));
  expect(found.rows).toMatchObject({ parts: { length: 10, 0: { key: "w11" } }, rest: 2 });
  expect(found.columns).toMatchObject({ parts: { length: 5, 0: { key: "m6" } }, rest: 2 });
  expect(found.cells).toHaveLength(11);
  expect(found.cells[10]).toHaveLength(6);
  expect(found.cells[10]?.[5]).toBe(add(["100", "101", "200", "201"]));
  expectToFoot(found);
});

test("a lead's table has their own workspaces alone", async () => {
  const rows = ["wrkspc_a", "wrkspc_b", null].map((workspaceId) => costRow({ workspaceId, cents: "7" }));
  await replaceDay("cost", day, rows, new Date());
  const lead = permitFor(newActor("lead", { workspaceIds: ["wrkspc_a"] }), "cost:read");
  const found = await getCostCross(lead, readCostCrossSearch(ask({ group: "tag:team", by: "model" })));
  expect(found.rows.parts).toEqual([{ key: "=Search", label: "Search" }]);
  expect(found.total).toBe("7");
});

test("without any cost, a table has no rows and a total of nothing", async () => {
  const found = await getCostCross(by, readCostCrossSearch(ask({})));
  expect(found).toMatchObject({ cells: [], total: "0", group: "workspace", by: "model" });
});

test("tokens are divided in the same way, by their types, too", async () => {
  const rows = fc.sample(anyUsageRow, { numRuns: 20, seed: 3 });
  await replaceDay("usage", day, rows, new Date());
  for (const [group, other] of [
    ["kind", "model"],
    ["tag:team", "kind"],
    ["key", "tag:tier"],
    ["service_tier", "workspace"],
  ] as const) {
    const query = readUsageCrossSearch(ask({ group, by: other }));
    expect(query).toMatchObject({ group, by: other });
    const found = await getUsageCross(byUsage, query);
    expect(found.total).toBe((await getUsage(byUsage, query)).tokens);
    expectToFoot(found);
  }
});

test("only token types that count are rows, and hours of the chart don't matter", async () => {
  await replaceDay("usage", day, [usageRow({ outputTokens: 7, uncachedInputTokens: 5 })], new Date());
  const search = { group: "model", by: "kind", kind: "output", granularity: "hour" };
  const found = await getUsageCross(byUsage, readUsageCrossSearch(ask(search)));
  expect(found).toMatchObject({ columns: { parts: [{ key: "output" }] }, cells: [["7"]] });
});

test.each([
  [{ group: "model", by: "model" }, "workspace"],
  [{ group: "workspace" }, "model"],
  [{ group: "key", by: "inference_geo" }, "model"],
  [{ group: "workspace", by: "person" }, "model"],
  [{ group: "person", by: "product" }, "product"],
  [{ group: "person", by: "key" }, "model"],
  [{ group: "workspace", by: "speed", source: "analytics" }, "speed"],
])("columns of usage by %j are %s, because one source must have both", (search, expected) => {
  expect(readUsageCrossSearch(ask(search)).by).toBe(expected);
});

test("a route refuses what no table has", () => {
  for (const search of [{ by: "colour" }, { rows: "11" }, { columns: "1000" }, { group: "tag:" }])
    expect(() => readCostCrossSearch(ask(search))).toThrow("the query string is wrong");
});
