import { beforeEach, describe, expect, test, vi } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getLastOutcome } from "@/lib/core/admin-api/request-outcomes";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { limitReadings } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { getReadings, saveReading } from "./mirror";
import { getLimits } from "./read";
import { organizationLimit, workspaceLimit } from "./response-schema";

const by = permitFor("admin", "workspaces:read");
let sandbox: TestSandbox;
let workspaceId: string;

beforeEach(async () => {
  await resetDatabase();
  forget("limit-attempts");
  sandbox = resetSandbox();
  workspaceId = sandbox.store.workspaces.list().find(({ name }) => name === "Checkout – staging")?.id ?? "";
  await syncDirectory();
  sandbox.requests.clear();
});

async function read(permit = by, id = workspaceId) {
  await getLimits(permit, id);
  const ask = async () => {
    const found = await getLimits(permit, id);
    return found.isRefreshing ? undefined : found;
  };
  return vi.waitUntil(ask, { timeout: 10_000 });
}

test("stored limits are returned at once, and old ones are refreshed in the background", async () => {
  const first = await getLimits(by, workspaceId);
  expect(first).toMatchObject({ groups: [], isRefreshing: true, rates: { seenAt: null } });
  const { groups, rates, spend } = await read();
  expect(rates).toMatchObject({ refusal: null, failure: null, seenAt: expect.any(String) });
  const sonnet = groups.find(({ name }) => name === "Claude Sonnet 5.x");
  expect(sonnet?.limits).toEqual([
    { type: "requests_per_minute", own: 500, organization: 4000 },
    { type: "input_tokens_per_minute_cache_aware", own: null, organization: 4_000_000 },
    { type: "output_tokens_per_minute", own: null, organization: 800_000 },
  ]);
  expect(spend.limits.map(({ scope, cents }) => [scope, cents]).toSorted()).toEqual([
    ["organization", "1500000"],
    ["usage_tier", "20000000"],
    ["workspace", "40000"],
  ]);
  sandbox.requests.clear();
  expect((await getLimits(by, workspaceId)).isRefreshing).toBe(false);
  expect([...sandbox.requests.keys()]).toEqual([]);
});

test("limits are refreshed after five minutes, and kept if the API is down", async () => {
  await read();
  const db = await database();
  await db.update(limitReadings).set({ seenAt: new Date(Date.now() - 6 * 60_000) });
  sandbox.faults.add({ kind: "lost_before", path: "_limits" });
  const found = await read();
  expect(found.groups).toHaveLength(8);
  expect(found.rates).toMatchObject({ failure: "api_unreachable", refusal: null });
  sandbox.requests.clear();
  expect((await getLimits(by, workspaceId)).isRefreshing).toBe(false);
  expect([...sandbox.requests.keys()]).toEqual([]);
});

describe("a refusal to read limits", () => {
  test.each([
    [403, "spend_limits_admin_api_writes_not_enabled", "spend_limits_admin_api_writes_not_enabled"],
    [403, undefined, "refused"],
    [400, "organization_type_not_supported", "organization_type_not_supported"],
    [404, undefined, "not_available"],
  ])("by %s %s is shown as such and shows nothing about the key", async (status, error_code, refusal) => {
    const fault = { kind: "error", status, path: "/spend_limits" } as const;
    sandbox.faults.add({ ...fault, ...(error_code && { error_code }) });
    expect((await read()).spend).toMatchObject({ limits: [], refusal });
    expect(getLastOutcome()?.error).toBeNull();
  });
});

test("names that the database can't store are shown with a sign in their place", async () => {
  const entries = [{ id: "a", name: "Opus\0", models: ["\ud800"] }];
  await saveReading(await database(), "rate:odd", { entries, refusal: null, seenAt: new Date() });
  const kept = (await getReadings(["rate:odd"])).get("rate:odd");
  expect(kept?.entries).toEqual([{ id: "a", name: "Opus\ufffd", models: ["\ufffd"] }]);
});

test("Default has no limits of its own, and none are requested", async () => {
  const { defaultWorkspaceId } = sandbox.store;
  const found = await read(by, defaultWorkspaceId);
  expect(found.reason).toBe("default_workspace");
  expect(found.groups.flatMap(({ limits }) => limits).every(({ own }) => own === null)).toBe(true);
  expect([...sandbox.requests.keys()].filter((path) => path.includes(defaultWorkspaceId))).toEqual([]);
});

test("a lead sees the limits of their own workspaces, and no limit of the organization", async () => {
  const lead = permitFor(newActor("lead", { workspaceIds: [workspaceId] }), "workspaces:read");
  const { groups, spend } = await read(lead);
  expect(groups).toHaveLength(8);
  expect(spend.limits.map(({ scope }) => scope)).toEqual(["workspace"]);
  const other = sandbox.store.workspaces.list().find(({ name }) => name === "Data science")?.id ?? "";
  await expect(getLimits(lead, other)).rejects.toMatchObject({ code: "not_found" });
});

test("responses of old and new shape give the same limits", () => {
  const limits = [{ type: "requests_per_minute", value: 5 }];
  const models = ["claude-x"];
  const parsed = { type: "model_group", name: null, models };
  expect(organizationLimit.parse({ group_type: "model_group", models, limits })).toEqual({
    ...parsed,
    id: null,
    limits: [{ type: "requests_per_minute", own: null, organization: 5 }],
  });
  const old = { group_type: "model_group", models, limits: [{ ...limits[0], org_limit: 9 }] };
  expect(workspaceLimit.parse(old)).toEqual({
    ...parsed,
    id: null,
    limits: [{ type: "requests_per_minute", own: 5, organization: 9 }],
  });
  const inherited = { ...limits[0], org_limit: null, source: { type: "organization" } };
  const group = { type: "from_the_future", id: "rlg_1" };
  expect(workspaceLimit.parse({ rate_limit_id: "rl_1", group, models: null, limits: [inherited] })).toEqual({
    id: "rl_1",
    type: "from_the_future",
    name: null,
    models: null,
    limits: [{ type: "requests_per_minute", own: null, organization: null }],
  });
});
