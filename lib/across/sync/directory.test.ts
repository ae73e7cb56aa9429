import { asc, eq, isNull, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { writeOne } from "@/lib/core/admin-api/read-one";
import { database } from "@/lib/core/db/client";
import {
  apiKeys,
  changes,
  invites,
  members,
  organization,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { saveListed } from "@/lib/core/db/upsert-mirrored";
import { fetchMembers } from "@/lib/directory/members/gateway";
import { memberMirror, saveMember } from "@/lib/directory/members/mirror";
import { member } from "@/lib/directory/members/response-schema";
import { toWorkspaceRole } from "@/lib/sandbox/grants";
import { removeUser } from "@/lib/sandbox/user-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncDirectory } from "./directory";

let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

const byId = <Row extends { id: string }>(rows: readonly Row[]) =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

async function listRaw(table: typeof members | typeof invites | typeof workspaces | typeof apiKeys) {
  const db = await database();
  const rows = await db.select({ id: table.id, raw: table.raw }).from(table).where(isNull(table.goneAt));
  return byId(rows).map(({ raw }) => raw);
}

async function listMemberships() {
  const db = await database();
  const rows = await db.select().from(workspaceMembers).where(isNull(workspaceMembers.goneAt));
  return rows.map(({ workspaceId, userId, role }) => `${workspaceId} ${userId} ${role}`).sort();
}

function listSandboxMemberships() {
  const { store } = sandbox;
  const staffed = store.workspaces
    .list()
    .filter(({ id, archived_at }) => !archived_at && id !== store.defaultWorkspaceId);
  const pairs = staffed.flatMap(({ id }) =>
    store.users.list().map((user) => [id, user, toWorkspaceRole(store, id, user)] as const),
  );
  return pairs.flatMap(([id, user, role]) => (role ? [`${id} ${user.id} ${role}`] : [])).sort();
}

async function listChanges() {
  const db = await database();
  return db
    .select({
      noun: changes.noun,
      targetId: changes.targetId,
      kind: changes.kind,
      before: changes.before,
      after: changes.after,
    })
    .from(changes)
    .orderBy(asc(changes.seq));
}

async function expectMirrorToEqualSandbox() {
  const { store } = sandbox;
  expect(await listRaw(members)).toEqual(byId(store.users.list()));
  expect(await listRaw(invites)).toEqual(byId(store.invites.list()));
  expect(await listRaw(workspaces)).toEqual(byId(store.workspaces.list()));
  expect(await listRaw(apiKeys)).toMatchObject(byId(store.keys.list().map(({ key }) => key)));
  expect(await listMemberships()).toEqual(listSandboxMemberships());
}

describe("a sync of the directory", () => {
  test("makes the mirror equal the organization and records nothing the first time", async () => {
    await syncDirectory();
    await expectMirrorToEqualSandbox();
    const db = await database();
    expect(await db.select({ id: organization.id, name: organization.name }).from(organization)).toEqual([
      { id: sandbox.store.organization.id, name: "Northwind Labs" },
    ]);
    const defaults = await db
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(eq(workspaces.isDefault, true));
    expect(defaults).toEqual([{ id: sandbox.store.defaultWorkspaceId }]);
    expect(await listChanges()).toEqual([]);
  });

  test("records nothing when nothing changed, and rewrites no row", async () => {
    await syncDirectory();
    const db = await database();
    const versions = () =>
      db.select({ id: members.id, version: sql<string>`xmin::text` }).from(members).orderBy(members.id);
    const before = await versions();
    await syncDirectory();
    expect(await listChanges()).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  test("reports an outside change once", async () => {
    await syncDirectory();
    const user = sandbox.store.users.list().find(({ role }) => role === "developer");
    if (!user) throw new Error("no developer");
    sandbox.store.users.put({ ...user, role: "user" });
    const added = sandbox.users.add({ email: "new@northwind.example", name: "New", role: "developer" });
    await syncDirectory();
    await syncDirectory();
    await expectMirrorToEqualSandbox();
    expect(await listChanges()).toEqual(
      expect.arrayContaining([
        {
          noun: "member",
          targetId: user.id,
          kind: "changed",
          before: { email: user.email, name: user.name, role: "developer" },
          after: { email: user.email, name: user.name, role: "user" },
        },
        {
          noun: "member",
          targetId: added.id,
          kind: "added",
          before: null,
          after: { email: "new@northwind.example", name: "New", role: "developer" },
        },
      ]),
    );
    expect(await listChanges()).toHaveLength(2);
  });

  test("keeps a member who left, and lists one who returns", async () => {
    const user = sandbox.users.add({ email: "back@northwind.example", name: "Back", role: "user" });
    await syncDirectory();
    removeUser(sandbox.store, user.id);
    await syncDirectory();
    const db = await database();
    const [gone] = await db.select().from(members).where(eq(members.id, user.id));
    expect(gone).toMatchObject({ email: "back@northwind.example", goneAt: expect.any(Date) });
    sandbox.store.users.put(user);
    await syncDirectory();
    const [returned] = await db.select().from(members).where(eq(members.id, user.id));
    expect(returned?.goneAt).toBeNull();
    expect(returned?.firstSeenAt.getTime()).toBeGreaterThan(gone?.firstSeenAt.getTime() ?? Infinity);
    const after = { email: "back@northwind.example", name: "Back", role: "user" };
    expect(await listChanges()).toEqual([
      { noun: "member", targetId: user.id, kind: "gone", before: after, after: null },
      { noun: "member", targetId: user.id, kind: "added", before: null, after },
    ]);
  });

  test("never undoes a write that happened during a listing", async () => {
    await syncDirectory();
    const user = sandbox.users.add({ role: "developer" });
    const { rows: listedBefore } = await fetchMembers();
    const written = await writeOne(member, (api) => api.organization.users.update(user.id, { role: "user" }));
    const db = await database();
    await saveMember(db, written);
    await saveListed(db, memberMirror, listedBefore, { isRecorded: true });
    const [kept] = await db.select({ role: members.role }).from(members).where(eq(members.id, user.id));
    expect(kept).toEqual({ role: "user" });
    await syncDirectory();
    expect(await listChanges()).toEqual([]);
  });

  test("stores hostile text and unknown roles as they came", async () => {
    const name = '<b>\u202e=1+1 \u0000 \ud800 %_\\ " \u{1f600}';
    const user = sandbox.users.add({ name });
    sandbox.store.users.put(Object.assign(user, { "odd\0": { "\ud800": 1 } }));
    await syncDirectory();
    const db = await database();
    const { name: written, raw } = members;
    const [kept] = await db.select({ written, raw }).from(members).where(eq(members.id, user.id));
    expect(kept?.written).toBe('<b>\u202e=1+1 \ufffd \ufffd %_\\ " \u{1f600}');
    expect(kept?.raw).toMatchObject({ "odd\ufffd": { "\ufffd": 1 } });
    await syncDirectory();
    expect(await listChanges()).toEqual([]);
  });

  test("refuses the database of another organization, and changes nothing in it", async () => {
    await syncDirectory();
    resetSandbox({ seed: 2 });
    await expect(syncDirectory()).rejects.toMatchObject({ code: "conflict" });
    await expectMirrorToEqualSandbox();
  });
});

describe("an interrupted sync", () => {
  const stages = ["/users", "/workspaces", "/members", "/api_keys", "/invites"];

  test.each(stages)("leaves after %s what an uninterrupted one leaves", async (path) => {
    sandbox.faults.add({
      kind: "error",
      status: 400,
      path: new RegExp(`${path}$`),
      times: path === "/members" ? 1 : 4,
    });
    if (path === "/members") await syncDirectory();
    else await expect(syncDirectory()).rejects.toMatchObject({ code: "refused" });
    sandbox.faults.clear();
    await syncDirectory();
    await expectMirrorToEqualSandbox();
    expect(await listChanges()).toEqual([]);
  });

  test("ends between two requests when it is stopped", async () => {
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    await expect(syncDirectory(stop.signal)).rejects.toThrow("stopped");
    await syncDirectory();
    await expectMirrorToEqualSandbox();
  });

  test.each([
    ["html_ok", "bad_answer"],
    ["truncated", "bad_answer"],
    ["html", "api_failed"],
    ["spend_cap", "rate_limited"],
    ["revoked", "key_rejected"],
    ["lost_before", "api_unreachable"],
  ] as const)("keeps what is known after %s", async (kind, code) => {
    await syncDirectory();
    sandbox.faults.add({ kind, path: "/users", method: "GET" });
    await expect(syncDirectory()).rejects.toMatchObject({ code });
    await expectMirrorToEqualSandbox();
    expect(await listChanges()).toEqual([]);
  });
});
