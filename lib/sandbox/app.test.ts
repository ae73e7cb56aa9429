import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";

describe("a request", () => {
  test("is accepted with the key in either header, and with nothing else", async () => {
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

  test("needs a known version, and gets 404 in the envelope for an unknown path or method", async () => {
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

describe("ID cursors", () => {
  test("lead from both ends to the middle, and through all pages", async () => {
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

  test("are refused if both are given, if they are unknown, or if the limit is out of range", async () => {
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

describe("the rate limit", () => {
  test("answers 429 with retry-after, and opens again", async () => {
    const { get, moveClock } = createTestClient({ rateLimit: 3 });
    for (let turn = 0; turn < 3; turn++) expect((await get("/me")).status).toBe(200);
    const refused = await get("/me");
    expect(refused).toMatchObject({ status: 429, json: { error: { type: "rate_limit_error" } } });
    moveClock(1000 * Number(refused.headers.get("retry-after")));
    expect((await get("/me")).status).toBe(200);
  });
});
