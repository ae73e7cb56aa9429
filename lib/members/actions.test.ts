import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAuditLog, readOnlyAudit } from "@/lib/audit/test-log";
import { inRequest } from "@/lib/auth/test-request";
import { database } from "@/lib/db/client";
import { apiKeys, changes, members, workspaceMembers } from "@/lib/db/directory-tables";
import { resetDatabase } from "@/lib/db/test-database";
import type { Sandbox } from "@/lib/sandbox/app";
import { personas } from "@/lib/sandbox/personas";
import { putSettings } from "@/lib/settings/store";
import { syncDirectory } from "@/lib/sync/directory";
import { listWrites, resetSandbox } from "@/lib/sync/test-sandbox";
import { changeMemberRole, removeMember } from "./actions";

const email = "target@northwind.example";
let sandbox: Sandbox;
let memberId: string;
let keyId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  memberId = sandbox.users.add({ email, name: "Target", role: "developer" }).id;
  keyId = sandbox.keys.add({
    created_by: { id: memberId, type: "user" },
    principal: { type: "user_actor", user_id: memberId },
  }).id;
  const staffed = sandbox.store.workspaces.list().find(({ name }) => name !== "Default");
  sandbox.store.grants.get(staffed?.id ?? "")?.set(memberId, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

const change = (role: "user" | "developer" | "billing", as: string = personas.admin, id = memberId) =>
  inRequest({ as }, () => changeMemberRole({ memberId: id, role, expected: "developer" }));
const remove = (as: string = personas.admin, id = memberId) =>
  inRequest({ as }, () => removeMember({ memberId: id }));

async function readMirror(id = memberId) {
  const db = await database();
  const [row] = await db
    .select({ role: members.role, goneAt: members.goneAt })
    .from(members)
    .where(eq(members.id, id));
  return row && { role: row.role, isGone: row.goneAt !== null };
}

const path = () => `/users/${memberId}`;

describe("changing a role", () => {
  test("allowed: changes the API, the mirror and the log, and is no outside change", async () => {
    expect((await change("user")).serverError).toBeUndefined();
    expect(sandbox.store.users.get(memberId)?.role).toBe("user");
    expect(await readMirror()).toEqual({ role: "user", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({
      action: "member.change_role",
      targetId: memberId,
      targetLabel: email,
      actorEmail: personas.admin,
      outcome: "succeeded",
      before: { role: "developer" },
      after: { role: "user" },
    });
    await syncDirectory();
    expect(await (await database()).select().from(changes)).toEqual([]);
  });

  test("to one with access to every workspace: what follows from it is no outside change", async () => {
    expect((await change("billing")).serverError).toBeUndefined();
    await syncDirectory();
    const db = await database();
    const places = await db.select().from(workspaceMembers).where(eq(workspaceMembers.userId, memberId));
    expect(places.length).toBeGreaterThan(1);
    expect(await db.select().from(changes)).toEqual([]);
  });

  test.each([personas.finance, personas.lead, personas.member])(
    "forbidden to %s: sends nothing",
    async (as) => {
      expect((await change("user", as)).serverError).toMatchObject({ code: "forbidden" });
      expect(listWrites()).toEqual([]);
      expect(await readMirror()).toEqual({ role: "developer", isGone: false });
      expect(await readOnlyAudit()).toMatchObject({
        actorEmail: as,
        outcome: "failed",
        errorCode: "forbidden",
      });
    },
  );

  test("of an admin: refused by us with the reason, nothing is sent", async () => {
    const admin = sandbox.users.add({ role: "admin" });
    await syncDirectory();
    const { serverError } = await change("user", personas.admin, admin.id);
    expect(serverError).toMatchObject({ code: "refused", reason: "immovable_member" });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
  });

  test("refused by the API: the mirror stays", async () => {
    sandbox.store.users.put({ ...sandbox.users.add(), id: memberId, email, role: "admin" });
    expect((await change("user")).serverError).toMatchObject({
      code: "refused",
      reason: "role_change_refused",
      requestId: expect.stringMatching(/^req_/),
    });
    expect(await readMirror()).toEqual({ role: "developer", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({
      outcome: "failed",
      errorCode: "refused",
      requestId: expect.stringMatching(/^req_/),
    });
  });

  test("answer lost after the change: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "POST", path: path(), times: 1 });
    expect((await change("user")).serverError).toBeUndefined();
    expect(await readMirror()).toEqual({ role: "user", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded", after: { role: "user" } });
  });

  test("lost before the change: found to have failed, and sent once", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "POST", path: path(), times: 1 });
    expect((await change("user")).serverError).toMatchObject({ code: "api_unreachable" });
    expect(sandbox.requests.get(`POST /v1/organizations${path()}`)).toBe(1);
    expect(await readMirror()).toEqual({ role: "developer", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: path() });
    expect((await change("user")).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror()).toEqual({ role: "developer", isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown", errorCode: "outcome_unknown" });
  });

  test("of someone whose role has changed meanwhile: a conflict, and nothing is sent", async () => {
    expect((await change("user")).serverError).toBeUndefined();
    sandbox.requests.clear();
    expect((await change("billing")).serverError).toMatchObject({ code: "conflict" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toEqual({ role: "user", isGone: false });
    const items = await readAuditLog();
    expect(items[0]).toMatchObject({ outcome: "failed", errorCode: "conflict", before: null });
  });

  test("never to admin", async () => {
    // @ts-expect-error: the role is not assignable, which the server has to see for itself
    const { validationErrors } = await change("admin");
    expect(validationErrors).toMatchObject({ code: "invalid", fields: { role: expect.any(Array) } });
    expect(listWrites()).toEqual([]);
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("removing a member", () => {
  test("allowed: removes the memberships too, and re-reads the keys", async () => {
    expect((await remove()).serverError).toBeUndefined();
    expect(sandbox.store.users.has(memberId)).toBe(false);
    expect(await readMirror()).toEqual({ role: "developer", isGone: true });
    const db = await database();
    const memberships = await db.select().from(workspaceMembers).where(eq(workspaceMembers.userId, memberId));
    expect(memberships).toMatchObject([{ goneAt: expect.any(Date) }]);
    const keys = await db.select({ status: apiKeys.status }).from(apiKeys).where(eq(apiKeys.id, keyId));
    expect(keys).toEqual([{ status: "archived" }]);
    expect(await readOnlyAudit()).toMatchObject({
      action: "member.remove",
      targetLabel: email,
      outcome: "succeeded",
      after: null,
    });
    await syncDirectory();
    expect(await db.select().from(changes)).toEqual([]);
  });

  test("succeeds even if the keys cannot be read afterward", async () => {
    sandbox.faults.add({ kind: "html_ok", path: "/api_keys" });
    expect((await remove()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ isGone: true });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("forbidden: sends nothing", async () => {
    expect((await remove(personas.lead)).serverError).toMatchObject({ code: "forbidden" });
    expect(listWrites()).toEqual([]);
    expect(await readMirror()).toMatchObject({ isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("of an admin: refused by us with the reason", async () => {
    const admin = sandbox.users.add({ role: "primary_owner" });
    await syncDirectory();
    const { serverError } = await remove(personas.admin, admin.id);
    expect(serverError).toMatchObject({ code: "refused", reason: "immovable_member" });
    expect(listWrites()).toEqual([]);
  });

  test("of an unknown person: not found, nothing is sent", async () => {
    expect((await remove(personas.admin, "user_nobody")).serverError).toMatchObject({ code: "not_found" });
    expect(listWrites()).toEqual([]);
  });

  test("refused by the API: the reason is shown", async () => {
    const error_code = "concurrent_membership_change";
    sandbox.faults.add({ kind: "error", status: 409, error_code, method: "DELETE", times: 1 });
    expect((await remove()).serverError).toMatchObject({ code: "conflict", reason: error_code });
    expect(await readMirror()).toMatchObject({ isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
  });

  test("answer lost after the removal: found to have succeeded", async () => {
    sandbox.faults.add({ kind: "lost_after", method: "DELETE", path: path(), times: 1 });
    expect((await remove()).serverError).toBeUndefined();
    expect(await readMirror()).toMatchObject({ isGone: true });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "succeeded" });
  });

  test("lost before the removal: found to have failed", async () => {
    sandbox.faults.add({ kind: "lost_before", method: "DELETE", path: path(), times: 1 });
    expect((await remove()).serverError).toMatchObject({ code: "api_unreachable" });
    expect(await readMirror()).toMatchObject({ isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "failed" });
  });

  test("with the API dead: unknown", async () => {
    sandbox.faults.add({ kind: "lost_before", path: path() });
    expect((await remove()).serverError).toMatchObject({ code: "outcome_unknown" });
    expect(await readMirror()).toMatchObject({ isGone: false });
    expect(await readOnlyAudit()).toMatchObject({ outcome: "unknown" });
  });
});

test("under the two-person rule a second removal within a day needs a second admin, even one by one", async () => {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
  const other = sandbox.users.add({ email: "other@northwind.example", name: "Other", role: "user" }).id;
  await syncDirectory();
  expect((await remove()).serverError).toBeUndefined();
  sandbox.requests.clear();
  expect((await remove(personas.admin, other)).serverError).toMatchObject({
    code: "refused",
    reason: "second_admin_needed",
  });
  expect(sandbox.store.users.has(other)).toBe(true);
});

test("under the two-person rule two removals at the same moment are not both the first", async () => {
  const db = await database();
  await db.transaction((tx) => putSettings(tx, personas.admin, { two_person_rule: true }));
  const other = sandbox.users.add({ email: "other@northwind.example", name: "Other", role: "user" }).id;
  await syncDirectory();
  const answers = await Promise.all([remove(), remove(personas.admin, other)]);
  const isRefused = answers.map(({ serverError }) => serverError?.reason === "second_admin_needed");
  expect(isRefused.filter(Boolean).length).toBeGreaterThan(0);
});
