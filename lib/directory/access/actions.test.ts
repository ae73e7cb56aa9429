import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { findRun, listRuns } from "@/lib/core/bulk/list-read-model";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { memberOperations } from "@/lib/directory/members/bulk";
import { membershipOperations } from "@/lib/directory/workspaces/membership-bulk";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { applyAccess } from "./actions";
import type { Change } from "./change-schema";
import { checkBasket } from "./check-read-model";

let sandbox: TestSandbox;
let own: string;
let second: string;
let foreign: string;
let ana: string;
let ben: string;
let stranger: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, second, foreign] = [idOf("Checkout – prod"), idOf("Checkout – staging"), idOf("Data science")];
  ana = sandbox.users.add({ email: "ana@northwind.example", role: "developer" }).id;
  ben = sandbox.users.add({ email: "ben@northwind.example", role: "user" }).id;
  stranger = sandbox.users.add({ email: "stranger@northwind.example", role: "user" }).id;
  sandbox.store.grants.get(own)?.set(ana, "workspace_user");
  sandbox.store.grants.get(own)?.set(ben, "workspace_developer");
  sandbox.store.grants.get(foreign)?.set(stranger, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

const toAddition = (): Change => ({
  workspaceId: second,
  userId: ana,
  role: "workspace_user",
  expected: null,
});
const toRole = (): Change => ({
  workspaceId: own,
  userId: ana,
  role: "workspace_developer",
  expected: "workspace_user",
});
const toRemoval = (): Change => ({
  workspaceId: own,
  userId: ben,
  role: null,
  expected: "workspace_developer",
});
const basket = () => [toAddition(), toRole(), toRemoval()];
const apply = (changes = basket(), as: string = personas.lead) =>
  inRequest({ as }, () => applyAccess({ changes }));

const roleOf = (workspaceId: string, userId: string) =>
  sandbox.store.grants.get(workspaceId)?.get(userId) ?? null;
const readRoles = () => [roleOf(second, ana), roleOf(own, ana), roleOf(own, ben)];
const before = [null, "workspace_user", "workspace_developer"];
const after = ["workspace_user", "workspace_developer", null];

async function drain() {
  const runner = new BulkRunner(membershipOperations);
  while ((await runner.step()) !== 5_000);
}

async function readMirror(workspaceId: string, userId: string) {
  const isIt = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId));
  const [row] = await (await database()).select().from(workspaceMembers).where(isIt);
  return row && row.goneAt === null ? row.role : null;
}

const countRuns = async () =>
  (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows.map(({ operation }) => operation);
const search = { q: "", state: [], page: 1 };
const readRun = (runId: string) => findRun(permitFor("admin", "bulk:read"), runId, search);
const leader = () => permitFor(newActor("lead", { workspaceIds: [own, second] }), "memberships:write");
const noApi = { absent: "It only stores the run; the rows ask the API." };
const leaders = { "an admin": personas.admin, "the lead": personas.lead };
const outsiders = { finance: personas.finance, "a member": personas.member };

describeAction("applyAccess", {
  run: (as) => apply(basket(), as),
  changed: async () => {
    expect(await countRuns()).toEqual(["access.apply"]);
    expect(readRoles()).toEqual(before);
  },
  unchanged: async () => expect([await countRuns(), readRoles()]).toEqual([[], before]),
  allowed: { by: leaders, audit: { after: expect.objectContaining({ act: "access.apply", rows: 3 }) } },
  forbidden: { by: outsiders },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("bulk_rows", "insert", run) } },
});

describe("a basket", () => {
  test("is one run whose rows are the usual operations, each with its own audit entry and result", async () => {
    const { data } = await apply();
    await drain();
    const found = await readRun(data?.runId ?? "");
    expect(found?.rows.map(({ operation, state, label }) => [operation, state, label])).toEqual([
      ["workspace_member.add", "succeeded", "ana@northwind.example – Checkout – staging"],
      ["workspace_member.change_role", "succeeded", "ana@northwind.example – Checkout – prod"],
      ["workspace_member.remove", "succeeded", "ben@northwind.example – Checkout – prod"],
    ]);
    const log = await readAuditLog();
    expect(log.map(({ action, outcome }) => `${action} ${outcome}`).toSorted()).toEqual([
      "access.apply succeeded",
      "workspace_member.add succeeded",
      "workspace_member.change_role succeeded",
      "workspace_member.remove succeeded",
    ]);
    expect([await readMirror(second, ana), await readMirror(own, ana), await readMirror(own, ben)]).toEqual(
      after,
    );
  });

  test("that the mirror no longer fits starts nothing and says so", async () => {
    sandbox.store.grants.get(own)?.set(ana, "workspace_admin");
    await syncDirectory();
    expect((await apply()).serverError).toMatchObject({ code: "conflict" });
    expect(await countRuns()).toEqual([]);
    expect(listWrites()).toEqual([]);
  });

  test("whose row is changed after it started leaves the newer role alone", async () => {
    const { data } = await apply();
    sandbox.store.grants.get(own)?.set(ana, "workspace_admin");
    await syncDirectory();
    await drain();
    expect(readRoles()).toEqual(["workspace_user", "workspace_admin", null]);
    const found = await readRun(data?.runId ?? "");
    expect(found?.rows.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["succeeded", null],
      ["failed", "conflict"],
      ["succeeded", null],
    ]);
  });

  test("has a result for each row: what the API refuses is kept, and a lost answer is looked up", async () => {
    const path = `/workspaces/${own}/members`;
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: `${path}/${ana}` });
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: `${path}/${ben}`, times: 1 });
    const { data } = await apply();
    await drain();
    expect(readRoles()).toEqual(["workspace_user", "workspace_user", null]);
    const found = await readRun(data?.runId ?? "");
    expect(found?.rows.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["succeeded", null],
      ["failed", "refused"],
      ["succeeded", null],
    ]);
    const log = await readAuditLog();
    expect(log.map(({ action, outcome }) => `${action} ${outcome}`).toSorted()).toEqual([
      "access.apply succeeded",
      "workspace_member.add succeeded",
      "workspace_member.change_role failed",
      "workspace_member.remove succeeded",
    ]);
  });

  test("survives a server that is killed between two rows or in the middle of one, and is done once", async () => {
    await apply();
    const runner = new BulkRunner(membershipOperations);
    await runner.step();
    // The next row was sent, and nobody wrote down what came of it.
    sandbox.store.grants.get(own)?.set(ana, "workspace_developer");
    await (await database()).execute(sql`update bulk_rows set state = 'running', worker = gen_random_uuid(),
      started_at = now() - interval '1 minute' where position = 1`);
    await drain();
    expect(readRoles()).toEqual(after);
    expect(listWrites().filter((one) => one.startsWith("DELETE"))).toHaveLength(1);
    const log = await readAuditLog();
    expect(log.filter(({ action }) => action === "workspace_member.change_role")).toHaveLength(1);
  });

  test("that removes or makes an admin takes a recent sign-in", async () => {
    const as = await startTestSession(personas.admin, {
      authenticatedAt: new Date(Date.now() - 16 * 60_000),
    });
    const run = (changes: Change[]) => inRequest({ as }, () => applyAccess({ changes }));
    for (const change of [toRemoval(), { ...toRole(), role: "workspace_admin" as const }])
      expect((await run([change])).serverError).toMatchObject({ code: "step_up_required" });
    expect((await run([toAddition()])).serverError).toBeUndefined();
  });

  test("of nothing, of too much, or with odd IDs is no basket", async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => ({ ...toAddition(), userId: `u${index}` }));
    for (const changes of [[], many, [{ ...toAddition(), userId: "a/b" }]])
      expect((await apply(changes)).validationErrors).toBeDefined();
  });

  test("of a lead reaches no other workspace and no one outside theirs, and tells neither apart from nothing", async () => {
    const changes: Change[] = [
      { ...toAddition(), workspaceId: foreign },
      { ...toAddition(), workspaceId: "wrkspc_none" },
      { ...toAddition(), userId: stranger },
      { ...toAddition(), userId: "user_none" },
    ];
    expect((await checkBasket(leader(), { changes })).map(({ state, present }) => [state, present])).toEqual([
      ["no_right", null],
      ["no_right", null],
      ["absent", null],
      ["absent", null],
    ]);
    const seen = { role: "workspace_user", expected: "workspace_developer" } as const;
    for (const change of [...changes.slice(0, 2), ...changes.slice(2).map((one) => ({ ...one, ...seen }))])
      expect((await apply([change])).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
  });

  test("of a lead adds someone whom they don't see, and names nobody before", async () => {
    const added = [stranger, "user_none"].map((userId): Change => ({ ...toAddition(), userId }));
    const { data } = await apply(added);
    const found = await readRun(data?.runId ?? "");
    expect(found?.rows.map(({ label }) => label)).toEqual([
      `${stranger} – Checkout – staging`,
      "user_none – Checkout – staging",
    ]);
    await drain();
    expect(roleOf(second, stranger)).toBe("workspace_user");
    expect((await readRun(data?.runId ?? ""))?.rows.map(({ errorCode }) => errorCode)).toEqual([
      null,
      "not_found",
    ]);
  });

  test("adds someone again who was removed", async () => {
    await apply([toRemoval()]);
    await drain();
    await apply([{ ...toRemoval(), role: "workspace_user", expected: null }]);
    await drain();
    expect(roleOf(own, ben)).toBe("workspace_user");
    expect(await readMirror(own, ben)).toBe("workspace_user");
  });

  test("finds that somebody was added although the answer was lost", async () => {
    const path = `/workspaces/${second}/members`;
    sandbox.faults.add({ kind: "lost_after", method: "POST", path, times: 1 });
    const { data } = await apply([toAddition()]);
    await drain();
    expect((await readRun(data?.runId ?? ""))?.rows.map(({ state }) => state)).toEqual(["succeeded"]);
    expect(await readMirror(second, ana)).toBe("workspace_user");
  });
});

describe("a basket with roles of the organization", () => {
  const roles = () => [{ userId: ana, role: "claude_code_user" as const, expected: "developer" }];
  const applyRoles = (changes: Change[], as: string = personas.admin) =>
    inRequest({ as }, () => applyAccess({ changes, roles: roles() }));

  test("changes the roles first, each as the operation that it is", async () => {
    const { data } = await applyRoles([toAddition()]);
    const runner = new BulkRunner([...membershipOperations, ...memberOperations]);
    while ((await runner.step()) !== 5_000);
    const found = await readRun(data?.runId ?? "");
    expect(found?.rows.map(({ operation, state, label }) => [operation, state, label])).toEqual([
      ["member.change_role", "succeeded", "ana@northwind.example"],
      ["workspace_member.add", "succeeded", "ana@northwind.example – Checkout – staging"],
    ]);
    expect(sandbox.store.users.get(ana)?.role).toBe("claude_code_user");
    expect(roleOf(second, ana)).toBe("workspace_user");
  });

  test("may have nothing else in it", async () => {
    expect((await applyRoles([])).serverError).toBeUndefined();
    expect(await countRuns()).toEqual(["access.apply"]);
  });

  test("is forbidden to a lead", async () => {
    expect((await applyRoles([toAddition()], personas.lead)).serverError?.code).toBe("forbidden");
    expect(await countRuns()).toEqual([]);
  });
});

describe("the check of a basket", () => {
  const check = async (change: Change) => {
    const [found] = await checkBasket(permitFor("admin", "memberships:write"), { changes: [change] });
    return [found?.call, found?.state, found?.present];
  };

  test("tells what still fits from what doesn't", async () => {
    const admin = sandbox.store.users.list().find(({ role }) => role === "admin")?.id ?? "";
    const billing = sandbox.store.users.list().find(({ role }) => role === "billing")?.id ?? "";
    const home = sandbox.store.workspaces.list().find(({ name }) => name === "Default")?.id ?? "";
    expect(await check(toAddition())).toEqual(["add", "ready", null]);
    expect(await check(toRole())).toEqual(["change", "ready", "workspace_user"]);
    expect(await check(toRemoval())).toEqual(["remove", "ready", "workspace_developer"]);
    expect(await check({ ...toRole(), role: "workspace_user" })).toEqual([
      "change",
      "same",
      "workspace_user",
    ]);
    expect(await check({ ...toRole(), expected: null })).toEqual(["add", "changed", "workspace_user"]);
    expect(await check({ ...toRole(), role: "workspace_billing" })).toEqual([
      "change",
      "unassignable",
      "workspace_user",
    ]);
    expect((await check({ ...toAddition(), userId: admin }))[1]).toBe("inherited");
    expect((await check({ ...toRemoval(), userId: billing, expected: "workspace_billing" }))[1]).toBe(
      "inherited",
    );
    expect((await check({ ...toAddition(), userId: "user_gone" }))[1]).toBe("absent");
    expect((await check({ ...toAddition(), workspaceId: home }))[1]).toBe("no_right");
    const archived = { archivedAt: new Date() };
    await (await database()).update(workspaces).set(archived).where(eq(workspaces.id, second));
    expect((await check(toAddition()))[1]).toBe("archived");
  });
});
