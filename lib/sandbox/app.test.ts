import { afterEach, describe, expect, test } from "vitest";
import { largeCounts } from "./seed-large";
import { type SandboxServer, serveSandbox } from "./server";
import { createTestClient } from "./test-client";

describe("credentials and envelope", () => {
  test("takes the key in either place, nothing else", async () => {
    const { get, sandbox } = createTestClient();
    const bearer = { "x-api-key": "", authorization: `Bearer ${sandbox.key}` };
    expect((await get("/me", { "x-api-key": sandbox.key })).status).toBe(200);
    expect(
      (
        await sandbox.fetch("http://x/v1/organizations/me", {
          headers: { authorization: bearer.authorization, "anthropic-version": "2026-10-21" },
        })
      ).status,
    ).toBe(200);
    const refused = await get("/me", { "x-api-key": "sk-ant-api03-not-an-admin-key" });
    expect(refused).toMatchObject({
      status: 401,
      json: { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
    });
    expect(refused.json.request_id).toBe(refused.headers.get("request-id"));
    expect(refused.headers.get("anthropic-organization-id")).toBeNull();
  });

  test("wants a known version; unknown paths and methods are 404 in the envelope", async () => {
    const { get, send, sandbox } = createTestClient();
    expect(
      (await get("/me", { "anthropic-version": "2026-10-21" })).headers.get("anthropic-organization-id"),
    ).toBe(sandbox.store.organization.id);
    expect((await get("/me", { "anthropic-version": "2020-01-01" })).status).toBe(400);
    expect((await get("/me", { "anthropic-version": "" })).status).toBe(400);
    expect(await get("/nonesuch")).toMatchObject({
      status: 404,
      json: { error: { type: "not_found_error" } },
    });
    expect((await send("PATCH", "/me")).status).toBe(404);
    expect((await get("/service_accounts")).json.error.type).toBe("permission_error");
  });
});

describe("id cursors", () => {
  test("both directions meet in the middle; pages in order make the whole", async () => {
    const { get } = createTestClient();
    const all: string[] = (await get("/users?limit=1000")).json.data.map(({ id }: { id: string }) => id);
    const page = (await get(`/users?limit=10&after_id=${all[9]}`)).json;
    expect(page).toMatchObject({ has_more: true, first_id: all[10], last_id: all[19] });
    const back = (await get(`/users?limit=10&before_id=${all[15]}`)).json;
    expect(back).toMatchObject({ has_more: true, first_id: all[5], last_id: all[14] });
    expect((await get(`/users?limit=10&before_id=${all[5]}`)).json).toMatchObject({
      has_more: false,
      last_id: all[4],
    });
    const end = (await get(`/users?after_id=${all.at(-1)}`)).json;
    expect(end).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
  });

  test("refuses both at once, unknown ones, and limits out of range", async () => {
    const { get } = createTestClient();
    const [{ id }] = (await get("/users")).json.data;
    for (const query of [
      `after_id=${id}&before_id=${id}`,
      "after_id=user_nobody",
      "limit=0",
      "limit=1001",
      "limit=x",
    ])
      expect((await get(`/users?${query}`)).status, query).toBe(400);
    expect((await get("/users?limit=")).status).toBe(200);
  });
});

describe("seeds", () => {
  test("the same seed and clock make the same organisation, another seed another", async () => {
    const paths = [
      "/users?limit=1000",
      "/invites",
      "/api_keys?limit=1000",
      "/usage_report/messages?starting_at=2026-11-20T00:00:00Z",
    ];
    for (const path of paths) {
      const [one, same, other] = await Promise.all(
        [1, 1, 2].map(async (seed) => (await createTestClient({ seed }).get(path)).text),
      );
      expect(one).toBe(same);
      expect(one).not.toBe(other);
    }
  });

  test("large has its counts and answers a day of reports", async () => {
    const { get, sandbox } = createTestClient({ size: "large" });
    const { store } = sandbox;
    expect(store.users.list()).toHaveLength(largeCounts.users);
    expect(store.invites.list()).toHaveLength(largeCounts.invites);
    expect(store.workspaces.list()).toHaveLength(largeCounts.workspaces);
    expect(store.keys.list()).toHaveLength(largeCounts.keys);
    const granted = [...store.grants.values()].reduce((sum, users) => sum + users.size, 0);
    expect(granted).toBe(largeCounts.memberships);
    const dimensions = ["api_key_id", "model", "service_tier", "context_window", "workspace_id"];
    const query = dimensions.map((one) => `&group_by[]=${one}`).join("");
    const { json } = await get(`/usage_report/messages?starting_at=2026-11-20T00:00:00Z&limit=1${query}`);
    expect(json.data[0].results.length).toBeGreaterThan(15_000);
    const active = store.workspaces.list().filter(({ archived_at }) => archived_at === null);
    expect(active.length).toBeLessThanOrEqual(100);
  });

  test("empty has one admin and the Default workspace", async () => {
    const { get } = createTestClient({ size: "empty" });
    expect((await get("/users")).json.data).toMatchObject([{ role: "admin" }]);
    expect((await get("/workspaces?include_default=true&include_archived=true")).json.data).toHaveLength(1);
    expect((await get("/api_keys")).json).toEqual({
      data: [],
      has_more: false,
      first_id: null,
      last_id: null,
    });
  });
});

describe("rate limit", () => {
  test("answers 429 with retry-after, and opens again", async () => {
    const { get, moveClock } = createTestClient({ rateLimit: 3 });
    for (let turn = 0; turn < 3; turn++) expect((await get("/me")).status).toBe(200);
    const refused = await get("/me");
    expect(refused).toMatchObject({ status: 429, json: { error: { type: "rate_limit_error" } } });
    moveClock(1000 * Number(refused.headers.get("retry-after")));
    expect((await get("/me")).status).toBe(200);
  });
});

describe("faults", () => {
  const workspace = { name: "Half made" };
  const listNames = async ({ get }: ReturnType<typeof createTestClient>): Promise<string[]> =>
    (await get("/workspaces?limit=100")).json.data.map(({ name }: { name: string }) => name);

  test("strike as often as told, and only where told", async () => {
    const { get, sandbox } = createTestClient();
    sandbox.faults.add({ kind: "error", method: "get", path: /users$/, times: 2, status: 529 });
    expect((await get("/me")).status).toBe(200);
    for (let turn = 0; turn < 2; turn++)
      expect((await get("/users")).json.error.type).toBe("overloaded_error");
    expect((await get("/users")).status).toBe(200);
  });

  test("lost before: nothing happened; lost after: it happened", async () => {
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

  test("a workspace created incompletely exists", async () => {
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

  test("limits, caps, HTML, cut JSON, slowness and a revoked key", async () => {
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

  test("a slow answer can be given up", async () => {
    const { sandbox } = createTestClient();
    sandbox.faults.add({ kind: "slow", delay_ms: 600_000 });
    const given = sandbox.fetch("http://x/v1/organizations/me", {
      headers: { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21" },
      signal: AbortSignal.timeout(5),
    });
    await expect(given).rejects.toThrow("timeout");
  });
});

describe("over HTTP", () => {
  let server: SandboxServer | undefined;
  afterEach(() => server?.close());

  test("control adds people, keys and faults, accepts invites and counts requests", async () => {
    const { sandbox } = createTestClient({ control: true });
    server = await serveSandbox(sandbox, 0);
    const base = server.url;
    const headers = { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21" };
    const control = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${base}/_sandbox${path}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      });
      expect(response.status).toBe(200);
      return response.json();
    };
    const get = (path: string) => fetch(`${base}/v1/organizations${path}`, { headers });
    const user = await control("POST", "/members", { email: "x@northwind.example", role: "billing" });
    expect(await (await get(`/users/${user.id}`)).json()).toEqual(user);
    const key = await control("POST", "/keys", { name: "made here", created_by_user_id: user.id });
    expect((await get(`/api_keys/${key.id}`)).status).toBe(200);
    const [invite] = (await (await get("/invites?statuses[]=pending")).json()).data;
    expect((await control("POST", `/invites/${invite.id}/accept`)).email).toBe(invite.email);
    await control("DELETE", "/requests");
    await control("POST", "/faults", { kind: "lost_before", path: "/me", times: 1 });
    await expect(get("/me")).rejects.toThrow("fetch failed");
    expect((await get("/me")).status).toBe(200);
    expect(await control("GET", "/requests")).toEqual({
      total: 2,
      requests: { "GET /v1/organizations/me": 2 },
    });
    await control("DELETE", "/faults");
  });

  test("a taken port is told, and control is only there when asked for", async () => {
    const { sandbox, get } = createTestClient();
    server = await serveSandbox(sandbox, 0);
    const port = Number(new URL(server.url).port);
    await expect(serveSandbox(sandbox, port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect((await get("/_sandbox/requests")).status).toBe(404);
  });
});
