import { expect, test } from "vitest";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";

type Activity = { id: string; created_at: string; type: string; actor: Record<string, unknown> };

function createFeedClient(options: Parameters<typeof createTestClient>[0] = {}) {
  const client = createTestClient({ control: true, ...options });
  const list = async (query = "", headers: Record<string, string> = {}) => {
    const { key } = client.sandbox;
    const response = await client.sandbox.fetch(`http://sandbox/v1/compliance/activities?${query}`, {
      headers: { "x-api-key": key, "anthropic-version": "2026-10-21", ...headers },
    });
    return { status: response.status, json: await response.json() };
  };
  /** A moment later: activities at the same instant have no guaranteed order. */
  const newest = async (): Promise<Activity> => {
    client.moveClock(1000);
    const [found] = (await list("limit=1")).json.data;
    client.moveClock(1000);
    return found;
  };
  return { ...client, list, newest };
}

test("the feed lists the newest activity first, and has pages in both directions", async () => {
  const { list } = createFeedClient();
  const first = (await list("limit=5")).json;
  expect(first).toMatchObject({ has_more: true, first_id: first.data[0].id, last_id: first.data[4].id });
  const times = first.data.map(({ created_at }: Activity) => created_at);
  expect(times).toEqual(times.toSorted().reverse());
  const second = (await list(`limit=5&after_id=${first.last_id}`)).json;
  const back = (await list(`limit=5&before_id=${second.first_id}`)).json;
  expect(back.data).toEqual(first.data);
  expect(back.has_more).toBe(true);
  expect((await list()).json.data).toHaveLength(100);
  const { length } = (await list("limit=5000")).json.data;
  expect(length).toBeGreaterThan(300);
});

test("the feed shows who did what, by the kind of actor", async () => {
  const { newest, post, send, sandbox } = createFeedClient();
  const [user] = sandbox.store.users.list();
  await send(
    "POST",
    "/invites",
    { email: "a@northwind.example", role: "user" },
    { "user-agent": "terraform" },
  );
  expect(await newest()).toMatchObject({
    type: "org_user_invite_sent",
    invited_email: "a@northwind.example",
    actor: { type: "admin_api_key_actor", user_agent: "terraform", ip_address: "203.0.113.7" },
  });
  expect(await newest()).toMatchObject({ type: "compliance_api_accessed", organization_id: null });
  await post(`/_sandbox/members/${user?.id}/role`, { role: "billing" });
  expect(await newest()).toMatchObject({
    type: "claude_user_role_updated",
    user_id: user?.id,
    previous_role: user?.role,
    current_role: "billing",
    actor: { type: "user_actor", email_address: "siobhan.oneill@northwind.example" },
  });
  await post("/_sandbox/members", {});
  expect(await newest()).toMatchObject({ actor: { type: "scim_directory_sync_actor" } });
});

test("a refused write leaves no trace", async () => {
  const { newest, post } = createFeedClient();
  const before = await newest();
  expect((await post("/users/user_nobody", { role: "user" })).status).toBe(404);
  const after = await newest();
  expect(after.type).toBe("compliance_api_accessed");
  expect(Date.parse(after.created_at)).toBeGreaterThanOrEqual(Date.parse(before.created_at));
});

test("the feed can be filtered by type, actor, organization, and time", async () => {
  const { list, sandbox } = createFeedClient();
  const [user] = sandbox.store.users.list();
  const ofUser = (await list(`actor_ids[]=${user?.id}&activity_types[]=org_user_invite_accepted`)).json.data;
  expect(ofUser).toHaveLength(1);
  const at = encodeURIComponent(ofUser[0].created_at);
  expect((await list(`created_at.gte=${at}&created_at.lte=${at}`)).json.data).toHaveLength(1);
  expect((await list(`created_at.gt=${at}&created_at.lt=${at}`)).json.data).toHaveLength(0);
  expect((await list("organization_ids[]=org_other")).status).toBe(403);
});

test.each([
  "limit=0",
  "limit=5001",
  "after_id=x&before_id=y",
  "after_id=nobody",
  "activity_types=org_user_deleted",
  "page=1",
  "created_at.gte=yesterday",
])("the feed refuses %s", async (query) => {
  const { list } = createFeedClient();
  expect(await list(query)).toMatchObject({ status: 400 });
});

test("the feed is off with 403 until the organization enables it", async () => {
  const { list, post } = createFeedClient({ hasCompliance: false });
  const refused = await list();
  expect({ status: refused.status, json: refused.json }).toMatchObject(toRefusal(403, "permission_error"));
  await post("/_sandbox/compliance", { enabled: true });
  expect((await list()).status).toBe(200);
});
