import Big from "big.js";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { readApi } from "@/lib/core/admin-api/client";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { claudeCodeRows } from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { usageRollups } from "@/lib/core/db/report-tables";
import { addDays, type DayRange, listDays, toDay } from "@/lib/core/format/calendar";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { costPivot } from "@/lib/money/reports/cost/pivot";
import { getCost } from "@/lib/money/reports/cost/report";
import { fetchActorUsage } from "@/lib/money/reports/ingest/actor-usage-sync";
import { claudeCodeRow } from "@/lib/money/reports/ingest/claude-code-response-schema";
import { reportPage } from "@/lib/money/reports/ingest/page-content";
import { reportNames } from "@/lib/money/reports/ingest/plan-windows";
import { costRow, usageRow } from "@/lib/money/reports/ingest/response-schema";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { readPivot } from "@/lib/money/reports/query/pivot";
import { sumStale } from "@/lib/money/reports/rollups/period-sums";
import { analyticsDimensions, messageDimensions } from "@/lib/money/reports/usage/dimensions";
import { getHeatMap } from "@/lib/money/reports/usage/heat-map";
import { toUsagePivot } from "@/lib/money/reports/usage/pivot";
import { getUsage } from "@/lib/money/reports/usage/report";
import { toKnowable, type UsageQuery } from "@/lib/money/reports/usage/search-params";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { parseBuckets } from "./test-server";

const range: DayRange = { from: addDays(toDay(new Date()), -9), to: addDays(toDay(new Date()), -4) };

const ungrouped = {
  limit: 31,
  starting_at: `${range.from}T00:00:00Z`,
  ending_at: `${addDays(range.to, 1)}T00:00:00Z`,
};

beforeAll(async () => {
  resetSandbox();
  for (const report of reportNames) await fetchWindow(report, range);
  await fetchActorUsage(range);
});

async function ask(path: string, query: object): Promise<unknown> {
  return readApi((api, options) => api.get(`/v1/organizations/${path}`, { ...options, query }));
}

test.each(costDimensions)("cost by %s equals the API's own total on every day", async (group) => {
  const data = parseBuckets(costRow, await ask("cost_report", ungrouped));
  const { buckets, totalCents } = await getCost(permitFor("finance", "cost:read"), {
    ...range,
    group,
    granularity: "day",
    filter: {},
    currency: null,
    compare: "none",
    top: 3,
  });
  expect(buckets.map(({ startsOn, totalCents: cents }) => [startsOn, new Big(cents).toFixed()])).toEqual(
    data.map((bucket) => [bucket.starting_at, new Big(bucket.results[0]?.cents ?? 0).toFixed()]),
  );
  const sum = data
    .flatMap((bucket) => bucket.results)
    .reduce((total, row) => total.plus(row.cents), new Big(0));
  expect(totalCents).toBe(sum.toFixed());
  expect(sum.gt(0)).toBe(true);
});

test("exports by any columns add up to the API's own total", async () => {
  const data = parseBuckets(costRow, await ask("cost_report", ungrouped));
  const total = data
    .flatMap((bucket) => bucket.results)
    .reduce((sum, row) => sum.plus(row.cents), new Big(0));
  for (const groups of [["day"], ["workspace", "model"], ["description", "day"], ["token_type"]] as const) {
    let dollars = new Big(0);
    for await (const rows of readPivot(costPivot, newActor("finance"), { ...range, groups }))
      for (const row of rows) dollars = dollars.plus(row[groups.length] ?? "0");
    expect(dollars.times(100).toFixed()).toBe(total.toFixed());
  }
});

test("the rows and the sums of usage equal the API's own total", async () => {
  const data = parseBuckets(
    usageRow,
    await ask("usage_report/messages", { ...ungrouped, bucket_width: "1d" }),
  );
  const expected = data.flatMap((bucket) => bucket.results).reduce((sum, row) => sum + row.outputTokens, 0);
  for (const report of ["usage", "usage-geo"] as const) await sumStale(report, []);
  const db = await database();
  const { rows } = await db.execute(sql`select axes, grain, sum(output_tokens)::float8 as tokens
    from ${usageRollups} group by axes, grain`);
  expect(rows).toHaveLength(7 * 3);
  for (const row of rows) expect(row).toMatchObject({ tokens: expected });
  for (const groups of [["api_key"], ["workspace"], ["service_tier"], ["hour"], ["inference_geo"]] as const) {
    let tokens = 0;
    for await (const found of readPivot(await toUsagePivot(newActor("finance")), newActor("finance"), {
      ...range,
      groups,
    }))
      for (const row of found) tokens += Number(row[1 + 4]);
    expect(tokens).toBe(expected);
  }
});

const toUsage = (query: Partial<UsageQuery>): UsageQuery =>
  toKnowable({
    ...range,
    group: "kind",
    granularity: "day",
    filter: {},
    compare: "none",
    top: 3,
    kinds: [],
    source: "messages",
    ...query,
  });

/** What the API itself reports with a filter and without grouping. */
async function askTokens(filters: object = {}): Promise<string> {
  const query = { ...ungrouped, bucket_width: "1d", ...filters };
  const data = parseBuckets(usageRow, await ask("usage_report/messages", query));
  const sum = data
    .flatMap((bucket) => bucket.results)
    .flatMap((row) => [
      row.uncachedInputTokens,
      row.cacheReadInputTokens,
      row.cacheCreation5mInputTokens,
      row.cacheCreation1hInputTokens,
      row.outputTokens,
    ])
    .reduce((total, count) => total + BigInt(count), 0n);
  expect(sum > 0n).toBe(true);
  return sum.toString();
}

const usageReader = permitFor("finance", "usage:read");

test.each(["kind", ...messageDimensions] as const)(
  "usage by %s equals the API's own total by day and by hour",
  async (group) => {
    const expected = await askTokens();
    expect((await getUsage(usageReader, toUsage({ group }))).tokens).toBe(expected);
    const isHourly = group === "kind" || group === "model" || group === "workspace";
    const hours = await getUsage(usageReader, toUsage({ group, granularity: isHourly ? "hour" : "day" }));
    expect(hours.tokens).toBe(expected);
    expect(hours.buckets).toHaveLength(isHourly ? 24 * listDays(range).length : listDays(range).length);
  },
);

async function askAnalytics(filters: object = {}): Promise<[tokens: string, requests: string | null]> {
  const { starting_at, ending_at } = ungrouped;
  const body = await readApi((api, options) =>
    api.get("/v1/organizations/analytics/usage", {
      ...options,
      query: { starting_at, ending_at, ...filters },
      headers: { "anthropic-beta": "analytics-usage-cost-2026-08-24" },
    }),
  );
  const counts = z.object({ usage: z.object({ total_tokens: z.number(), requests: z.number().nullable() }) });
  const { data } = z.object({ data: z.array(counts).length(1) }).parse(body);
  const { total_tokens, requests } = data[0]?.usage ?? { total_tokens: 0, requests: 0 };
  return [String(total_tokens), requests === null ? null : String(requests)];
}

test.each([...analyticsDimensions, "kind", "model", "workspace"] as const)(
  "the analytics by %s equal the API's own total of tokens and requests",
  async (group) => {
    const [tokens, requests] = await askAnalytics();
    const report = await getUsage(usageReader, toUsage({ group, source: "analytics", top: 8 }));
    expect(report).toMatchObject({ source: "analytics", tokens, requests });
    const add = (counts: (string | null)[]) =>
      String(counts.reduce((total, count) => total + BigInt(count ?? 0), 0n));
    expect(add(report.series.map((part) => part.tokens))).toBe(tokens);
    expect(add(report.buckets.map((bar) => bar.requests))).toBe(requests);
    if (group !== "kind") expect(add(report.series.map((part) => part.requests))).toBe(requests);
  },
);

test("filtered analytics equal what the API reports with the same filter", async () => {
  const narrow = async (filter: UsageQuery["filter"]) => {
    const { tokens, requests } = await getUsage(usageReader, toUsage({ filter, source: "analytics" }));
    return [tokens, requests];
  };
  const products = ["claude_code", "messages_api"];
  expect(await narrow({ product: products })).toEqual(await askAnalytics({ products }));
  expect(await narrow({ speed: ["fast"] })).toEqual(await askAnalytics({ speeds: ["fast"] }));
  expect(await narrow({ actor_type: ["user"], product: products })).toEqual(
    await askAnalytics({ actor_types: ["user_actor"], products }),
  );
  for (let used = 0; used < 2; used += 1) {
    const { series } = await getUsage(usageReader, toUsage({ group: "service_account", top: 8 }));
    const one = series.filter(({ key }) => key.startsWith("svac_"))[used]?.key ?? "";
    expect(await narrow({ service_account: [one] })).toEqual(await askAnalytics({ actor_ids: [one] }));
  }
});

test("filtered usage equals what the API reports with the same filter", async () => {
  const { series } = await getUsage(usageReader, toUsage({ group: "key", top: 8 }));
  const key = series.find(({ label }) => label !== null)?.key ?? "";
  const spaces = await getUsage(usageReader, toUsage({ group: "workspace" }));
  const workspace = spaces.series.find(({ label }) => label !== null)?.key ?? "";
  const models = ["claude-opus-5", "claude-sonnet-5"];
  const narrow = async (filter: UsageQuery["filter"], granularity: "day" | "hour" = "day") =>
    (await getUsage(usageReader, toUsage({ filter, granularity }))).tokens;
  expect(await narrow({ key: [key] })).toBe(await askTokens({ api_key_ids: [key] }));
  expect(await narrow({ model: models })).toBe(await askTokens({ models }));
  expect(await narrow({ model: models }, "hour")).toBe(await askTokens({ models }));
  expect(await narrow({ service_tier: ["batch"] })).toBe(await askTokens({ service_tiers: ["batch"] }));
  expect(await narrow({ inference_geo: ["global"] })).toBe(await askTokens({ inference_geos: ["global"] }));
  const ofWorkspace = { workspace: [workspace], context_window: ["0-200k"] };
  const places = await getUsage(usageReader, toUsage({ group: "inference_geo", filter: ofWorkspace }));
  const geo = places.series[0]?.key ?? "";
  expect(await narrow({ inference_geo: [geo], ...ofWorkspace })).toBe(
    await askTokens({ inference_geos: [geo], context_window: ["0-200k"], workspace_ids: [workspace] }),
  );
  const both = { model: models, service_tier: ["standard"], key: [key] };
  expect(await narrow(both)).toBe(
    await askTokens({ models, service_tiers: ["standard"], api_key_ids: [key] }),
  );
});

test("the heat map has the tokens of every hour once", async () => {
  const { cells } = await getHeatMap(usageReader, {});
  const sum = cells.reduce((total, { tokens }) => total + BigInt(tokens), 0n);
  expect(sum.toString()).toBe(await askTokens());
  expect(cells.length).toBeGreaterThan(24 * 5);
});

test("the Claude Code report has every row of every day", async () => {
  let expected = 0;
  for (const day of listDays(range)) {
    const page = reportPage.parse(await ask("usage_report/claude_code", { starting_at: day, limit: 1000 }));
    expected += claudeCodeRow.array().parse(page.data).length;
  }
  const db = await database();
  expect(await db.$count(claudeCodeRows)).toBe(expected);
});
