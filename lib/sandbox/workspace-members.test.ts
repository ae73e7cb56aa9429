import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { personas } from "./personas";

type Client = ReturnType<typeof createTestClient>;

async function findWorkspace({ get }: Client, name: string) {
  const { data } = (await get("/workspaces?include_archived=true&include_default=true&limit=100")).json;
  return data.find((workspace: { name: string }) => workspace.name === name);
}

async function findUserId({ get }: Client, email: string): Promise<string> {
  return (await get(`/users?email=${email}`)).json.data[0].id;
}

describe("workspace members", () => {
  test("have every role, a lead of two workspaces, and a person in none", async () => {
    const client = createTestClient();
    const lead = await findUserId(client, personas.lead);
    const newcomer = await findUserId(client, "eve.newcomer@northwind.example");
    const members = [];
    for (const { id } of (await client.get("/workspaces")).json.data)
      members.push(...(await client.get(`/workspaces/${id}/members?limit=1000`)).json.data);
    const roles = new Set(members.map(({ workspace_role }) => workspace_role));
    expect([...roles].sort()).toEqual([
      "workspace_admin",
      "workspace_billing",
      "workspace_developer",
      "workspace_restricted_developer",
      "workspace_user",
    ]);
    const isLed = ({ user_id, workspace_role }: { user_id: string; workspace_role: string }) =>
      user_id === lead && workspace_role === "workspace_admin";
    expect(members.filter(isLed)).toHaveLength(2);
    expect(members.some(({ user_id }) => user_id === newcomer)).toBe(false);
  });

  test("can be added once, changed, and removed", async () => {
    const client = createTestClient();
    const { id } = await findWorkspace(client, "Internal tools");
    const user_id = await findUserId(client, "eve.newcomer@northwind.example");
    const path = `/workspaces/${id}/members`;
    const added = await client.post(path, { user_id, workspace_role: "workspace_user" });
    expect(added.json).toEqual({
      type: "workspace_member",
      user_id,
      workspace_id: id,
      workspace_role: "workspace_user",
    });
    expect((await client.post(path, { user_id, workspace_role: "workspace_user" })).status).toBe(400);
    const raised = await client.post(`${path}/${user_id}`, { workspace_role: "workspace_admin" });
    expect(raised.json.workspace_role).toBe("workspace_admin");
    expect((await client.post(`${path}/${user_id}`, { workspace_role: "workspace_billing" })).status).toBe(
      400,
    );
    expect((await client.remove(`${path}/${user_id}`)).json.type).toBe("workspace_member_deleted");
    expect((await client.get(`${path}/${user_id}`)).status).toBe(404);
  });

  test("can't have their inherited roles changed, except that billing members can become admins and back", async () => {
    const client = createTestClient();
    const { id } = await findWorkspace(client, "Internal tools");
    const path = `/workspaces/${id}/members`;
    const admin = await findUserId(client, personas.admin);
    const billing = await findUserId(client, personas.finance);
    expect((await client.remove(`${path}/${admin}`)).status).toBe(400);
    expect((await client.remove(`${path}/${billing}`)).status).toBe(400);
    expect((await client.post(`${path}/${admin}`, { workspace_role: "workspace_user" })).status).toBe(400);
    expect((await client.post(`${path}/${billing}`, { workspace_role: "workspace_user" })).status).toBe(400);
    for (const workspace_role of ["workspace_admin", "workspace_billing"])
      expect((await client.post(`${path}/${billing}`, { workspace_role })).json.workspace_role).toBe(
        workspace_role,
      );
    await client.post(`/users/${billing}`, { role: "developer" });
    expect((await client.get(`${path}/${billing}`)).status).toBe(404);
  });

  test("can't be added to Default and archived workspaces", async () => {
    const client = createTestClient();
    const body = { user_id: await findUserId(client, personas.member), workspace_role: "workspace_user" };
    const { id } = await findWorkspace(client, "Legacy chatbot");
    const { defaultWorkspaceId } = client.sandbox.store;
    expect((await client.post(`/workspaces/${id}/members`, body)).status).toBe(400);
    expect((await client.post(`/workspaces/${defaultWorkspaceId}/members`, body)).status).toBe(400);
  });
});
