import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";
import { activeWorkspaceCap } from "./workspaces";

type Client = ReturnType<typeof createTestClient>;

async function findWorkspace({ get }: Client, name: string) {
  const { data } = (await get("/workspaces?include_archived=true&include_default=true&limit=100")).json;
  return data.find((workspace: { name: string }) => workspace.name === name);
}

describe("workspaces", () => {
  test("are nine, with Default and archived ones only on request, and Default by its ID", async () => {
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

  test("are archived permanently, with their keys", async () => {
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

  test(`are active up to a maximum of ${activeWorkspaceCap}`, async () => {
    const { post, get } = createTestClient();
    for (let index = 8; index < activeWorkspaceCap; index++)
      expect((await post("/workspaces", { name: `Team ${index}` })).status).toBe(200);
    expect((await post("/workspaces", { name: "One too many" })).status).toBe(400);
    const [latest] = (await get("/workspaces")).json.data;
    expect((await post(`/workspaces/${latest.id}/archive`)).status).toBe(200);
    expect((await post("/workspaces", { name: "Fits again" })).status).toBe(200);
  });

  test("lose tags set to null, must allow their default region, and can't be renamed if they are Default", async () => {
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
