import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { dayMs, hourMs } from "./clock";

const usage = "/usage_report/messages";
const fast = { "anthropic-beta": "fast-mode-2026-02-01" };
const tokenPaths = ["uncached_input_tokens", "cache_read_input_tokens", "output_tokens"] as const;

type UsageResult = Record<(typeof tokenPaths)[number], number> & {
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
  server_tool_use: { web_search_requests: number };
};
type Bucket<T> = { starting_at: string; ending_at: string; results: T[] };

function sumTokens(buckets: Bucket<UsageResult>[]): number[] {
  const results = buckets.flatMap((bucket) => bucket.results);
  const sum = (toCount: (result: UsageResult) => number) =>
    results.reduce((total, one) => total + toCount(one), 0);
  return [
    ...tokenPaths.map((path) => sum((one) => one[path])),
    sum((one) => one.cache_creation.ephemeral_5m_input_tokens),
    sum((one) => one.cache_creation.ephemeral_1h_input_tokens),
    sum((one) => one.server_tool_use.web_search_requests),
  ];
}

describe("the usage report", () => {
  test("has the same total in every grouping, to the last token", async () => {
    const { get } = createTestClient();
    const range = "?starting_at=2026-11-10T00:00:00Z&ending_at=2026-11-25T00:00:00Z&limit=31";
    const total = sumTokens((await get(usage + range)).json.data);
    expect(total.every((count) => count > 0)).toBe(true);
    const dimensions = [
      "api_key_id",
      "workspace_id",
      "model",
      "service_tier",
      "context_window",
      "inference_geo",
    ];
    const groupings = [...dimensions, "account_id", "service_account_id", "speed"].map((one) => [one]);
    for (const grouping of [...groupings, dimensions.slice(0, 5)]) {
      const query = grouping.map((one) => `&group_by[]=${one}`).join("");
      expect(sumTokens((await get(usage + range + query, fast)).json.data), query).toEqual(total);
    }
  });

  test("has the same total for a day's hours and minutes, even today", async () => {
    const { get } = createTestClient();
    for (const day of ["2026-11-23", "2026-11-24"]) {
      const next = new Date(Date.parse(day) + dayMs).toISOString();
      const range = `?starting_at=${day}T00:00:00Z&ending_at=${next}`;
      const whole = sumTokens((await get(`${usage}${range}`)).json.data);
      expect(sumTokens((await get(`${usage}${range}&bucket_width=1h`)).json.data)).toEqual(whole);
      expect(sumTokens((await get(`${usage}${range}&bucket_width=1m&limit=1440`)).json.data)).toEqual(whole);
    }
  });

  test("has buckets at full hours or days, oldest first, including empty ones", async () => {
    const { get } = createTestClient({ size: "empty" });
    const { json } = await get(`${usage}?starting_at=2026-11-20T13:45:00Z&ending_at=2026-11-23T00:00:00Z`);
    expect(json).toEqual({
      data: [20, 21, 22].map((day) => ({
        starting_at: `2026-11-${day}T00:00:00Z`,
        ending_at: `2026-11-${day + 1}T00:00:00Z`,
        results: [],
      })),
      has_more: false,
      next_page: null,
    });
  });

  test("has pages of buckets, and cursors that belong to one query", async () => {
    const { get } = createTestClient();
    const query = `${usage}?starting_at=2026-11-01T00:00:00Z&ending_at=2026-11-15T00:00:00Z`;
    const first = (await get(query)).json;
    expect(first).toMatchObject({
      has_more: true,
      data: { length: 7 },
      next_page: expect.stringMatching(/^page_/),
    });
    const second = (await get(`${query}&page=${first.next_page}`)).json;
    expect(second).toMatchObject({ has_more: false, next_page: null, data: { length: 7 } });
    expect(second.data[0].starting_at).toBe("2026-11-08T00:00:00Z");
    expect((await get(`${query}&models[]=x&page=${first.next_page}`)).status).toBe(400);
    expect((await get(`${query}&page=page_nonsense`)).status).toBe(400);
  });

  test.each([
    ["no start", ""],
    ["a start that is no time", "?starting_at=yesterday"],
    ["an end before the start", "?starting_at=2026-11-20T00:00:00Z&ending_at=2026-11-19T00:00:00Z"],
    ["32 days", "?starting_at=2026-11-01T00:00:00Z&limit=32"],
    ["169 hours", "?starting_at=2026-11-01T00:00:00Z&bucket_width=1h&limit=169"],
    ["1441 minutes", "?starting_at=2026-11-01T00:00:00Z&bucket_width=1m&limit=1441"],
    ["no bucket at all", "?starting_at=2026-11-01T00:00:00Z&limit=0"],
    ["an unknown width", "?starting_at=2026-11-01T00:00:00Z&bucket_width=1w"],
    ["an unknown dimension", "?starting_at=2026-11-01T00:00:00Z&group_by[]=color"],
    ["speed without its header", "?starting_at=2026-11-01T00:00:00Z&group_by[]=speed"],
    ["a filter on speed without its header", "?starting_at=2026-11-01T00:00:00Z&speeds[]=fast"],
    [
      "six dimensions",
      `?starting_at=2026-11-01T00:00:00Z${["api_key_id", "workspace_id", "model", "service_tier", "context_window", "account_id"].map((one) => `&group_by[]=${one}`).join("")}`,
    ],
  ])("refuses %s", async (_, query) => {
    const { get } = createTestClient();
    expect(await get(usage + query)).toMatchObject({
      status: 400,
      json: { error: { type: "invalid_request_error" } },
    });
  });

  test("has null for Default and for no key, and no region for old models", async () => {
    const { get } = createTestClient();
    const dimensions = ["workspace_id", "api_key_id", "inference_geo", "account_id", "service_tier"];
    const query = dimensions.map((one) => `&group_by[]=${one}`).join("");
    const { results } = (await get(`${usage}?starting_at=2026-11-20T00:00:00Z&limit=1${query}`)).json.data[0];
    const has = (isIt: (one: (typeof results)[number]) => boolean) => expect(results.some(isIt)).toBe(true);
    has((one) => one.workspace_id === null && one.api_key_id !== null);
    has((one) => one.api_key_id === null && one.account_id !== null);
    has((one) => one.inference_geo === "not_available");
    has((one) => one.service_tier === "priority");
    expect(
      results.every((one: { model: null; inference_geo: string }) => one.model === null && one.inference_geo),
    ).toBe(true);
    expect(results[0]).not.toHaveProperty("speed");
  });

  test("includes keys of people who left, and deactivated keys up to that minute", async () => {
    const { get, post, moveClock, sandbox } = createTestClient();
    const { data } = (await get("/api_keys?limit=1000")).json;
    const isLeaver = (key: { created_by: { id: string } | null; status: string }) =>
      key.status === "active" && key.created_by !== null && sandbox.store.departed.has(key.created_by.id);
    const key = data.find(isLeaver);
    const read = async () =>
      sumTokens(
        (await get(`${usage}?starting_at=2026-11-24T00:00:00Z&api_key_ids[]=${key.id}`)).json.data,
      )[0] ?? 0;
    const before = await read();
    expect(before).toBeGreaterThan(0);
    moveClock(2 * hourMs);
    const later = await read();
    expect(later).toBeGreaterThan(before);
    await post(`/api_keys/${key.id}`, { status: "inactive" });
    moveClock(2 * hourMs);
    expect(await read()).toBe(later);
  });
});
