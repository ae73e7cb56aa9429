import Big from "big.js";
import { describe, expect, test } from "vitest";
import { createTestClient } from "./test-client";

describe("faults", () => {
  const workspace = { name: "Half made" };
  const listNames = async ({ get }: ReturnType<typeof createTestClient>): Promise<string[]> =>
    (await get("/workspaces?limit=100")).json.data.map(({ name }: { name: string }) => name);

  test("affect as many requests as configured, and only the configured path", async () => {
    const { get, sandbox } = createTestClient();
    sandbox.faults.add({ kind: "error", method: "get", path: /users$/, times: 2, status: 529 });
    expect((await get("/me")).status).toBe(200);
    for (let turn = 0; turn < 2; turn++)
      expect((await get("/users")).json.error.type).toBe("overloaded_error");
    expect((await get("/users")).status).toBe(200);
  });

  test("affect only requests with the configured text", async () => {
    const { post, sandbox } = createTestClient();
    sandbox.faults.add({ kind: "error", method: "POST", path: "/workspaces", body: "Half", status: 500 });
    expect((await post("/workspaces", { name: "Whole" })).status).toBe(200);
    expect((await post("/workspaces", workspace)).status).toBe(500);
  });

  test("faults lose a request before it has an effect or after it", async () => {
    const client = createTestClient();
    client.sandbox.faults.add({ kind: "lost_before", method: "POST", times: 1 });
    await expect(client.post("/workspaces", workspace)).rejects.toThrow("fetch failed");
    expect(await listNames(client)).not.toContain("Half made");
    client.sandbox.faults.add({ kind: "lost_after", method: "POST", times: 1 });
    await expect(client.post("/workspaces", workspace)).rejects.toThrow("fetch failed");
    expect(await listNames(client)).toContain("Half made");
    client.sandbox.faults.add({ kind: "lost_after", method: "POST", times: 1, status: 500 });
    expect((await client.post("/workspaces", { name: "Second" })).status).toBe(500);
    expect(await listNames(client)).toContain("Second");
  });

  test("faults include a workspace that is created incompletely", async () => {
    const client = createTestClient();
    client.sandbox.faults.add({
      kind: "error",
      status: 503,
      error_code: "workspace_created_incomplete",
      times: 1,
    });
    const { status, json } = await client.post("/workspaces", workspace);
    expect({ status, code: json.error.details.error_code }).toEqual({
      status: 503,
      code: "workspace_created_incomplete",
    });
    expect((await client.get(`/workspaces/${json.error.details.workspace_id}`)).json.name).toBe("Half made");
  });

  test("faults include limits, caps, HTML, cut JSON, slow responses, and a revoked key", async () => {
    const { get, sandbox } = createTestClient();
    const strikeOnce = (fault: Parameters<typeof sandbox.faults.add>[0]) => {
      sandbox.faults.add({ times: 1, ...fault });
      return get("/me");
    };
    expect((await strikeOnce({ kind: "rate_limit", retry_after: 7 })).headers.get("retry-after")).toBe("7");
    const capped = await strikeOnce({ kind: "spend_cap" });
    expect({ status: capped.status, wait: capped.headers.get("retry-after") }).toEqual({
      status: 429,
      wait: null,
    });
    expect(await strikeOnce({ kind: "html" })).toMatchObject({
      status: 502,
      text: expect.stringMatching(/^<!DOCTYPE/),
    });
    expect(await strikeOnce({ kind: "html_ok" })).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^<!DOCTYPE/),
    });
    sandbox.faults.add({ kind: "truncated", times: 1 });
    await expect(get("/me")).rejects.toThrow(SyntaxError);
    expect((await strikeOnce({ kind: "slow", delay_ms: 1 })).status).toBe(200);
    await strikeOnce({ kind: "revoked" });
    expect((await get("/me")).status).toBe(401);
    sandbox.faults.clear();
    expect((await get("/me")).status).toBe(200);
  });

  test("faults include a slow response that can be given up", async () => {
    const { sandbox } = createTestClient();
    sandbox.faults.add({ kind: "slow", delay_ms: 600_000 });
    const given = sandbox.fetch("http://x/v1/organizations/me", {
      headers: { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21" },
      signal: AbortSignal.timeout(5),
    });
    await expect(given).rejects.toThrow("timeout");
  });

  test("faults can put each bucket on a page of its own", async () => {
    const { get, sandbox } = createTestClient();
    const query = "/usage_report/messages?starting_at=2026-11-20T00:00:00Z&bucket_width=1h&limit=30";
    const whole = (await get(query)).json.data;
    sandbox.faults.add({ kind: "one_bucket" });
    const buckets: unknown[] = [];
    let page: string | null = "";
    while (page !== null) {
      const { json } = await get(`${query}${page && `&page=${page}`}`);
      expect(json.data).toHaveLength(1);
      expect(json.has_more).toBe(json.next_page !== null);
      buckets.push(...json.data);
      page = buckets.length < 30 ? json.next_page : null;
    }
    expect(buckets).toEqual(whole);
    expect((await get("/users")).json.data).toHaveLength(20);
  });

  test("faults can return the same buckets newest first", async () => {
    const { get, sandbox } = createTestClient();
    const query = "/cost_report?starting_at=2026-11-20T00:00:00Z&limit=4";
    const whole = (await get(query)).json;
    sandbox.faults.add({ kind: "out_of_order" });
    expect((await get(query)).json).toEqual({ ...whole, data: whole.data.toReversed() });
  });

  test("faults can bill large amounts in yen", async () => {
    const { get, sandbox } = createTestClient();
    const query = "/cost_report?starting_at=2026-11-20T00:00:00Z&limit=1&group_by[]=description";
    const read = async (): Promise<{ amount: string; currency: string }[]> =>
      (await get(query)).json.data[0].results;
    const dollars = await read();
    sandbox.faults.add({ kind: "large_yen" });
    const yen = await read();
    expect(yen.map(({ amount }) => new Big(amount).div(100_000).toFixed())).toEqual(
      dollars.map(({ amount }) => new Big(amount).toFixed()),
    );
    expect(new Set(yen.map(({ currency }) => currency))).toEqual(new Set(["JPY"]));
  });
});
