import { expect, test } from "vitest";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";

test.each([
  ["/workspaces", 404],
  ["/workspaces/wrkspc_1/members", 404],
  ["/api_keys?limit=1", 404],
  ["/usage_report/messages?starting_at=2026-11-20T00:00:00Z", 403],
  ["/usage_report/claude_code?starting_at=2026-11-20", 403],
  ["/cost_report?starting_at=2026-11-20T00:00:00Z", 403],
  ["/rate_limits", 403],
])("an Enterprise organization has no %s", async (path, status) => {
  const { get } = createTestClient({ kind: "enterprise" });
  const type = status === 404 ? "not_found_error" : "permission_error";
  expect(await get(path)).toMatchObject(toRefusal(status, type));
});

test("an Enterprise organization has members and invites, with roles of its own", async () => {
  const { get, post } = createTestClient({ kind: "enterprise" });
  const { json } = await get("/users?limit=1000");
  const roles = new Set(json.data.map(({ role }: { role: string }) => role));
  expect([...roles].toSorted()).toEqual(["managed", "membership_admin", "owner", "primary_owner", "user"]);
  const user = json.data.find(({ role }: { role: string }) => role === "user");
  expect((await post(`/users/${user.id}`, { role: "managed" })).json).toMatchObject({ role: "managed" });
  expect((await post(`/users/${user.id}`, { role: "developer" })).status).toBe(400);
  expect((await post("/invites", { email: "new@x.example", role: "managed" })).status).toBe(200);
  expect((await post("/invites", { email: "other@x.example", role: "billing" })).status).toBe(400);
});

test("the kind can be switched while it runs", async () => {
  const { get, post } = createTestClient({ control: true });
  expect((await get("/workspaces")).status).toBe(200);
  await post("/_sandbox/organization", { kind: "enterprise" });
  expect((await get("/workspaces")).status).toBe(404);
  await post("/_sandbox/organization", { kind: "console" });
  expect((await get("/workspaces")).status).toBe(200);
});
