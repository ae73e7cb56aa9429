import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { peerHeader } from "@/lib/core/auth/client-address";
import type { Scope } from "@/lib/core/auth/scopes";
import { inRequest } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { bulkRows, operations } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { putSettings } from "@/lib/core/settings/store";
import { addTraffic, readLatestUsage } from "@/lib/directory/keys/test-use";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { endpoints } from "./endpoints";
import { serveEndpoints } from "./serve";

const respond = serveEndpoints(endpoints);
let sandbox: TestSandbox;
let token: string;
let user: string;

const makeFor = (scopes: Scope[], owner: string = personas.admin) =>
  makeTokenFor({ name: "Writes", networks: [], days: 90, persona: null, owner, scopes });

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  user = sandbox.users.add({ email: "ana@northwind.example", role: "user" }).id;
  await syncDirectory();
  sandbox.requests.clear();
  forget("access-token-requests");
  token = await makeFor([
    ...(["members:write", "invites:write", "workspaces:write"] as const),
    ...(["memberships:write", "keys:write", "keys:manage", "bulk:write", "read"] as const),
  ]);
});

type Sent = { method?: string; body?: unknown; as?: string; once?: string };

async function send(path: string, { method = "PATCH", body, as = token, once }: Sent = {}) {
  const headers: Record<string, string> = {
    ...{ authorization: `Bearer ${as}`, [peerHeader]: "192.0.2.9", origin: "https://evil.example" },
    ...(once && { "idempotency-key": once }),
  };
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const request = new Request(`http://localhost:3000/api/v1${path}`, { method, headers, ...sent });
  const response = await inRequest({ headers }, () => respond(request));
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: these read what a program would.
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as any };
}

const idOf = (email: string) => sandbox.store.users.list().find((one) => one.email === email)?.id ?? "";
const countWrites = () =>
  [...sandbox.requests]
    .filter(([name]) => !name.startsWith("GET "))
    .reduce((sum, [, count]) => sum + count, 0);

describe("changing a member's role", () => {
  const change = (more: Sent = {}) => send(`/members/${user}`, { body: { role: "developer" }, ...more });

  test("answers with the member, and is recorded as the owner's doing by a token", async () => {
    expect(await change()).toMatchObject({ status: 200, body: { id: user, role: "developer" } });
    expect(await readAudit()).toMatchObject({
      action: "member.change_role",
      outcome: "succeeded",
      actorEmail: personas.admin,
      actorMethod: "token",
      before: { role: "user" },
      after: { role: "developer" },
    });
  });

  test("is forbidden without the scope, and the refusal is recorded", async () => {
    const as = await makeFor(["read"]);
    expect(await change({ as })).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(await readAudit()).toMatchObject({ action: "member.change_role", errorCode: "forbidden" });
    expect(countWrites()).toBe(0);
  });

  test("is refused by the API with its reason", async () => {
    const [admin] = (await send("/members?role=admin&limit=1", { method: "GET" })).body.data;
    const answer = await send(`/members/${admin.id}`, { body: { role: "user" } });
    expect(answer).toMatchObject({ status: 422, body: { code: "refused", detail: expect.any(String) } });
  });

  test("has an unknown outcome where the answer is lost and nobody can tell", async () => {
    const path = `/v1/organizations/users/${user}`;
    sandbox.faults.add({ kind: "slow", delay_ms: 0, method: "GET", path, times: 1 });
    sandbox.faults.add({ kind: "lost_before", path });
    expect(await change()).toMatchObject({ status: 502, body: { code: "outcome_unknown" } });
  });

  test("happens once for a repeated key, is refused with another body, and isn't another token's", async () => {
    const once = "nightly-1";
    const first = await change({ once });
    const writes = countWrites();
    expect(await change({ once })).toEqual(first);
    expect(countWrites()).toBe(writes);
    const other = await change({ once, body: { role: "billing" } });
    expect(other).toMatchObject({ status: 422, body: { reason: "reused_key" } });
    const as = await makeFor(["members:write", "members:read"]);
    expect((await change({ once, as, body: { role: "user" } })).status).toBe(200);
  });

  test("answers a token that may not read members with the ID and what it sent", async () => {
    const as = await makeFor(["members:write"]);
    expect((await change({ as })).body).toEqual({ type: "user", id: user, role: "developer" });
  });

  test("isn't answered again for who has lost the right, and leaves nothing to answer with", async () => {
    const as = await makeFor(["memberships:write", "workspaces:read"], personas.lead);
    const own = sandbox.store.workspaces.list().find(({ name }) => name === "Checkout – prod")?.id ?? "";
    const body = { user_id: user, workspace_role: "workspace_user" };
    const give = (once: string) => send(`/workspaces/${own}/members`, { method: "POST", body, as, once });
    expect((await give("a")).status).toBe(200);
    for (const people of sandbox.store.grants.values()) people.delete(idOf(personas.lead));
    await syncDirectory();
    for (const once of ["a", "b"]) expect((await give(once)).status).toBe(403);
    const db = await database();
    expect(await db.$count(operations)).toBe(1);
  });

  test("can be tried again with the same key after a refusal that may pass", async () => {
    const once = "patient";
    forget("standings");
    sandbox.faults.add({ kind: "lost_before", path: /\/users\//, method: "GET" });
    expect(await change({ once })).toMatchObject({ status: 503, body: { code: "standing_unknown" } });
    sandbox.faults.clear();
    expect((await change({ once })).status).toBe(200);
  });

  test.each([
    ["an inherited name", '{"__proto__":1}', "__proto__"],
    ["an unknown role", { role: "king" }, "role"],
    ["an unknown field", { role: "user", colour: "red" }, "colour"],
    ["no field", {}, "role"],
    ["what isn't JSON", "{", "body"],
  ])("is refused with %s", async (_, body, field) => {
    const answer = await change({ body });
    expect(answer).toMatchObject({ status: 400, body: { fields: { [field]: [expect.any(String)] } } });
    expect(countWrites()).toBe(0);
  });

  test("of nobody isn't found", async () => {
    expect((await send("/members/user_nobody", { body: { role: "user" } })).status).toBe(404);
  });
});

describe("invites", () => {
  const body = { email: "new@northwind.example", role: "user" };

  test("are made and withdrawn", async () => {
    const made = await send("/invites", { method: "POST", body });
    expect(made).toMatchObject({ status: 200, body: { type: "invite", email: body.email, role: "user" } });
    expect(await send(`/invites/${made.body.id}`, { method: "DELETE" })).toEqual({ status: 204, body: null });
  });

  test("of a member are refused with the reason", async () => {
    const answer = await send("/invites", {
      method: "POST",
      body: { ...body, email: "ana@northwind.example" },
    });
    expect(answer).toMatchObject({ status: 422, body: { reason: "already_member" } });
  });

  test("into workspaces need the right to add people to those", async () => {
    const [{ id }] = (await send("/workspaces?limit=1", { method: "GET" })).body.data;
    const as = await makeFor(["invites:write"]);
    const asked = { ...body, workspaces: [{ id, role: "workspace_developer" }] };
    const answer = await send("/invites", { method: "POST", body: asked, as });
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect(countWrites()).toBe(0);
    expect((await send("/invites", { method: "POST", body, as })).status).toBe(200);
  });
});

describe("workspaces", () => {
  test("are created, changed, and archived", async () => {
    const made = await send("/workspaces", { method: "POST", body: { name: "Lab", tags: { team: "a" } } });
    expect(made).toMatchObject({
      status: 200,
      body: { name: "Lab", tags: { team: "a" }, archived_at: null },
    });
    const path = `/workspaces/${made.body.id}`;
    const body = { name: "Labs", tags: { team: null, owner: "b" }, display_color: "#112233" };
    expect(await send(path, { body })).toMatchObject({
      status: 200,
      body: { name: "Labs", tags: { owner: "b" }, display_color: "#112233" },
    });
    expect(await send(`${path}/archive`, { method: "POST" })).toMatchObject({
      status: 200,
      body: { archived_at: expect.any(String) },
    });
  });

  test("wait for a second admin under the two-person rule, and aren't archived before", async () => {
    const made = await send("/workspaces", { method: "POST", body: { name: "Lab" } });
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    const answer = await send(`/workspaces/${made.body.id}/archive`, { method: "POST" });
    expect(answer).toMatchObject({
      status: 202,
      body: {
        run: expect.any(String),
        status: "waiting_for_approval",
        url: expect.stringContaining("/bulk/"),
      },
    });
    const run = await send(`/runs/${answer.body.run}`, { method: "GET" });
    expect(run.body).toMatchObject({ status: "waiting_for_approval", operation: "workspace.archive" });
    expect((await send(`/runs/${answer.body.run}/cancel`, { method: "POST" })).status).toBe(200);
    expect((await send(`/workspaces/${made.body.id}`, { method: "GET" })).body.archived_at).toBeNull();
  });
});

describe("members of a workspace", () => {
  test("get another role by a lead's token, who changes no other workspace", async () => {
    const own = sandbox.store.workspaces.list().find(({ name }) => name === "Checkout – prod")?.id ?? "";
    const foreign = sandbox.store.workspaces.list().find(({ name }) => name === "Data science")?.id ?? "";
    for (const id of [own, foreign]) sandbox.store.grants.get(id)?.set(user, "workspace_user");
    await syncDirectory();
    const as = await makeFor(["memberships:write", "workspaces:read"], personas.lead);
    const body = { workspace_role: "workspace_developer" };
    expect(await send(`/workspaces/${own}/members/${user}`, { body, as })).toMatchObject({
      status: 200,
      body: { user_id: user, workspace_role: "workspace_developer" },
    });
    expect((await send(`/workspaces/${foreign}/members/${user}`, { body, as })).status).toBe(404);
  });
});

describe("memberships", () => {
  const pathOf = (name: string) =>
    `/workspaces/${sandbox.store.workspaces.list().find((one) => one.name === name)?.id}/members`;

  test("are given, also again, changed, and taken by a lead's token, in no other workspace", async () => {
    const as = await makeFor(["memberships:write", "workspaces:read"], personas.lead);
    const body = { user_id: user, workspace_role: "workspace_user" };
    const own = pathOf("Checkout – prod");
    const give = () => send(own, { method: "POST", body, as });
    expect(await give()).toMatchObject({ status: 200, body });
    const writes = countWrites();
    expect(await give()).toMatchObject({ status: 200, body });
    expect(countWrites()).toBe(writes);
    const other = await send(own, {
      ...{ method: "POST", as },
      body: { ...body, workspace_role: "workspace_developer" },
    });
    expect(other).toMatchObject({ status: 422, body: { reason: "already_in_workspace" } });
    expect(await send(`${own}/${user}`, { method: "DELETE", as })).toEqual({ status: 204, body: null });
    expect((await send(`${own}/${user}`, { method: "GET", as })).status).toBe(404);
    const foreign = pathOf("Data science");
    expect((await send(foreign, { method: "POST", body, as })).status).toBe(404);
    const actions = (await readAuditLog()).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["workspace_member.add", "workspace_member.remove"]));
  });

  test("are forbidden without the scope", async () => {
    const as = await makeFor(["read"]);
    const body = { user_id: user, workspace_role: "workspace_user" };
    const answer = await send(pathOf("Data science"), { method: "POST", body, as });
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });
});

describe("an off-boarding", () => {
  /** Two keys that would keep working, one of them used ten days ago. */
  const giveKeys = async () => {
    const scope = { type: "workspace" as const, workspace_id: sandbox.store.workspaces.list()[0]?.id ?? "" };
    const by = { created_by: { id: user, type: "user" as const }, scope };
    const [busy, idle] = ["busy", "idle"].map((name) => sandbox.keys.add({ ...by, name }).id);
    await syncDirectory();
    await addTraffic(busy ?? "", 10);
    sandbox.requests.clear();
    return { busy, idle };
  };
  const remove = (policy: string, more: Sent = {}) =>
    send(`/members/${user}?key_policy=${policy}`, { method: "DELETE", ...more });
  const listStops = async (run: string) => {
    const db = await database();
    const rows = await db.select().from(bulkRows).where(eq(bulkRows.runId, run));
    return rows.filter(({ operation }) => operation === "api_key.deactivate").map(({ targetId }) => targetId);
  };

  test.each([
    ["keep", true, []],
    ["stop_unused", true, ["idle"]],
    ["stop_unused", false, []],
    ["stop_all", false, ["busy", "idle"]],
  ] as const)("with %s, its latest usage read: %s, stops the keys %j", async (policy, isRead, stopped) => {
    const keys = await giveKeys();
    if (isRead) await readLatestUsage();
    const { status, body } = await remove(policy);
    expect([status, (await listStops(body.run)).toSorted()]).toEqual([
      202,
      stopped.map((name) => keys[name]).toSorted(),
    ]);
  });

  test("starts a run with a receipt, once for one key", async () => {
    const answer = await remove("keep", { once: "hr-1" });
    const url = expect.stringContaining("/members/offboardings/");
    expect(answer).toMatchObject({ status: 202, body: { status: "running", url } });
    expect(await remove("keep", { once: "hr-1" })).toEqual(answer);
    const { body } = await send(`/runs/${answer.body.run}`, { method: "GET" });
    expect(body).toMatchObject({ operation: "member.offboard" });
    expect(await remove("keep")).toMatchObject({ status: 422, body: { reason: "being_offboarded" } });
    const other = await remove("stop_all", { once: "hr-1" });
    expect(other).toMatchObject({ status: 422, body: { reason: "reused_key" } });
  });

  test("is refused of admins, of nobody, with a wrong policy, and without the scope", async () => {
    const [admin] = (await send("/members?role=admin&limit=1", { method: "GET" })).body.data;
    for (const [id, status] of [
      [admin.id, 422],
      ["user_nobody", 404],
    ] as const)
      expect((await send(`/members/${id}`, { method: "DELETE" })).status).toBe(status);
    const wrong = await remove("burn");
    expect(wrong).toMatchObject({ status: 400, body: { fields: { key_policy: [expect.any(String)] } } });
    expect((await remove("keep", { as: await makeFor(["read"]) })).status).toBe(403);
    expect(countWrites()).toBe(0);
  });

  test("that stops keys is refused at once to a token that may not stop them", async () => {
    const as = await makeFor(["members:write"]);
    await giveKeys();
    expect((await remove("stop_all", { as })).status).toBe(403);
    expect((await remove("keep", { as })).status).toBe(202);
  });

  test("leaves a grant, which no program may change, to be suspended once the member has left", async () => {
    const db = await database();
    const at = new Date();
    const grant = { email: "ana@northwind.example", persona: "auditor", createdBy: "ada", createdAt: at };
    await db.insert(grants).values({ ...grant, expiresAt: new Date(at.getTime() + 9e8) });
    const { body } = await send(`/members/${user}`, { method: "DELETE" });
    const rows = await db.select().from(bulkRows).where(eq(bulkRows.runId, body.run));
    expect(rows.map(({ operation }) => operation)).toEqual(["member.remove"]);
  });

  test("waits for a second admin under the two-person rule", async () => {
    const db = await database();
    await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
    const other = sandbox.users.add({ email: "ben@northwind.example", role: "user" }).id;
    await syncDirectory();
    const answers = [];
    for (const id of [user, other]) answers.push(await send(`/members/${id}`, { method: "DELETE" }));
    expect(answers.map(({ body }) => body.status)).toEqual(["running", "waiting_for_approval"]);
  });
});

describe("keys", () => {
  test("are renamed, deactivated, and activated", async () => {
    const { data } = (await send("/keys?status=active&limit=1", { method: "GET" })).body;
    const path = `/keys/${data[0].id}`;
    const body = { name: "Renamed", status: "inactive" };
    expect(await send(path, { body })).toMatchObject({
      status: 200,
      body: { name: "Renamed", status: "inactive" },
    });
    expect(await send(path, { body: { status: "active" } })).toMatchObject({ body: { status: "active" } });
    const actions = (await readAuditLog()).map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["api_key.rename", "api_key.deactivate", "api_key.activate"]),
    );
  });

  test("aren't archived without keys:manage", async () => {
    const { data } = (await send("/keys?status=active&limit=1", { method: "GET" })).body;
    const as = await makeFor(["keys:write", "keys:read"]);
    const answer = await send(`/keys/${data[0].id}`, { body: { status: "archived" }, as });
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });
});
