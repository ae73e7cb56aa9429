import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readOnlyAudit } from "@/lib/audit/test-log";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { listRuns } from "@/lib/bulk/list-read-model";
import { BulkRunner } from "@/lib/bulk/runner";
import { database } from "@/lib/db/client";
import { changes, workspaceMembers } from "@/lib/db/directory-tables";
import { bulkRows } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { AssignableWorkspaceRole } from "@/lib/directory/vocabulary";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { addWorkspaceMember, changeWorkspaceRole, giveManyAccess, removeWorkspaceMember } from "./actions";
import { membershipOperations } from "./membership-bulk";
import type { GivableWorkspaceRole } from "./vocabulary";

let sandbox: Sandbox;
let own: string;
let foreign: string;
let inside: string;
let outside: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, foreign] = [idOf("Checkout – prod"), idOf("Data science")];
  inside = sandbox.users.add({ email: "inside@northwind.example", role: "developer" }).id;
  outside = sandbox.users.add({ email: "outside@northwind.example", role: "user" }).id;
  for (const id of [own, foreign]) sandbox.store.grants.get(id)?.set(inside, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

type Options = { as?: string; workspaceId?: string; userId?: string };
const toInput = ({ as = personas.lead, workspaceId = own, userId = inside }: Options) => ({
  as,
  membershipId: `${workspaceId}/${userId}`,
});
const add = (options: Options = {}, role: AssignableWorkspaceRole = "workspace_developer") => {
  const { as, membershipId } = toInput({ userId: outside, ...options });
  return inRequest({ as }, () => addWorkspaceMember({ membershipId, role }));
};
const change = (
  options: Options & { expected?: string } = {},
  role: GivableWorkspaceRole = "workspace_admin",
) => {
  const { as, membershipId } = toInput(options);
  const { expected = "workspace_user" } = options;
  return inRequest({ as }, () => changeWorkspaceRole({ membershipId, role, expected }));
};
const remove = (options: Options = {}) => {
  const { as, membershipId } = toInput(options);
  return inRequest({ as }, () => removeWorkspaceMember({ membershipId }));
};

async function readMirror(userId: string, workspaceId = own) {
  const db = await database();
  const isIt = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId));
  const [row] = await db.select().from(workspaceMembers).where(isIt);
  return row && row.goneAt === null ? row.role : null;
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

const membersPath = () => `/workspaces/${own}/members`;
const insidePath = () => `${membersPath()}/${inside}`;

describe("adding someone", () => {
  test.each([personas.admin, personas.lead])("allowed to %s", async (as) => {
    expect((await add({ as })).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.get(outside)).toBe("workspace_developer");
    expect(await readMirror(outside)).toBe("workspace_developer");
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace_member.add",
      targetId: `${own}/${outside}`,
      targetLabel: "outside@northwind.example – Checkout – prod",
      actorEmail: as,
      outcome: "succeeded",
      before: null,
      after: { role: "workspace_developer" },
    });
    await expectNoOutsideChange();
  });

  test("allowed again after they were gone", async () => {
    await remove();
    expect((await add({ userId: inside }, "workspace_user")).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBe("workspace_user");
  });

  test.each([personas.finance, personas.member])("forbidden to %s", async (as) => {
    expect((await add({ as })).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror(outside)).toBeNull();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("in a workspace that the lead does not lead: not there, like one that does not exist", async () => {
    expect((await add({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect((await add({ workspaceId: "none" })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
  });

  test("known beforehand to be refused: nothing is sent", async () => {
    const root = sandbox.users.add({ role: "admin" }).id;
    await syncDirectory();
    const as = personas.admin;
    const reasonOf = async (options: Options) => (await add({ as, ...options })).serverError?.reason;
    expect(await reasonOf({ userId: inside })).toBe("already_in_workspace");
    expect(await reasonOf({ userId: root })).toBe("inherited_access");
    expect(await reasonOf({ workspaceId: sandbox.store.defaultWorkspaceId })).toBe("default_workspace");
    const old = sandbox.store.workspaces.list().find(({ archived_at }) => archived_at !== null);
    expect(await reasonOf({ workspaceId: old?.id ?? "" })).toBe("archived_workspace");
    expect(listWrites()).toEqual([]);
  });

  test("refused by the API: the reason is shown", async () => {
    const error_code = "workspace_member_limit_exceeded";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: membersPath() });
    expect((await add()).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(await readMirror(outside)).toBeNull();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: membersPath(), times: 1 });
    expect((await add()).serverError).toBeUndefined();
    expect(await readMirror(outside)).toBe("workspace_developer");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the change: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: membersPath(), times: 1 });
    expect((await add()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror(outside)).toBeNull();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: membersPath() });
    expect((await add()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown" });
  });

  test("never as billing", async () => {
    // @ts-expect-error: the role is not assignable, which the server has to see for itself
    expect((await add({}, "workspace_billing")).validationErrors).toMatchObject({ code: "invalid" });
    expect(listWrites()).toEqual([]);
  });
});

describe("changing a role", () => {
  test.each([personas.admin, personas.lead])("allowed to %s", async (as) => {
    expect((await change({ as })).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.get(inside)).toBe("workspace_admin");
    expect(await readMirror(inside)).toBe("workspace_admin");
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace_member.change_role",
      targetId: `${own}/${inside}`,
      outcome: "succeeded",
      before: { role: "workspace_user" },
      after: { role: "workspace_admin" },
    });
    await expectNoOutsideChange();
  });

  test("forbidden to a member, not there for a lead of others", async () => {
    expect((await change({ as: personas.member })).serverError?.code).toBe("forbidden");
    expect((await change({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
  });

  test("that is another by now: a conflict, and nothing is sent", async () => {
    expect((await change({ expected: "workspace_developer" })).serverError).toMatchObject({
      code: "conflict",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("a billing member is raised to admin and back, and to nothing else", async () => {
    const billing = sandbox.users.add({ role: "billing" }).id;
    await syncDirectory();
    const raise = (expected: string, role: GivableWorkspaceRole) =>
      change({ userId: billing, expected }, role);
    expect((await raise("workspace_billing", "workspace_developer")).serverError?.code).toBe("invalid");
    expect((await raise("workspace_billing", "workspace_admin")).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.get(billing)).toBe("workspace_admin");
    expect(await readMirror(billing)).toBe("workspace_admin");
    expect((await raise("workspace_admin", "workspace_billing")).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.has(billing)).toBe(false);
    expect(await readMirror(billing)).toBe("workspace_billing");
  });

  test("no one else becomes billing, and an admin stays one", async () => {
    expect((await change({}, "workspace_billing")).serverError?.code).toBe("invalid");
    const root = sandbox.users.add({ role: "admin" }).id;
    await syncDirectory();
    const { serverError } = await change({ userId: root, expected: "workspace_admin" }, "workspace_user");
    expect(serverError).toMatchObject({ code: "refused", reason: "inherited_access" });
    expect(listWrites()).toEqual([]);
  });

  test("refused by the API: the mirror stays", async () => {
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: insidePath() });
    expect((await change()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: insidePath(), times: 1 });
    expect((await change()).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBe("workspace_admin");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: insidePath() });
    expect((await change()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown" });
  });
});

describe("removing someone", () => {
  test.each([personas.admin, personas.lead])("allowed to %s", async (as) => {
    expect((await remove({ as })).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.has(inside)).toBe(false);
    expect(await readMirror(inside)).toBeNull();
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
    expect(await readOnlyAudit()).toMatchObject({
      action: "workspace_member.remove",
      targetId: `${own}/${inside}`,
      outcome: "succeeded",
      before: { role: "workspace_user" },
      after: null,
    });
    await expectNoOutsideChange();
  });

  test("forbidden to a member, not there for a lead of others", async () => {
    expect((await remove({ as: personas.member })).serverError?.code).toBe("forbidden");
    expect((await remove({ workspaceId: foreign })).serverError?.code).toBe("not_found");
    expect(listWrites()).toEqual([]);
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
  });

  test("of someone with access by organization role: refused by us with the reason", async () => {
    const billing = sandbox.users.add({ role: "billing" }).id;
    await syncDirectory();
    expect((await remove({ userId: billing })).serverError).toMatchObject({
      code: "refused",
      reason: "inherited_access",
    });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("refused by the API: the mirror stays", async () => {
    sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path: insidePath() });
    expect((await remove()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: insidePath(), times: 1 });
    expect((await remove()).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBeNull();
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the change: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: insidePath(), times: 1 });
    expect((await remove()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });
});

test("to a lead, people of other workspaces are like people who do not exist", async () => {
  for (const userId of [outside, "user_none"]) {
    expect((await change({ userId })).serverError).toEqual({
      code: "not_found",
      requestId: expect.any(String),
    });
    expect((await remove({ userId })).serverError).toEqual({
      code: "not_found",
      requestId: expect.any(String),
    });
  }
  const memberships = [outside, "user_none"].map((userId) => ({
    membershipId: `${own}/${userId}`,
    role: "workspace_developer" as const,
    expected: "workspace_user",
  }));
  expect(
    (await inRequest({ as: personas.lead }, () => giveManyAccess({ memberships }))).serverError,
  ).toBeUndefined();
  const rows = await (await database()).select({ label: bulkRows.label }).from(bulkRows);
  expect(rows.map(({ label }) => label)).toEqual([`${own}/${outside}`, `${own}/user_none`]);
  expect(listWrites()).toEqual([]);
});

describe("giving access to many", () => {
  type Given = { workspaceId?: string; userId: string; expected: string | null };
  const give = (given: readonly Given[], as: string = personas.lead) =>
    inRequest({ as }, () =>
      giveManyAccess({
        memberships: given.map(({ workspaceId = own, userId, expected }) => ({
          membershipId: `${workspaceId}/${userId}`,
          role: "workspace_developer",
          expected,
        })),
      }),
    );

  async function drain() {
    const runner = new BulkRunner(membershipOperations);
    while ((await runner.step()) !== 5_000);
  }

  const readRuns = async () =>
    (await listRuns(permitFor("admin", "bulk:read"), { page: 1 })).rows.map(({ act, counts }) => [
      act,
      counts.succeeded,
      counts.failed,
    ]);

  test("allowed: who is new is added, whose role was seen is changed, each in an entry of its own", async () => {
    const { data } = await give([
      { userId: outside, expected: null },
      { userId: inside, expected: "workspace_user" },
    ]);
    expect(data?.runIds).toHaveLength(2);
    await drain();
    expect((await readRuns()).sort()).toEqual([
      ["workspace_member.add", 1, 0],
      ["workspace_member.change_role", 1, 0],
    ]);
    expect([await readMirror(outside), await readMirror(inside)]).toEqual([
      "workspace_developer",
      "workspace_developer",
    ]);
    await expectNoOutsideChange();
  });

  test("a conflict, a refusal of the API and another lead's workspace are each one row's", async () => {
    const third = sandbox.users.add({ role: "user" }).id;
    await syncDirectory();
    await give([
      { userId: outside, expected: null },
      { userId: third, expected: null },
      { userId: outside, workspaceId: foreign, expected: null },
      { userId: inside, expected: "workspace_admin" },
    ]);
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: membersPath(), times: 1 });
    await drain();
    expect((await readRuns()).sort()).toEqual([
      ["workspace_member.add", 1, 2],
      ["workspace_member.change_role", 0, 1],
    ]);
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(sandbox.store.grants.get(foreign)?.has(outside)).toBe(false);
  });

  test("answer lost: found to have succeeded", async () => {
    await give([{ userId: outside, expected: null }]);
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: membersPath(), times: 1 });
    await drain();
    expect(await readRuns()).toEqual([["workspace_member.add", 1, 0]]);
    expect(await readMirror(outside)).toBe("workspace_developer");
  });

  test("forbidden to a member: no run", async () => {
    expect((await give([{ userId: outside, expected: null }], personas.member)).serverError?.code).toBe(
      "forbidden",
    );
    expect(await readRuns()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({
      action: "bulk.start",
      outcome: "failed",
      errorCode: "forbidden",
    });
  });
});
