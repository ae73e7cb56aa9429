import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list";
import { permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { database } from "@/lib/db/client";
import { changes, workspaceMembers } from "@/lib/db/tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { syncDirectory } from "@/lib/sync/directory";
import { resetSandbox } from "@/lib/sync/test-sandbox";
import { addWorkspaceMember, changeWorkspaceRole, removeWorkspaceMember } from "./actions";
import type { AssignableWorkspaceRole } from "./vocabulary";

let sandbox: Sandbox;
/** One that the lead leads, and one that they do not. */
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
const change = (options: Options = {}, role: AssignableWorkspaceRole = "workspace_admin") => {
  const { as, membershipId } = toInput(options);
  return inRequest({ as }, () => changeWorkspaceRole({ membershipId, role }));
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

async function readAudit() {
  const { items } = await listAudit(permitFor("admin", "activity:read"));
  expect(items).toHaveLength(1);
  return items[0];
}

async function expectNoOutsideChange() {
  await syncDirectory();
  expect(await (await database()).select().from(changes)).toEqual([]);
}

const listWrites = () => [...sandbox.requests.keys()].filter((request) => !request.startsWith("GET"));
const membersPath = () => `/workspaces/${own}/members`;
const insidePath = () => `${membersPath()}/${inside}`;

describe("adding somebody", () => {
  test.each([personas.admin, personas.lead])("allowed to %s", async (as) => {
    expect((await add({ as })).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.get(outside)).toBe("workspace_developer");
    expect(await readMirror(outside)).toBe("workspace_developer");
    expect(await readAudit()).toMatchObject({
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
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
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

  test("refused by the API: told with its reason", async () => {
    const error_code = "workspace_member_limit_exceeded";
    sandbox.faults.add({ kind: "error", status: 400, error_code, method: "POST", path: membersPath() });
    expect((await add()).serverError).toMatchObject({ code: "refused", reason: error_code });
    expect(await readMirror(outside)).toBeNull();
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost after the act: found out to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: membersPath(), times: 1 });
    expect((await add()).serverError).toBeUndefined();
    expect(await readMirror(outside)).toBe("workspace_developer");
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the act: found out to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: membersPath(), times: 1 });
    expect((await add()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror(outside)).toBeNull();
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: membersPath() });
    expect((await add()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readAudit()).toMatchObject({ outcome: "unknown" });
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
    expect(await readAudit()).toMatchObject({
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

  test("refused by the API: the mirror stays", async () => {
    sandbox.faults.add({ kind: "error", status: 400, method: "POST", path: insidePath() });
    expect((await change()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("answer lost after the change: found out to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: insidePath(), times: 1 });
    expect((await change()).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBe("workspace_admin");
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: insidePath() });
    expect((await change()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readAudit()).toMatchObject({ outcome: "unknown" });
  });
});

describe("removing somebody", () => {
  test.each([personas.admin, personas.lead])("allowed to %s", async (as) => {
    expect((await remove({ as })).serverError).toBeUndefined();
    expect(sandbox.store.grants.get(own)?.has(inside)).toBe(false);
    expect(await readMirror(inside)).toBeNull();
    expect(await readMirror(inside, foreign)).toBe("workspace_user");
    expect(await readAudit()).toMatchObject({
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

  test("of somebody whose organisation role brings them in: refused by us with the reason", async () => {
    const billing = sandbox.users.add({ role: "billing" }).id;
    await syncDirectory();
    expect((await remove({ userId: billing })).serverError).toMatchObject({
      code: "refused",
      reason: "inherited_access",
    });
    expect(listWrites()).toEqual([]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("refused by the API: the mirror stays", async () => {
    sandbox.faults.add({ kind: "error", status: 400, method: "DELETE", path: insidePath() });
    expect((await remove()).serverError).toMatchObject({ code: "refused" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });

  test("answer lost after the act: found out to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: insidePath(), times: 1 });
    expect((await remove()).serverError).toBeUndefined();
    expect(await readMirror(inside)).toBeNull();
    expect(await readAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the act: found out to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: insidePath(), times: 1 });
    expect((await remove()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror(inside)).toBe("workspace_user");
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});
