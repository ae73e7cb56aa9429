import { randomBytes } from "node:crypto";
import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readMetrics } from "@/lib/across/metrics/metrics";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import {
  apiKeys,
  changes,
  invites,
  limitReadings,
  members,
  unreadableRows,
  workspaceMembers,
  workspaces,
} from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { readSubject } from "@/lib/directory/limits/refresh";
import { listUnreadable } from "@/lib/directory/unreadable/read-model";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { getUnusualDays } from "@/lib/money/spend/unusual-days";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { syncDirectory } from "./directory";
import { getSyncStatus } from "./status";

let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

const by = permitFor("admin", "settings:read");

async function countLive() {
  const db = await database();
  const count = (table: typeof members | typeof invites | typeof workspaces | typeof apiKeys) =>
    db.$count(table, isNull(table.goneAt));
  return {
    members: await count(members),
    invites: await count(invites),
    workspaces: await count(workspaces),
    keys: await count(apiKeys),
    memberships: await db.$count(workspaceMembers, isNull(workspaceMembers.goneAt)),
  };
}

function getThird() {
  const third = sandbox.store.users.list()[2];
  if (!third) throw new Error("no third user");
  return third;
}

async function findMember(id: string | undefined) {
  const db = await database();
  const [found] = await db
    .select()
    .from(members)
    .where(eq(members.id, id ?? ""));
  return found;
}

describe("unreadable rows of the directory", () => {
  test("affect only themselves, and each is counted with its reason", async () => {
    sandbox.faults.add({ kind: "odd_rows" });
    await syncDirectory();
    const { store } = sandbox;
    const live = await countLive();
    expect(live.members).toBe(store.users.list().length - 1);
    expect(live.keys).toBe(store.keys.list().length - 1);
    expect(live.workspaces).toBe(store.workspaces.list().length - 1);
    expect(live.invites).toBe(store.invites.list().length - 1);

    const { total, parts, otherParts } = await listUnreadable(by);
    expect(total).toBe(parts.reduce((sum, { count }) => sum + count, 0) + otherParts);
    const reasons = parts
      .filter(({ noun }) => noun !== "workspace_member")
      .map(({ noun, count, field, problem }) => [noun, count, field, problem]);
    expect(reasons.sort()).toEqual([
      ["api_key", 1, "status", "type"],
      ["invite", 1, "email", "missing"],
      ["member", 1, "role", "missing"],
      ["workspace", 1, "tags", "type"],
    ]);
    const ofWorkspaces = parts.filter(({ noun }) => noun === "workspace_member");
    expect(ofWorkspaces.length).toBeGreaterThan(1);
    expect(ofWorkspaces.every(({ workspaceName, count }) => workspaceName !== null && count === 1)).toBe(
      true,
    );
    expect((await readMetrics()).text).toContain('castellan_unreadable_rows{noun="member"} 1\n');
  });

  test("are read nevertheless if they lack only something optional", async () => {
    const [first, second] = sandbox.store.users.list();
    const [key] = sandbox.store.keys.list();
    sandbox.faults.add({ kind: "odd_rows" });
    await syncDirectory();
    expect(await findMember(first?.id)).toMatchObject({ email: "", role: first?.role });
    expect(await findMember(second?.id)).toMatchObject({ addedAt: null, email: second?.email });
    const db = await database();
    const [read] = await db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.id, key?.key.id ?? ""));
    const maker = key?.key.created_by;
    expect(read).toMatchObject({ createdById: maker?.id, createdByType: maker?.type });
    const [untagged] = await db.select().from(workspaces).where(eq(workspaces.tags, {})).limit(1);
    expect(untagged).toBeDefined();
  });

  test.each(["0000-01-01T00:00:00Z", "2026-11-01T00:00:00+18:00"])(
    "may have a time that the database doesn't know, such as %s",
    async (added_at) => {
      sandbox.users.add({ added_at });
      await syncDirectory();
      expect((await countLive()).members).toBe(sandbox.store.users.list().length - 1);
      const { parts } = await listUnreadable(by);
      expect(parts).toMatchObject([{ noun: "member", count: 1, field: "added_at" }]);
    },
  );

  test("are those whose text is longer than an index can hold", async () => {
    const long = randomBytes(3_000).toString("base64");
    sandbox.users.add({ name: long });
    sandbox.users.add({ email: `${long}@northwind.example` });
    const before = sandbox.store.users.list().length;
    await syncDirectory();
    expect((await countLive()).members).toBe(before - 2);
    expect((await listUnreadable(by)).total).toBe(2);
  });

  test("are those with IDs that an index can't hold", async () => {
    const long = randomBytes(3_000).toString("base64");
    sandbox.store.users.put({ ...getThird(), id: `user_${long}` });
    sandbox.keys.add({ created_by: { id: `user_${long}`, type: "user" } });
    const { users, keys } = sandbox.store;
    const before = { members: users.list().length, keys: keys.list().length };
    await syncDirectory();
    expect(await countLive()).toMatchObject({ members: before.members - 1, keys: before.keys - 1 });
    const { parts } = await listUnreadable(by);
    expect(parts.map(({ noun, field }) => [noun, field]).toSorted()).toEqual([
      ["api_key", "created_by.id"],
      ["member", "id"],
    ]);
  });

  test("are those with more levels than the database can store", async () => {
    const levels = 3_000;
    const deep = JSON.parse("[".repeat(levels) + "]".repeat(levels));
    Object.assign(getThird(), { photo: deep });
    await syncDirectory();
    expect((await countLive()).members).toBe(sandbox.store.users.list().length - 1);
    const { parts } = await listUnreadable(by);
    expect(parts).toMatchObject([{ noun: "member", count: 1, field: "", problem: "form" }]);
  });

  test.each([".", ".."])("are those whose ID is %j, which no address can contain", async (id) => {
    const [first] = sandbox.store.workspaces.list();
    if (!first) throw new Error("no workspace");
    const before = sandbox.store.workspaces.list().length;
    sandbox.store.workspaces.put({ ...first, id, name: "Dots" });
    await syncDirectory();
    expect((await countLive()).workspaces).toBe(before);
    const { parts } = await listUnreadable(by);
    expect(parts).toMatchObject([{ noun: "workspace", count: 1, field: "id", problem: "form" }]);
  });

  test("keep what was last known, and no one counts as gone", async () => {
    await syncDirectory();
    const before = await countLive();
    sandbox.faults.add({ kind: "odd_rows" });
    await syncDirectory();
    expect(await countLive()).toEqual(before);
    const third = getThird();
    expect(await findMember(third.id)).toMatchObject({ role: third.role, goneAt: null });
    const db = await database();
    expect(await db.$count(changes, eq(changes.kind, "gone"))).toBe(0);
  });

  test("disappear from the list once they can be read again", async () => {
    sandbox.faults.add({ kind: "odd_rows" });
    await syncDirectory();
    sandbox.faults.clear();
    await syncDirectory();
    expect(await listUnreadable(by)).toEqual({ total: 0, parts: [], otherParts: 0 });
    expect((await countLive()).members).toBe(sandbox.store.users.list().length);
  });

  test("of a workspace's members are forgotten once it is archived and no longer read", async () => {
    sandbox.faults.add({ kind: "odd_rows", path: /\/workspaces\/[^/]+\/members$/ });
    await syncDirectory();
    const { total } = await listUnreadable(by);
    const db = await database();
    const [kept] = await db.select().from(unreadableRows).limit(1);
    const archived = sandbox.store.workspaces.get(kept?.part ?? "");
    if (!archived) throw new Error("no workspace has odd members");
    sandbox.store.workspaces.put({ ...archived, archived_at: new Date().toISOString() });
    await syncDirectory();
    expect((await listUnreadable(by)).total).toBe(total - 1);
  });

  test("are shown without secrets, names, and addresses", async () => {
    const user = getThird();
    const odd = { name: "sk-ant-admin01-canary", note: "ask eve@x.example" };
    sandbox.store.users.put({ ...user, ...odd });
    sandbox.faults.add({ kind: "odd_rows", path: "/users" });
    await syncDirectory();
    const db = await database();
    const kept = JSON.stringify(await db.select().from(unreadableRows));
    expect(kept).toContain(user.id);
    expect(kept).not.toContain("canary");
    const [part] = (await listUnreadable(by)).parts;
    expect(part?.sample).toContain(user.id);
    expect(part?.sample).toContain("ask [email]");
    expect(part?.sample).not.toContain(user.email);
  });

  test("keep everyone if they have no ID, because it is unknown whom they are about", async () => {
    await syncDirectory();
    const left = sandbox.store.users.list().at(-1);
    sandbox.store.users.remove(left?.id ?? "");
    const third = getThird();
    sandbox.store.users.put(Object.assign({ ...third }, { id: 7 }));
    await syncDirectory();
    expect(await findMember(left?.id)).toMatchObject({ goneAt: null });
    expect(await findMember(third.id)).toMatchObject({ goneAt: null });
  });
});

test("a limit that becomes unreadable stays as it was last known", async () => {
  await readSubject("rate:organization");
  const db = await database();
  const read = async () => (await db.select().from(limitReadings))[0]?.entries ?? [];
  const before = await read();
  sandbox.faults.add({ kind: "odd_rows" });
  await readSubject("rate:organization");
  expect(await read()).toHaveLength(before.length);
  expect(await read()).toEqual(expect.arrayContaining(before));
  expect((await listUnreadable(by)).parts).toMatchObject([
    { noun: "rate_limit", part: "", field: "limits", problem: "type" },
  ]);
});

test("every page knows which days have unreadable rows", async () => {
  const day = addDays(toDay(new Date()), -3);
  sandbox.faults.add({ kind: "odd_rows" });
  await fetchWindow("cost", { from: day, to: day });
  const reader = permitFor("member", "sync:read");
  expect(await getSyncStatus(reader)).toMatchObject({ incompleteDays: { cost: [day] } });
  const range = { from: addDays(day, 7), to: addDays(day, 8) };
  expect(await getUnusualDays(permitFor("finance", "cost:read"), range)).toMatchObject({ incompleteDays: 1 });
  sandbox.faults.clear();
  await fetchWindow("cost", { from: day, to: day });
  expect((await getSyncStatus(reader)).incompleteDays).toEqual({});
});
