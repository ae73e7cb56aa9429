import Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestSandbox } from "@/scripts/sandbox/test-sandbox";

const isoTime = z.iso.datetime({ offset: true });
const usageResult = z.object({
  uncached_input_tokens: z.int().min(0),
  cache_read_input_tokens: z.int().min(0),
  cache_creation: z.object({ ephemeral_5m_input_tokens: z.int(), ephemeral_1h_input_tokens: z.int() }),
  output_tokens: z.int().min(0),
  server_tool_use: z.object({ web_search_requests: z.int() }),
  api_key_id: z.string().nullable(),
  workspace_id: z.string().nullable(),
  model: z.string().nullable(),
});
const costResult = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string(),
  workspace_id: z.string().nullable(),
  description: z.string().nullable(),
  cost_type: z.string().nullable(),
  token_type: z.string().nullable(),
});
const claudeCodeRow = z.object({
  date: isoTime,
  actor: z.object({ type: z.string() }),
  terminal_type: z.string(),
  core_metrics: z.object({ num_sessions: z.int() }),
  tool_actions: z.record(z.string(), z.object({ accepted: z.int(), rejected: z.int() })),
  model_breakdown: z.array(z.object({ model: z.string(), estimated_cost: z.object({ amount: z.number() }) })),
});
const toPage = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), has_more: z.boolean(), next_page: z.string().nullable() });
const toBuckets = <T extends z.ZodType>(result: T) =>
  toPage(z.object({ starting_at: isoTime, ending_at: isoTime, results: z.array(result) }));

const sandbox = createTestSandbox();
const overSandbox = new Anthropic({
  apiKey: sandbox.key,
  baseURL: "http://sandbox",
  fetch: sandbox.fetch,
  maxRetries: 0,
});
const targets: [string, Anthropic][] = [["the sandbox", overSandbox]];
const liveKey = process.env.ANTHROPIC_ADMIN_KEY_CONTRACT;
if (liveKey) {
  const baseURL = process.env.ANTHROPIC_BASE_URL || "https://api.anthropic.com";
  targets.push(["the live API", new Anthropic({ apiKey: liveKey, baseURL })]);
}

function toDayText(daysAgo: number): string {
  return new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

describe.each(targets)("reading from %s", (_, client) => {
  const { organization } = client;

  test("returns the organization", async () => {
    const me = await organization.retrieve();
    expect(me).toMatchObject({ type: "organization", id: expect.any(String), name: expect.any(String) });
  });

  test("returns members page by page, without duplicates", async () => {
    const ids: string[] = [];
    for await (const user of organization.users.list({ limit: 20 })) {
      ids.push(user.id);
      expect(user).toMatchObject({ type: "user", email: expect.any(String), role: expect.any(String) });
      expect(user.added_at).toEqual(isoTime.parse(user.added_at));
      if (ids.length >= 60) break;
    }
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("returns invites and keys", async () => {
    const invites = await organization.invites.list({ limit: 5 });
    for (const invite of invites.data) expect(["pending", "accepted", "expired"]).toContain(invite.status);
    const keys = await organization.apiKeys.list({ limit: 5 });
    for (const key of keys.data) {
      expect(key.type).toBe("api_key");
      expect(await organization.apiKeys.retrieve(key.id)).toMatchObject({ id: key.id, name: key.name });
    }
  });

  test("returns workspaces and their members", async () => {
    const { data } = await organization.workspaces.list({ limit: 3, include_archived: true });
    for (const workspace of data) {
      expect(workspace).toMatchObject({ type: "workspace", name: expect.any(String) });
      const members = await organization.workspaces.members.list(workspace.id, { limit: 2 });
      for (const member of members.data) expect(member.workspace_id).toBe(workspace.id);
    }
  });

  test("returns rate limits", async () => {
    const { data } = await organization.rateLimits.list();
    for (const entry of data) expect(entry.limits.length).toBeGreaterThan(0);
  });

  test("returns the three reports", async () => {
    const starting_at = `${toDayText(3)}T00:00:00Z`;
    const ending_at = `${toDayText(0)}T00:00:00Z`;
    const read = (path: string, query: Record<string, unknown>) =>
      client.get(`/v1/organizations/${path}`, { query });
    const usage = toBuckets(usageResult).parse(
      await read("usage_report/messages", { starting_at, ending_at, group_by: ["model", "workspace_id"] }),
    );
    expect(usage.data.map((bucket) => bucket.starting_at)).toEqual(
      [3, 2, 1].map((day) => `${toDayText(day)}T00:00:00Z`),
    );
    const cost = toBuckets(costResult).parse(
      await read("cost_report", { starting_at, ending_at, group_by: ["workspace_id", "description"] }),
    );
    expect(cost.data).toHaveLength(3);
    toPage(claudeCodeRow).parse(
      await read("usage_report/claude_code", { starting_at: toDayText(3), limit: 5 }),
    );
  });

  test("returns refusals in the envelope", async () => {
    const error = await organization.users
      .retrieve("user_01aaaaaaaaaaaaaaaaaaaaaa")
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Anthropic.NotFoundError);
    const starting_at = "2026-01-01T00:00:00Z";
    const group_by = [
      "api_key_id",
      "workspace_id",
      "model",
      "service_tier",
      "context_window",
      "inference_geo",
    ];
    const tooMany = client.get("/v1/organizations/usage_report/messages", {
      query: { starting_at, group_by },
    });
    await expect(tooMany).rejects.toThrow(Anthropic.BadRequestError);
  });
});

describe("writing to the sandbox", () => {
  const { organization } = overSandbox;

  test("sends an invite, refuses it a second time with a code, and withdraws it", async () => {
    const email = "contract@northwind.example";
    const invite = await organization.invites.create({ email, role: "developer" });
    const again = organization.invites.create({ email, role: "developer" });
    await expect(again).rejects.toMatchObject({ status: 400, errorCode: "invite_already_exists" });
    expect(await organization.invites.delete(invite.id)).toMatchObject({ type: "invite_deleted" });
  });

  test("changes a member's role, a workspace with a member, and a key's status", async () => {
    const user = sandbox.users.add();
    expect(await organization.users.update(user.id, { role: "user" })).toMatchObject({ role: "user" });
    const workspace = await organization.workspaces.create({ name: "Contract" });
    const member = { user_id: user.id, workspace_role: "workspace_developer" } as const;
    expect(await organization.workspaces.members.add(workspace.id, member)).toMatchObject(member);
    const scope = { type: "workspace", workspace_id: workspace.id } as const;
    const key = sandbox.keys.add({ name: "contract", scope });
    expect(await organization.apiKeys.update(key.id, { status: "inactive" })).toMatchObject({
      status: "inactive",
    });
    expect((await organization.workspaces.archive(workspace.id)).archived_at).not.toBeNull();
    expect(await organization.apiKeys.retrieve(key.id)).toMatchObject({ status: "archived" });
    expect(await organization.users.remove(user.id)).toMatchObject({ type: "user_deleted" });
  });

  test("returns analytics page by page and spend limits with the beta headers", async () => {
    const { analytics, spendLimits } = overSandbox.beta.organization;
    const starting_at = `${toDayText(6)}T00:00:00Z`;
    const keys: (string | null)[] = [];
    for await (const row of analytics.cost.list({ starting_at, group_by: ["api_key_id"], limit: 7 }))
      keys.push(row.group.api_key_id);
    expect(keys.length).toBeGreaterThan(20);
    expect(new Set(keys).size).toBe(keys.length);
    const usage = await analytics.usage.list({ starting_at, group_by: ["actor"] });
    expect(usage.data[0]?.usage.total_tokens).toBeGreaterThan(0);
    expect((await spendLimits.list()).data.length).toBeGreaterThan(0);
  });
});
