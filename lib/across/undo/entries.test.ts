import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { openEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dayMs } from "@/lib/core/format/calendar";
import { readDoneEntries } from "./done-store";
import { readUndoOfEntries } from "./read-model";

const admin = permitFor("admin", "bulk:read");
let entryIds: string[];
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  entryIds = [];
  const db = await database();
  await addMember("ada", "developer");
  await addMembership("ada", "w1", "workspace_developer");
  await db.update(workspaces).set({ name: "New", displayColor: "#000000", tags: { team: "x" } });
  const key = { ...seen, name: "new", createdAt: new Date(0), createdById: "u", scope: "workspace" };
  await db.insert(apiKeys).values({ ...key, id: "k1", status: "inactive", workspaceId: "w1" });
});

const residency = { workspaceGeo: "us" };
const workspace = { name: "Old", displayColor: "#ffffff", tags: { team: "x" }, dataResidency: residency };

const operations = {
  deactivation: ["api_key.deactivate", "k1", { name: "new", status: "active" }, { status: "inactive" }],
  rename: ["api_key.rename", "k1", { name: "old", status: "inactive" }, { name: "new", status: "inactive" }],
  role: ["member.change_role", "ada", { role: "user" }, { role: "developer" }],
  place: [
    "workspace_member.change_role",
    "w1/ada",
    { role: "workspace_user" },
    { role: "workspace_developer" },
  ],
  workspace: ["workspace.update", "w1", workspace, { ...workspace, name: "New", displayColor: "#000000" }],
} as const;
type Name = keyof typeof operations;

async function record(name: Name, more: { before?: object; after?: object } = {}) {
  const [action, targetId, before, after] = operations[name];
  const entry = await openEntry({ actor: newActor("admin"), action, targetId, request: null });
  entryIds.push(entry.id);
  await entry.settle({
    outcome: "succeeded",
    label: "x",
    before: { ...before, ...more.before },
    after: { ...after, ...more.after },
  });
}

const list = async (by = admin) =>
  [...(await readUndoOfEntries(by, entryIds)).values()].map(({ operation }) => operation);

async function set(name: Name, change: object) {
  const db = await database();
  if (name === "role") await db.update(members).set(change).where(eq(members.id, "ada"));
  else if (name === "place") await db.update(workspaceMembers).set(change);
  else if (name === "workspace") await db.update(workspaces).set(change);
  else await db.update(apiKeys).set(change);
}

const names = Object.keys(operations) as Name[]; // Sound: a record's own keys.
const reversals: Record<Name, AuditAction> = {
  deactivation: "api_key.activate",
  rename: "api_key.rename",
  role: "member.change_role",
  place: "workspace_member.change_role",
  workspace: "workspace.update",
};
const others: Record<Name, object> = {
  deactivation: { status: "active" },
  rename: { name: "newer" },
  role: { role: "billing" },
  place: { role: "workspace_admin" },
  workspace: { name: "Newer" },
};

describe.each(names)("the change of %s", (name) => {
  test("a change can be reverted as long as the target hasn't changed since", async () => {
    await record(name);
    expect(await list()).toEqual([reversals[name]]);
    await set(name, others[name]);
    expect(await list()).toEqual([]);
  });

  test("of two equal changes, only the newer one can be reverted", async () => {
    await record(name);
    await record(name);
    expect([...(await readUndoOfEntries(admin, entryIds)).keys()]).toEqual(entryIds.slice(1));
  });

  test("a change can't be reverted after one in the Console, even if the target looks the same again", async () => {
    await record(name);
    const [action, targetId] = operations[name];
    const db = await database();
    const seenAt = new Date(Date.now() + 60_000);
    await db.insert(changes).values({ seenAt, noun: action.split(".")[0] ?? "", targetId, kind: "changed" });
    expect(await list()).toEqual([]);
  });

  test("a change can't be reverted once the target is gone", async () => {
    await record(name);
    await set(name, { goneAt: new Date() });
    expect(await list()).toEqual([]);
  });

  test("a change can't be reverted by someone who may not change the target", async () => {
    await record(name);
    expect(await list(permitFor("auditor", "bulk:read"))).toEqual([]);
    const readOnly = newActor("admin", { isReadOnly: true });
    expect(await list(permitFor(readOnly, "bulk:read"))).toEqual([]);
  });
});

test("an activation of a key that may be in use isn't reverted, because stopping it takes a question", async () => {
  await set("rename", { status: "active" });
  const [, targetId] = operations.deactivation;
  const entry = await openEntry({
    actor: newActor("admin"),
    action: "api_key.activate",
    targetId,
    request: {},
  });
  await entry.settle({ outcome: "succeeded", before: { status: "inactive" }, after: { status: "active" } });
  entryIds.push(entry.id);
  expect(await list()).toEqual([]);
});

test("a change can be reverted for a day", async () => {
  await record("role");
  const ask = (ms: number) => readDoneEntries(entryIds, new Date(Date.now() + ms));
  expect([...(await ask(dayMs - 60_000)).keys()]).toEqual(entryIds);
  expect([...(await ask(dayMs + 60_000)).keys()]).toEqual([]);
});

test("a change whose outcome isn't known can't be reverted", async () => {
  const failed = await openEntry({
    actor: newActor("admin"),
    action: "member.change_role",
    targetId: "ada",
    request: {},
  });
  const before = { role: "user" };
  await failed.settle({ outcome: "unknown", before, after: { role: "developer" } });
  entryIds.push(failed.id);
  expect(await list()).toEqual([]);
});

test.each([
  ["an archived key", "rename", { status: "archived" }],
  ["a key that has expired", "rename", { expiresAt: new Date(0) }],
  ["an archived workspace", "workspace", { archivedAt: new Date() }],
] as const)("%s can't be reverted", async (_, name, change) => {
  await record(name);
  await set(name, change);
  expect(await list()).toEqual([]);
});

test.each([
  ["it also changed tags", "workspace", { after: { tags: {} } }],
  ["it also added a tag", "workspace", { after: { tags: { team: "x", cost: "y" } } }],
  ["it also moved the data", "workspace", { after: { dataResidency: { workspaceGeo: "eu" } } }],
  ["there was no color before", "workspace", { before: { displayColor: null } }],
  ["the log left out what the name was", "rename", { before: { name: "x [key]" } }],
] as const)("a change isn't reverted in part when %s", async (_, name, more) => {
  await record(name, more);
  expect(await list()).toEqual([]);
});
