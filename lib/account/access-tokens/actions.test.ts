import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { authenticate } from "@/lib/core/auth/access-token";
import { peerHeader } from "@/lib/core/auth/client-address";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { approveBulk, declineBulk } from "@/lib/core/bulk/actions";
import { findRun, listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import { operations } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { addOwnToken, addServiceToken, requestServiceToken, revokeAnyToken, revokeOwnToken } from "./actions";
import { accessTokenOperations } from "./bulk";
import type { NewServiceToken, NewToken } from "./schema";
import { listOwnTokens, listTokens } from "./store";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const eve = "eve@northwind.example";
type As = string | { token: string };

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("eve", "admin");
  await addMember("bob", "user");
});
afterEach(() => {
  env.READ_ONLY = false;
});

const own: NewToken = { name: "Nightly", scopes: ["read"], networks: [], days: 90 };
const service: NewServiceToken = { ...own, name: "Okta", persona: "auditor", scopes: ["read", "scim"] };

const startStale = (email: string) =>
  startTestSession(email, { authenticatedAt: new Date(Date.now() - 3_600_000) });
const add = (as: As, given: Partial<NewToken> = {}) =>
  inRequest({ as }, () => addOwnToken({ ...own, ...given }));
const addService = (as: As, given: Partial<NewServiceToken> = {}) =>
  inRequest({ as }, () => addServiceToken({ ...service, ...given }));
const ask = (as: As) => inRequest({ as }, () => requestServiceToken(service));
const revoke = (as: As, id: string) => inRequest({ as }, () => revokeOwnToken({ id }));
const revokeAny = (as: As, id: string) => inRequest({ as }, () => revokeAnyToken({ id }));
const listRows = async () => (await database()).select().from(accessTokens);

async function addWell(as: As = bob): Promise<{ id: string; token: string }> {
  const { data, serverError } = await add(as);
  expect(serverError).toBeUndefined();
  return { id: data?.id ?? "", token: data?.token ?? "" };
}

function send(token: unknown) {
  const sent = { authorization: `Bearer ${String(token)}`, [peerHeader]: "192.0.2.9" };
  return authenticate({ headers: new Headers(sent) });
}

async function requireTwo(): Promise<void> {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, ada, { two_person_rule: true }));
}

const noApi = { absent: "Access tokens are Castellan's own; the API has none." };
const toLost = (event: "insert" | "update", table = "access_tokens") => ({
  stored: { within: (run: () => Promise<object>) => withBrokenTable(table, event, run) },
});
const anOldSession = (email: string) => ({
  by: { "an old session, such as a stolen one": () => startStale(email) },
  failure: { code: "step_up_required" },
  audit: { actorEmail: email, errorCode: "step_up_required" },
});

describeAction<As>("addOwnToken", {
  run: (as) => add(as),
  changed: async ({ data }) => {
    expect(await listRows()).toMatchObject([{ owner: bob, persona: null, scopes: ["read"], createdBy: bob }]);
    expect((await send(Object(data).token)).actor).toMatchObject({ email: bob, persona: "member" });
  },
  unchanged: async () => expect(await listRows()).toEqual([]),
  allowed: {
    by: { everyone: bob },
    audit: { targetLabel: "Nightly", after: { owner: bob, persona: null, scopes: ["read"], days: 90 } },
  },
  forbidden: anOldSession(bob),
  refusedByApi: noApi,
  lost: toLost("insert"),
});

describe("making a token", () => {
  test("refused with scopes that its owner doesn't have, or that only service tokens have", async () => {
    const beyond = { code: "refused", reason: "scope_beyond_rights" };
    expect((await add(bob, { scopes: ["members:read"] })).serverError).toMatchObject(beyond);
    expect((await add(ada, { scopes: ["scim"] })).serverError).toMatchObject(beyond);
    expect((await addService(ada, { scopes: ["members:write"] })).serverError).toMatchObject(beyond);
    expect(await listRows()).toEqual([]);
  });

  test.each([
    ["without a name", { name: " " }],
    ["without scopes", { scopes: [] }],
    ["with a scope that no program may have", { scopes: ["settings:write"] as never }],
    ["for no day", { days: 0 }],
    ["for more than a year", { days: 366 }],
  ])("refused %s", async (_, given) => {
    expect((await add(bob, given)).validationErrors).toMatchObject({ code: "invalid" });
  });

  test("refused with a network that is none, naming the field", async () => {
    const { serverError } = await add(bob, { networks: ["10.0.0.0/8", "office"] });
    expect(serverError).toMatchObject({ code: "invalid", fields: { networks: expect.any(Array) } });
  });

  test("refused where the installation is read-only", async () => {
    env.READ_ONLY = true;
    expect((await add(bob)).serverError).toMatchObject({ code: "read_only" });
    expect((await addService(ada)).serverError).toMatchObject({ code: "read_only" });
    expect((await ask(ada)).serverError).toMatchObject({ code: "read_only" });
    expect(await listRows()).toEqual([]);
  });

  test("a submit that is sent twice makes one token, which only its first answer has", async () => {
    const id = randomUUID();
    const as = await startTestSession(bob);
    const submit = () => inRequest({ as }, () => addOwnToken(own, id));
    const [first, second] = [await submit(), await submit()];
    expect(first.data?.token).toMatch(/^cst_/);
    expect(second.data).toEqual({ id: first.data?.id, token: null });
    expect(await listRows()).toHaveLength(1);
    expect(JSON.stringify(await (await database()).select().from(operations))).not.toContain("cst_");
  });
});

describeAction<As>("addServiceToken", {
  run: (as) => addService(as),
  changed: async ({ data }) => {
    expect(await listRows()).toMatchObject([{ owner: ada, persona: "auditor", scopes: ["read", "scim"] }]);
    expect((await send(Object(data).token)).actor).toMatchObject({ name: "Okta", persona: "auditor" });
  },
  unchanged: async () => expect(await listRows()).toEqual([]),
  allowed: {
    by: { "an admin": ada },
    audit: { targetLabel: "Okta", after: { owner: ada, persona: "auditor", scopes: ["read", "scim"] } },
  },
  forbidden: { by: { "a user": bob } },
  refusedByApi: noApi,
  lost: toLost("insert"),
});

const isRunKept = async () => (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).total > 0;

describeAction<As>("requestServiceToken", {
  run: ask,
  changed: async ({ data }) => {
    expect(await isRunKept()).toBe(true);
    expect(await listRows()).toMatchObject([{ owner: ada, isWaiting: true }]);
    await expect(send(Object(data).token)).rejects.toMatchObject({ code: "unauthenticated" });
  },
  unchanged: async () => expect([await isRunKept(), await listRows()]).toEqual([false, []]),
  allowed: {
    by: { "an admin": ada },
    audit: { targetLabel: "access_token.add_service", after: { rows: 1, persona: "auditor" } },
  },
  forbidden: { by: { "a user": bob } },
  refusedByApi: noApi,
  lost: toLost("insert", "bulk_runs"),
});

describe("the two-person rule", () => {
  beforeEach(requireTwo);

  test("lets no admin alone make a service token, and everyone their own", async () => {
    const needed = { code: "refused", reason: "second_admin_needed" };
    expect((await addService(ada)).serverError).toMatchObject(needed);
    expect(await readAudit()).toMatchObject({ action: "access_token.add_service", outcome: "failed" });
    expect(await listRows()).toEqual([]);
    await addWell();
  });

  test("makes a service token worth something once a second admin approves it", async () => {
    const { data } = await ask(ada);
    const { runId = "", token } = data ?? {};
    const seen = await findRun(permitFor("admin", "bulk:read"), runId, { q: "", state: [], page: 1 });
    const { name: _, ...decidedOn } = service;
    expect(seen?.run.params).toEqual(decidedOn);
    expect((await inRequest({ as: ada }, () => approveBulk({ runId }))).serverError).toMatchObject({
      reason: "own_run",
    });
    await expect(send(token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await inRequest({ as: eve }, () => approveBulk({ runId }))).serverError).toBeUndefined();
    await new BulkRunner(accessTokenOperations).step();
    expect((await send(token)).actor).toMatchObject({ persona: "auditor" });
    expect(await readAudit()).toMatchObject({ action: "access_token.add_service", outcome: "succeeded" });
  });

  test("leaves a service token worthless that a second admin declines", async () => {
    const { data } = await ask(ada);
    await inRequest({ as: eve }, () => declineBulk({ runId: data?.runId ?? "" }));
    await new BulkRunner(accessTokenOperations).step();
    await expect(send(data?.token)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("revoking a token", () => {
  let made: { id: string; token: string };
  beforeEach(async () => {
    made = await addWell();
  });
  const works = async () => expect((await send(made.token)).actor.email).toBe(bob);
  const isRefused = () => expect(send(made.token)).rejects.toMatchObject({ code: "unauthenticated" });
  const audit = () => ({ targetId: made.id, targetLabel: "Nightly" });

  describeAction<As>("revokeOwnToken", {
    run: (as) => revoke(as, made.id),
    changed: isRefused,
    unchanged: works,
    allowed: { by: { "its owner": bob }, audit },
    forbidden: {
      by: { "an admin, as if it did not exist": ada },
      failure: { code: "not_found" },
      audit: { errorCode: "not_found" },
    },
    refusedByApi: noApi,
    lost: toLost("update"),
  });

  describeAction<As>("revokeAnyToken", {
    run: (as) => revokeAny(as, made.id),
    changed: isRefused,
    unchanged: works,
    allowed: { by: { "an admin": ada }, audit },
    forbidden: { by: { "a user, even its owner": bob } },
    refusedByApi: noApi,
    lost: toLost("update"),
  });

  test("needs a recent sign-in", async () => {
    const needed = { code: "step_up_required" };
    expect((await revoke(await startStale(bob), made.id)).serverError).toMatchObject(needed);
    expect((await revokeAny(await startStale(ada), made.id)).serverError).toMatchObject(needed);
    await works();
  });

  test("allowed where the installation is read-only", async () => {
    const other = await addWell();
    env.READ_ONLY = true;
    expect((await revoke(bob, made.id)).serverError).toBeUndefined();
    expect((await revokeAny(ada, other.id)).serverError).toBeUndefined();
  });

  test("refused if it was revoked already or doesn't exist", async () => {
    expect((await revoke(bob, made.id)).serverError).toBeUndefined();
    expect((await revoke(bob, made.id)).serverError).toMatchObject({ code: "not_found" });
    expect((await revokeAny(ada, randomUUID())).serverError).toMatchObject({ code: "not_found" });
    expect((await revoke(bob, "x")).validationErrors).toMatchObject({ code: "invalid" });
  });
});

test("people see their own tokens, and admins and auditors everyone's with its owner and kind", async () => {
  await addWell();
  await addService(ada);
  const mine = await listOwnTokens(permitFor(newActor("member", { email: bob }), "me:read"));
  expect(mine).toMatchObject([{ name: "Nightly", owner: bob, state: "active" }]);
  expect(await listTokens(permitFor("auditor", "settings:read"))).toMatchObject([
    { name: "Nightly", owner: bob, persona: null },
    { name: "Okta", owner: ada, persona: "auditor" },
  ]);
});
