import { describe, expect, test } from "vitest";
import { dayMs } from "./clock";
import { personas } from "./personas";
import { createTestClient } from "./test-client";

const refusal = (status: number, type: string, errorCode?: string) => ({
  status,
  json: { type: "error", error: { type, ...(errorCode && { details: { error_code: errorCode } }) } },
});

async function findUser(client: ReturnType<typeof createTestClient>, email: string) {
  const { json } = await client.get(`/users?email=${encodeURIComponent(email)}`);
  return json.data[0];
}

describe("members", () => {
  test("48 people with every Console role, newest first, two pages and more", async () => {
    const { get } = createTestClient();
    const { json } = await get("/users?limit=1000");
    expect(json.data).toHaveLength(48);
    const roles = new Set(json.data.map(({ role }: { role: string }) => role));
    for (const role of [
      "user",
      "claude_code_user",
      "developer",
      "billing",
      "admin",
      "owner",
      "primary_owner",
    ])
      expect(roles).toContain(role);
    const added = json.data.map(({ added_at }: { added_at: string }) => added_at);
    expect(added).toEqual([...added].sort().reverse());
    expect((await get("/users")).json).toMatchObject({ has_more: true, data: { length: 20 } });
  });

  test("an address matches without case and plus-tag; roles are alternatives", async () => {
    const client = createTestClient();
    expect((await findUser(client, "INES.Duarte+x@northwind.example")).email).toBe(personas.admin);
    const { json } = await client.get("/users?roles%5B%5D=billing&roles[]=admin&limit=100");
    expect(json.data).toHaveLength(4);
    expect((await client.get("/users?email=&roles[]=")).json.data).toHaveLength(20);
  });

  test("a role can change, but never of or to an admin", async () => {
    const client = createTestClient();
    const member = await findUser(client, personas.member);
    const admin = await findUser(client, personas.admin);
    const changed = await client.post(`/users/${member.id}`, { role: "user" });
    expect(changed).toMatchObject({ status: 200, json: { id: member.id, role: "user" } });
    const refused = refusal(400, "invalid_request_error");
    expect(await client.post(`/users/${member.id}`, { role: "admin" })).toMatchObject(refused);
    expect(await client.post(`/users/${admin.id}`, { role: "user" })).toMatchObject(refused);
    expect(await client.post(`/users/${member.id}`, { role: "user", name: "x" })).toMatchObject(refused);
    expect(await client.remove(`/users/${admin.id}`)).toMatchObject(refused);
    expect((await client.get(`/users/${admin.id}`)).json.role).toBe("admin");
  });

  test("a leaver's personal keys are archived, classic keys go on", async () => {
    const client = createTestClient();
    const { id } = await findUser(client, personas.member);
    const before = (await client.get(`/api_keys?created_by_user_id=${id}&limit=100`)).json.data;
    expect(await client.remove(`/users/${id}`)).toMatchObject({ json: { id, type: "user_deleted" } });
    const after = (await client.get(`/api_keys?created_by_user_id=${id}&limit=100`)).json.data;
    expect(after).toHaveLength(before.length);
    for (const key of after) {
      const isPersonal = key.principal?.type === "user_actor";
      expect(key.status).toBe(isPersonal ? "archived" : "active");
    }
    expect(await client.remove(`/users/${id}`)).toMatchObject(refusal(404, "not_found_error"));
  });

  test("the last member stays", async () => {
    const { get, remove } = createTestClient({ size: "empty" });
    const [only] = (await get("/users")).json.data;
    const refused = refusal(400, "invalid_request_error", "cannot_remove_last_member");
    expect(await remove(`/users/${only.id}`)).toMatchObject(refused);
  });
});

describe("invites", () => {
  test("only a pending one can be withdrawn, once", async () => {
    const { get, remove } = createTestClient();
    for (const status of ["accepted", "expired"]) {
      const [invite] = (await get(`/invites?statuses[]=${status}`)).json.data;
      expect(await remove(`/invites/${invite.id}`)).toMatchObject(refusal(400, "invalid_request_error"));
    }
    const [pending] = (await get("/invites?statuses[]=pending")).json.data;
    expect((await remove(`/invites/${pending.id}`)).json).toEqual({ id: pending.id, type: "invite_deleted" });
    expect(await remove(`/invites/${pending.id}`)).toMatchObject(refusal(404, "not_found_error"));
  });

  test("members and open invites cannot be invited again, admins never", async () => {
    const { post } = createTestClient();
    const invited = await post("/invites", { email: "new.person@northwind.example", role: "developer" });
    expect(invited.json).toMatchObject({ status: "pending", accepted_at: null, rbac_group_ids: [] });
    expect(Date.parse(invited.json.expires_at) - Date.parse(invited.json.invited_at)).toBe(21 * dayMs);
    const again = refusal(400, "invalid_request_error", "invite_already_exists");
    expect(await post("/invites", { email: "New.Person@northwind.example", role: "user" })).toMatchObject(
      again,
    );
    const known = refusal(400, "invalid_request_error", "already_member");
    expect(await post("/invites", { email: personas.lead, role: "user" })).toMatchObject(known);
    const refused = refusal(400, "invalid_request_error");
    expect(await post("/invites", { email: "a@northwind.example", role: "admin" })).toMatchObject(refused);
    expect(await post("/invites", { email: "not an address", role: "user" })).toMatchObject(refused);
  });

  test("one is past its time but still pending; a day later it reads as expired", async () => {
    const { get, moveClock, sandbox } = createTestClient();
    const late = (await get("/invites?email=late.reply@northwind.example")).json.data[0];
    expect(late.status).toBe("pending");
    expect(Date.parse(late.expires_at)).toBeLessThan(sandbox.store.now().getTime());
    moveClock(dayMs);
    expect((await get(`/invites/${late.id}`)).json.status).toBe("expired");
  });

  test("accepting makes a member", async () => {
    const { get, sandbox } = createTestClient();
    const [pending] = (await get("/invites?statuses[]=pending")).json.data;
    const user = sandbox.invites.accept(pending.id);
    expect((await get(`/users/${user?.id}`)).json).toMatchObject({
      email: pending.email,
      role: pending.role,
    });
    expect((await get(`/invites/${pending.id}`)).json.status).toBe("accepted");
  });
});

describe("keys", () => {
  test("every status, every kind of principal, and a key without a maker", async () => {
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

  test("deactivating is reversible, archiving is not, expired keys stay expired", async () => {
    const { get, post } = createTestClient();
    const [key] = (await get("/api_keys?status=active")).json.data;
    for (const status of ["inactive", "active", "archived"])
      expect((await post(`/api_keys/${key.id}`, { status })).json.status).toBe(status);
    const refused = refusal(400, "invalid_request_error");
    expect(await post(`/api_keys/${key.id}`, { status: "active" })).toMatchObject(refused);
    expect(await post(`/api_keys/${key.id}`, { name: "x" })).toMatchObject(refused);
    const [expired] = (await get("/api_keys?status=expired")).json.data;
    expect(await post(`/api_keys/${expired.id}`, { status: "active" })).toMatchObject(refused);
    expect(await post(`/api_keys/${expired.id}`, { status: "expired" })).toMatchObject(refused);
    expect((await post(`/api_keys/${expired.id}`, { status: "archived" })).status).toBe(200);
  });

  test("a key expires when its time comes", async () => {
    const { get, moveClock } = createTestClient();
    const find = async () =>
      (await get("/api_keys?limit=1000")).json.data.find(
        ({ name }: { name: string }) => name === "checkout-batch",
      );
    expect((await find()).status).toBe("active");
    moveClock(10 * dayMs);
    expect((await find()).status).toBe("expired");
  });

  test("the older version adds workspace_id: null for Default and for the whole organisation", async () => {
    const { get, sandbox } = createTestClient();
    const old = (await get("/api_keys?limit=1000", { "anthropic-version": "2023-06-01" })).json.data;
    for (const { scope, workspace_id } of old) {
      const isPlain = scope.type === "workspace" && scope.workspace_id !== sandbox.store.defaultWorkspaceId;
      expect(workspace_id).toBe(isPlain ? scope.workspace_id : null);
    }
    expect((await get("/api_keys")).json.data[0]).not.toHaveProperty("workspace_id");
  });
});
