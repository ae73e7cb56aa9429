import { describe, expect, test } from "vitest";
import { personas } from "./personas";
import { createTestClient } from "./test-client";
import { activeWorkspaceCap } from "./workspaces";

type Client = ReturnType<typeof createTestClient>;

async function findWorkspace({ get }: Client, name: string) {
  const { data } = (await get("/workspaces?include_archived=true&include_default=true&limit=100")).json;
  return data.find((workspace: { name: string }) => workspace.name === name);
}

async function findUserId({ get }: Client, email: string): Promise<string> {
  return (await get(`/users?email=${email}`)).json.data[0].id;
}

describe("workspaces", () => {
  test("nine; Default and archived ones only when asked for, Default retrievable by its id", async () => {
    const client = createTestClient();
    const count = async (query: string) =>
      (await client.get(`/workspaces?limit=100${query}`)).json.data.length;
    expect(await count("")).toBe(7);
    expect(await count("&include_archived=true")).toBe(8);
    expect(await count("&include_archived=true&include_default=true")).toBe(9);
    const { defaultWorkspaceId } = client.sandbox.store;
    expect((await client.get(`/workspaces/${defaultWorkspaceId}`)).json.name).toBe("Default");
    expect(await count(`&ids[]=${defaultWorkspaceId}`)).toBe(0);
  });

  test("archiving cascades to the keys and stays", async () => {
    const client = createTestClient();
    const { id } = await findWorkspace(client, "Data science");
    const archived = await client.post(`/workspaces/${id}/archive`);
    expect(archived.json.archived_at).not.toBeNull();
    const keys = (await client.get(`/api_keys?workspace_id=${id}`)).json.data;
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(["archived", "expired"]).toContain(key.status);
    expect((await client.post(`/workspaces/${id}/archive`)).json.archived_at).toBe(archived.json.archived_at);
    expect((await client.post(`/workspaces/${id}`, { name: "x" })).status).toBe(400);
  });

  test(`at most ${activeWorkspaceCap} are active`, async () => {
    const { post, get } = createTestClient();
    for (let index = 8; index < activeWorkspaceCap; index++)
      expect((await post("/workspaces", { name: `Team ${index}` })).status).toBe(200);
    expect((await post("/workspaces", { name: "One too many" })).status).toBe(400);
    const [latest] = (await get("/workspaces")).json.data;
    expect((await post(`/workspaces/${latest.id}/archive`)).status).toBe(200);
    expect((await post("/workspaces", { name: "Fits again" })).status).toBe(200);
  });

  test("null removes a tag, others stay; the default region must be allowed; Default keeps its name", async () => {
    const client = createTestClient();
    const { id } = await findWorkspace(client, "Checkout – prod");
    const tagged = await client.post(`/workspaces/${id}`, { tags: { env: null, owner: "pay" } });
    expect(tagged.json.tags).toEqual({ cost_center: "4410", owner: "pay" });
    const wrongs = [
      { tags: { anthropic_x: "1" } },
      { data_residency: { default_inference_geo: "global" } },
      { data_residency: { workspace_geo: "us" } },
      { name: "" },
      { name: "x".repeat(41) },
      { display_color: "red" },
    ];
    for (const wrong of wrongs) expect((await client.post(`/workspaces/${id}`, wrong)).status).toBe(400);
    const { defaultWorkspaceId } = client.sandbox.store;
    expect((await client.post(`/workspaces/${defaultWorkspaceId}`, { name: "Mine" })).status).toBe(400);
    expect((await client.post(`/workspaces/${defaultWorkspaceId}/archive`)).status).toBe(400);
  });
});

describe("workspace members", () => {
  test("every role occurs; the lead runs two workspaces; one person is in none", async () => {
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

  test("add, change, remove; a second add is refused", async () => {
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

  test("inherited roles are immovable, save a billing member's promotion and its undoing", async () => {
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

  test("Default and archived workspaces take no members", async () => {
    const client = createTestClient();
    const body = { user_id: await findUserId(client, personas.member), workspace_role: "workspace_user" };
    const { id } = await findWorkspace(client, "Legacy chatbot");
    const { defaultWorkspaceId } = client.sandbox.store;
    expect((await client.post(`/workspaces/${id}/members`, body)).status).toBe(400);
    expect((await client.post(`/workspaces/${defaultWorkspaceId}/members`, body)).status).toBe(400);
  });
});

describe("limits", () => {
  test("only overrides are listed unless inherited ones are asked for; null clears", async () => {
    const client = createTestClient();
    const { id } = await findWorkspace(client, "Checkout – staging");
    const [own, ...others] = (await client.get(`/workspaces/${id}/rate_limits`)).json.data;
    expect(others).toEqual([]);
    expect(own.limits).toEqual([
      { type: "requests_per_minute", value: 500, org_limit: 4000, source: { type: "workspace" } },
    ]);
    const inherited = (await client.get(`/workspaces/${id}/rate_limits?include_inherited=true`)).json.data;
    expect(inherited).toHaveLength((await client.get("/rate_limits")).json.data.length);
    const path = `/workspaces/${id}/rate_limits/${own.rate_limit_id}`;
    const raised = await client.post(path, { limits: [{ type: "requests_per_minute", value: 9000 }] });
    expect(raised.json.limits[0]).toMatchObject({ value: 9000, org_limit: 4000 });
    const cleared = await client.post(path, { limits: [{ type: "requests_per_minute", value: null }] });
    expect(cleared.json.limits).toEqual([]);
    expect((await client.post(path, { limits: [{ type: "made_up", value: 1 }] })).status).toBe(400);
  });

  test("a model finds its one entry; the older version names the group's type", async () => {
    const { get } = createTestClient();
    const { data } = (await get("/rate_limits?model=claude-sonnet-5", { "anthropic-version": "2023-06-01" }))
      .json;
    expect(data).toMatchObject([{ group_type: "model_group", group: { type: "model_group" } }]);
    expect((await get("/rate_limits?model=nonesuch")).status).toBe(404);
    expect((await get("/rate_limits?group_type=batch")).json.data[0]).not.toHaveProperty("group_type");
  });

  test("spend limits: one per scope, the usage tier stays, effective ones are for Enterprise", async () => {
    const { get, post, remove } = createTestClient();
    const beta = { "anthropic-beta": "spend-limit-reads-2026-09-26" };
    expect((await get("/spend_limits")).status).toBe(400);
    const { data } = (await get("/spend_limits", beta)).json;
    const organization = data.find(({ scope }: { scope: { type: string } }) => scope.type === "organization");
    const changed = await post("/spend_limits", { scope: { type: "organization" }, amount: "7" });
    expect(changed.json).toMatchObject({
      id: organization.id,
      amount: "7",
      created_at: organization.created_at,
    });
    const tier = data.find(({ scope }: { scope: { type: string } }) => scope.type === "usage_tier");
    expect((await remove(`/spend_limits/${tier.id}`)).status).toBe(400);
    expect((await remove(`/spend_limits/${organization.id}`)).json.type).toBe("spend_limit_deleted");
    expect((await get("/spend_limits/effective")).json.error.details.error_code).toBe(
      "organization_type_not_supported",
    );
    const closed = createTestClient({ hasSpendLimitAccess: false });
    const refused = await closed.post("/spend_limits", { scope: { type: "organization" }, amount: "7" });
    expect(refused).toMatchObject({
      status: 403,
      json: { error: { details: { error_code: "spend_limits_admin_api_writes_not_enabled" } } },
    });
  });
});
