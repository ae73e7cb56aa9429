import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { markRead } from "@/lib/core/history/test-history";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { replaceDay } from "@/lib/money/reports/test-day";
import { type Traffic, toCostRows, toUsageRow } from "@/lib/money/reports/test-traffic";
import { exportSavings } from "./savings";

const traffic: Traffic = {
  workspaceId: "a",
  model: "=m",
  serviceTier: "standard",
  uncached: [3, "1"],
  read: [10, "0.5"],
};

beforeEach(async () => {
  await resetDatabase();
  await replaceDay("cost", "2026-10-05", toCostRows(traffic), new Date(1));
  await replaceDay("usage", "2026-10-05", [toUsageRow(traffic)], new Date(1));
  await sumStale("cost", []);
});

type Asker = "finance" | "member" | "lead" | null;
const get = (file: string, persona: Asker = "finance", query = "from=2026-10-01&to=2026-10-31") =>
  exportSavings(
    new Request(`http://localhost/api/export/savings/${file}?${query}`),
    file,
    async () => persona && newActor(persona),
  );

test("the file has the exact amounts by month and model, and no cell is a formula", async () => {
  await markRead(["cost", "usage"]);
  const answer = await get("savings.csv");
  expect(answer.headers.get("content-disposition")).toContain("castellan-savings-2026-10-2026-10.csv");
  const exact = "0.015,0.02833333,0,0.04333333";
  expect((await answer.text()).split("\r\n")).toEqual([
    "month,model,tokens,paid_usd,saved_by_caching_usd,saved_by_batching_usd,full_price_usd,paid,saved_by_caching,saved_by_batching,full_price,tokens_without_full_price,currency",
    `2026-10,'=m,13,${exact},${exact},0,USD`,
    "",
  ]);
});

test("the name shows that the file is partial while its months aren't loaded, and a lead gets only their own", async () => {
  expect((await get("savings.csv")).headers.get("content-disposition")).toContain("-partial.csv");
  expect((await (await get("savings.csv", "lead")).text()).split("\r\n")).toHaveLength(2);
});

test.each([
  ["savings.csv", null, 401],
  ["savings.csv", "member", 403],
  ["other.csv", "finance", 404],
  ["savings.pdf", "finance", 404],
  ["savings.xlsx", "finance", 200],
] as const)("a request for %s by %s is answered with %d", async (file, persona, status) => {
  expect((await get(file, persona)).status).toBe(status);
});
