import { describe, expect, test } from "vitest";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";
import { dayMs } from "./clock";

describe("keys", () => {
  test("have every status, every kind of principal, and one without a creator", async () => {
    const { get } = createTestClient();
    const { data } = (await get("/api_keys?limit=1000")).json;
    const has = (isIt: (key: (typeof data)[number]) => boolean) => expect(data.some(isIt)).toBe(true);
    for (const status of ["active", "inactive", "archived", "expired"]) has((key) => key.status === status);
    has(({ principal }) => principal === null);
    has(({ principal }) => principal?.type === "user_actor");
    has(({ principal }) => principal?.type === "service_account_actor");
    has(({ created_by }) => created_by === null);
    has(({ created_by }) => created_by?.type === "service_account");
    has(({ scope }) => scope.type === "organization");
  });

  test("can be deactivated and activated again, but archived and expired keys stay that way", async () => {
    const { get, post } = createTestClient();
    const [key] = (await get("/api_keys?status=active")).json.data;
    for (const status of ["inactive", "active", "archived"])
      expect((await post(`/api_keys/${key.id}`, { status })).json.status).toBe(status);
    const refused = toRefusal(400, "invalid_request_error");
    expect(await post(`/api_keys/${key.id}`, { status: "active" })).toMatchObject(refused);
    expect(await post(`/api_keys/${key.id}`, { name: "x" })).toMatchObject(refused);
    const [expired] = (await get("/api_keys?status=expired")).json.data;
    expect(await post(`/api_keys/${expired.id}`, { status: "active" })).toMatchObject(refused);
    expect(await post(`/api_keys/${expired.id}`, { status: "expired" })).toMatchObject(refused);
    expect((await post(`/api_keys/${expired.id}`, { status: "archived" })).status).toBe(200);
  });

  test("expire when their time comes", async () => {
    const { get, moveClock } = createTestClient();
    const find = async () =>
      (await get("/api_keys?limit=1000")).json.data.find(
        ({ name }: { name: string }) => name === "checkout-batch",
      );
    expect((await find()).status).toBe("active");
    moveClock(10 * dayMs);
    expect((await find()).status).toBe("expired");
  });

  test("have a workspace_id in the older version, null for Default and for the organization", async () => {
    const { get, sandbox } = createTestClient();
    const old = (await get("/api_keys?limit=1000", { "anthropic-version": "2023-06-01" })).json.data;
    for (const { scope, workspace_id } of old) {
      const isPlain = scope.type === "workspace" && scope.workspace_id !== sandbox.store.defaultWorkspaceId;
      expect(workspace_id).toBe(isPlain ? scope.workspace_id : null);
    }
    expect((await get("/api_keys")).json.data[0]).not.toHaveProperty("workspace_id");
  });
});
