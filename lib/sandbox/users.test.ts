import { describe, expect, test } from "vitest";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";
import { personas } from "./personas";

async function findUser(client: ReturnType<typeof createTestClient>, email: string) {
  const { json } = await client.get(`/users?email=${encodeURIComponent(email)}`);
  return json.data[0];
}

describe("members", () => {
  test("are 48 people with every Console role, newest first, on several pages", async () => {
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

  test("are found by address without case and plus tag, and by any of several roles", async () => {
    const client = createTestClient();
    expect((await findUser(client, "INES.Duarte+x@northwind.example")).email).toBe(personas.admin);
    const { json } = await client.get("/users?roles%5B%5D=billing&roles[]=admin&limit=100");
    expect(json.data).toHaveLength(4);
    expect((await client.get("/users?email=&roles[]=")).json.data).toHaveLength(20);
  });

  test("can change roles, but never from or to admin", async () => {
    const client = createTestClient();
    const member = await findUser(client, personas.member);
    const admin = await findUser(client, personas.admin);
    const changed = await client.post(`/users/${member.id}`, { role: "user" });
    expect(changed).toMatchObject({ status: 200, json: { id: member.id, role: "user" } });
    const refused = toRefusal(400, "invalid_request_error");
    expect(await client.post(`/users/${member.id}`, { role: "admin" })).toMatchObject(refused);
    expect(await client.post(`/users/${admin.id}`, { role: "user" })).toMatchObject(refused);
    expect(await client.post(`/users/${member.id}`, { role: "user", name: "x" })).toMatchObject(refused);
    expect(await client.remove(`/users/${admin.id}`)).toMatchObject(refused);
    expect((await client.get(`/users/${admin.id}`)).json.role).toBe("admin");
  });

  test("lose their personal keys when they leave, but not classic keys", async () => {
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
    expect(await client.remove(`/users/${id}`)).toMatchObject(toRefusal(404, "not_found_error"));
  });

  test("can't all be removed", async () => {
    const { get, remove } = createTestClient({ size: "empty" });
    const [only] = (await get("/users")).json.data;
    const refused = toRefusal(400, "invalid_request_error", "cannot_remove_last_member");
    expect(await remove(`/users/${only.id}`)).toMatchObject(refused);
  });
});
