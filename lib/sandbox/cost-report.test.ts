import Big from "big.js";
import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { dayMs } from "./clock";

type Bucket = { results: { amount: string }[] };

function sumCents(buckets: Bucket[]): string {
  const amounts = buckets.flatMap((bucket) => bucket.results).map(({ amount }) => amount);
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed();
}

describe("the cost report", () => {
  const range = "/cost_report?starting_at=2026-11-01T00:00:00Z&ending_at=2026-11-25T00:00:00Z&limit=31";

  test("has the same total in every grouping, to the last fraction", async () => {
    const { get } = createTestClient();
    const total = sumCents((await get(range)).json.data);
    expect(total).toMatch(/^\d+\.\d{5,}$/);
    for (const query of [
      "&group_by[]=workspace_id",
      "&group_by[]=description",
      "&group_by[]=workspace_id&group_by[]=description",
    ])
      expect(sumCents((await get(range + query)).json.data), query).toBe(total);
  });

  test("has all four kinds of cost, one row for each description, and no Priority Tier", async () => {
    const { get } = createTestClient();
    const { results } = (await get(`${range}&group_by[]=description`)).json.data[18];
    const values = (field: string) =>
      new Set(results.map((one: Record<string, string | null>) => one[field]));
    expect([...values("cost_type")].sort()).toEqual([
      "code_execution",
      "session_usage",
      "tokens",
      "web_search",
    ]);
    expect(values("description").size).toBe(results.length);
    expect(values("service_tier")).toEqual(new Set(["standard", "batch", null]));
    expect(values("workspace_id")).toEqual(new Set([null]));
  });

  test("knows no other grouping, width, or length", async () => {
    const { get } = createTestClient();
    for (const query of ["&group_by[]=model", "&group_by[]=api_key_id", "&bucket_width=1h"])
      expect((await get(range + query)).status).toBe(400);
    expect((await get("/cost_report?starting_at=2026-11-01T00:00:00Z&limit=32")).status).toBe(400);
  });

  test("has two years of history with one spike, a migration, and quiet weekends", async () => {
    const { get, sandbox } = createTestClient();
    const cents = async (day: number) => {
      const at = new Date(day * dayMs).toISOString();
      return Number(sumCents((await get(`/cost_report?starting_at=${at}&limit=1`)).json.data));
    };
    const { spikeDay, anchorDay } = sandbox.store.timeline;
    expect(await cents(spikeDay)).toBeGreaterThan(1.7 * (await cents(spikeDay - 7)));
    expect(await cents(anchorDay - 420)).toBeGreaterThan(0);
    const saturday = Date.UTC(2026, 10, 14) / dayMs;
    expect(await cents(saturday)).toBeLessThan(0.7 * (await cents(saturday - 1)));
  });
});

test("descriptions look like those of the live API, one for each combination of parsed fields", async () => {
  const { get } = createTestClient();
  const range = "/cost_report?starting_at=2026-11-01T00:00:00Z&limit=31&group_by[]=description";
  const results: Record<string, string | null>[] = (await get(range)).json.data.flatMap(
    (bucket: { results: object[] }) => bucket.results,
  );
  const ofTokens = results.filter(({ cost_type }) => cost_type === "tokens");
  const form =
    /^Claude \w+ [\d.]+ - (Input|Output) Tokens(, Cache (Read|Write \((5m|1h)\)))?( - Batch)?( - Long Context)?( - Fast Mode)?( - US Inference)?$/;
  expect(ofTokens.filter(({ description }) => !form.test(description ?? ""))).toEqual([]);
  expect(
    ofTokens.some(({ description }) => description?.endsWith("Input Tokens - Batch - US Inference")),
  ).toBe(true);
  for (const { description, service_tier, inference_geo } of ofTokens) {
    expect(description?.includes(" - Batch")).toBe(service_tier === "batch");
    expect(description?.includes(" - US Inference")).toBe(inference_geo === "us");
  }
});
