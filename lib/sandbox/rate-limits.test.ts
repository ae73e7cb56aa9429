import { describe, expect, test } from "vitest";
import { createTestClient } from "@/scripts/sandbox/test-client";

type Client = ReturnType<typeof createTestClient>;

async function findWorkspace({ get }: Client, name: string) {
  const { data } = (await get("/workspaces?include_archived=true&include_default=true&limit=100")).json;
  return data.find((workspace: { name: string }) => workspace.name === name);
}

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

  test("a model filter returns one entry, and the older API version adds group_type", async () => {
    const { get } = createTestClient();
    const { data } = (await get("/rate_limits?model=claude-sonnet-5", { "anthropic-version": "2023-06-01" }))
      .json;
    expect(data).toMatchObject([{ group_type: "model_group", group: { type: "model_group" } }]);
    expect((await get("/rate_limits?model=nonesuch")).status).toBe(404);
    expect((await get("/rate_limits?group_type=batch")).json.data[0]).not.toHaveProperty("group_type");
  });

  test("spend limits have one per scope, the usage tier stays, and effective ones are for Enterprise", async () => {
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

  test("any spend limit can be put there, as others would; one scope has one for each period", async () => {
    const { post, get } = createTestClient({ control: true });
    const scopes = [
      { type: "user", user_id: "user_1" },
      { type: "seat_tier", seat_tier: "premium" },
      { type: "rbac_group", rbac_group_id: "rbac_group_1" },
      { type: "organization_service", service: "claude_code" },
      { type: "future_team", team_id: "team_1" },
    ];
    for (const scope of scopes) await post("/_sandbox/spend_limits", { scope, amount: null });
    const limit = { scope: scopes[0], amount: "5", period: "weekly", currency: "EUR", is_enabled: false };
    const first = await post("/_sandbox/spend_limits", limit);
    const second = await post("/_sandbox/spend_limits", { ...limit, amount: "6" });
    expect(second.json).toEqual({ ...first.json, amount: "6", updated_at: second.json.updated_at });
    const beta = { "anthropic-beta": "spend-limit-reads-2026-09-26" };
    const listed = (await get("/spend_limits?limit=1000", beta)).json.data;
    const kept = listed.slice(0, scopes.length + 1).map((each: { scope: object }) => each.scope);
    expect(kept).toEqual(expect.arrayContaining(scopes));
    expect((await post("/_sandbox/spend_limits", { scope: { type: "team" }, amount: "1" })).status).toBe(400);
  });
});
