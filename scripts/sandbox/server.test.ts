import { afterEach, describe, expect, test } from "vitest";
import { type SandboxServer, serveSandbox } from "./server";
import { createTestClient } from "./test-client";

describe("the sandbox over HTTP", () => {
  let server: SandboxServer | undefined;
  afterEach(() => server?.close());

  test("the sandbox over HTTP has a control that adds people, keys, and faults, accepts invites, and counts requests", async () => {
    const { sandbox } = createTestClient({ control: true });
    server = await serveSandbox(sandbox.fetch, 0);
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

  test("the sandbox over HTTP reports a port in use, and has its control only on request", async () => {
    const { sandbox, get } = createTestClient();
    server = await serveSandbox(sandbox.fetch, 0);
    const port = Number(new URL(server.url).port);
    await expect(serveSandbox(sandbox.fetch, port)).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect((await get("/_sandbox/requests")).status).toBe(404);
  });
});
