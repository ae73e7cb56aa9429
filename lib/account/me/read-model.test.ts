import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { keyOwners, keyRotations } from "@/lib/core/db/own-tables";
import { apiKeyUsage, personUsage } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dayMs } from "@/lib/core/format/calendar";
import { getMyAccess } from "./read-model";

const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const key = {
  name: "k",
  status: "active",
  scope: "workspace",
  workspaceId: "w",
  createdAt: new Date(0),
  ...seen,
};

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "user");
  const db = await database();
  await db.insert(apiKeys).values([
    { ...key, id: "k1", createdById: "ada" },
    { ...key, id: "k2", createdById: "ada" },
    { ...key, id: "k3", createdById: "bob" },
  ]);
  const usage = { tokens30d: 1, isEstimate: false };
  await db.insert(apiKeyUsage).values([
    { ...usage, apiKeyId: "k1", cents30d: "12.3400000001" },
    { ...usage, apiKeyId: "k3", cents30d: "999" },
  ]);
});

const read = (id: string) =>
  getMyAccess(permitFor(newActor("member", { memberId: id, email: `${id}@northwind.example` }), "me:read"));

test("a member sees only what their own keys cost, to the last fraction", async () => {
  const { keys, spend } = await read("ada");
  expect(keys.map(({ id, cents }) => [id, cents]).toSorted()).toEqual([
    ["k1", "12.3400000001"],
    ["k2", null],
  ]);
  expect(spend).toEqual({
    keysCents: "12.3400000001",
    isEstimate: false,
    keysOtherCents: null,
    ownOtherCents: null,
    ownCents: null,
  });
});

test("a key is its owner's, and its creator's only while nobody else answers for it", async () => {
  await addMember("bob", "user");
  const db = await database();
  const assigned = { assignedBy: "a@x.example", assignedAt: new Date(), ownerEmail: null };
  await db.insert(keyOwners).values([
    { ...assigned, keyId: "k1", ownerId: "bob" },
    { ...assigned, keyId: "k2", ownerId: null },
  ]);
  const listOf = async (id: string) =>
    (await read(id)).keys.map((each) => [each.id, each.isAssigned]).toSorted();
  expect(await listOf("ada")).toEqual([["k2", false]]);
  expect(await listOf("bob")).toEqual([
    ["k1", true],
    ["k3", false],
  ]);
});

test("My access says which keys are being replaced", async () => {
  const db = await database();
  const started = { startedBy: "a@x.example", startedAt: new Date(0), replacementId: "k3" };
  await db.insert(keyRotations).values([
    { ...started, keyId: "k1" },
    { ...started, keyId: "k2", finishedAt: new Date(1) },
  ]);
  const { keys } = await read("ada");
  expect(keys.map((each) => [each.id, each.isBeingReplaced]).toSorted()).toEqual([
    ["k1", true],
    ["k2", false],
  ]);
});

test("an overdue key is expired, whatever the last sync reported", async () => {
  const db = await database();
  await db
    .update(apiKeys)
    .set({ expiresAt: new Date(1) })
    .where(eq(apiKeys.id, "k1"));
  const { keys } = await read("ada");
  expect(keys.map(({ id, status }) => [id, status]).toSorted()).toEqual([
    ["k1", "expired"],
    ["k2", "active"],
  ]);
});

test("a member sees their reported cost", async () => {
  const db = await database();
  const nothing = { claudeCodeDays30d: 0, claudeCodeSessions30d: 0 };
  await db.insert(personUsage).values([
    { ...nothing, email: "ada@northwind.example", cents30d: "5.5" },
    { ...nothing, email: "bob@northwind.example", cents30d: "7" },
  ]);
  expect((await read("ada")).spend.ownCents).toBe("5.5");
});

test("someone outside the directory has no keys and no cost", async () => {
  const outside = newActor("auditor", { memberId: null, email: "x@outside.example" });
  expect(await getMyAccess(permitFor(outside, "me:read"))).toMatchObject({
    member: null,
    keys: [],
    spend: { keysCents: "0", isEstimate: true, ownCents: null },
  });
});

test("My access says what the role allows, who leads one's workspaces, whom to ask, and which keys expire soon", async () => {
  const db = await database();
  await db.insert(workspaces).values([
    { ...seen, id: "w", name: "Led", isDefault: false, tags: {} },
    { ...seen, id: "x", name: "Alone", isDefault: false, tags: {} },
  ]);
  for (const [id, role] of [
    ["lee", "user"],
    ["root", "admin"],
  ] as const)
    await addMember(id, role);
  await db.insert(workspaceMembers).values([
    { ...seen, workspaceId: "w", userId: "ada", role: "workspace_user" },
    { ...seen, workspaceId: "x", userId: "ada", role: "workspace_user" },
    { ...seen, workspaceId: "w", userId: "lee", role: "workspace_admin" },
    { ...seen, workspaceId: "x", userId: "root", role: "workspace_admin" },
  ]);
  const soon = new Date(Date.now() + 5 * dayMs);
  await db.update(apiKeys).set({ expiresAt: soon }).where(eq(apiKeys.id, "k1"));
  const { permissions, persona, ...access } = await read("ada");
  expect(persona).toBe("member");
  expect(permissions).toEqual(["me:read", "me:write", "passkeys:write", "tokens:write", "sync:read"]);
  expect(access.workspaces.map(({ name, leads }) => [name, leads.map(({ id }) => id)])).toEqual([
    ["Alone", []],
    ["Led", ["lee"]],
  ]);
  expect(access.workspaces.every(({ hasMoreLeads }) => !hasMoreLeads)).toBe(true);
  expect(access.admins.map(({ id }) => id)).toEqual(["root"]);
  expect(access.keys.map(({ id, isExpiring }) => [id, isExpiring]).toSorted()).toEqual([
    ["k1", true],
    ["k2", false],
  ]);
});

test("My access names three of a workspace's leads, and says that there are more", async () => {
  const db = await database();
  await db.insert(workspaces).values([{ ...seen, id: "w", name: "Led", isDefault: false, tags: {} }]);
  await db
    .insert(workspaceMembers)
    .values({ ...seen, workspaceId: "w", userId: "ada", role: "workspace_user" });
  for (const id of ["lea", "leo", "lia", "lou"]) {
    await addMember(id, "user");
    await db
      .insert(workspaceMembers)
      .values({ ...seen, workspaceId: "w", userId: id, role: "workspace_admin" });
  }
  expect((await read("ada")).workspaces).toMatchObject([
    { leads: [{ id: "lea" }, { id: "leo" }, { id: "lia" }], hasMoreLeads: true },
  ]);
});
