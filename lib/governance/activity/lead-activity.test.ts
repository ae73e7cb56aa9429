import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { activityColumns, countActivity, readActivity } from "@/lib/across/exports/activity";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { createRun } from "@/lib/core/bulk/create";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { apiKeys, changes, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { getActivityEntry, listActivity } from "./read-model";
import { loadActivitySearch } from "./search-params";

const session = { id: "s1", method: "oidc", address: "192.0.2.7", authenticatedAt: null };
const admin = newActor("admin", { session });
const leadActor = newActor("lead", { workspaceIds: ["w1"] });
const lead = permitFor(leadActor, "activity:read");
const auditor = permitFor("auditor", "activity:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const person = { ...seen, role: "user", addedAt: new Date(0) };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(workspaces).values([
    { ...seen, id: "w1", name: "One", isDefault: false, tags: {} },
    { ...seen, id: "w2", name: "Two", isDefault: false, tags: {} },
  ]);
  await db.insert(members).values([
    { ...person, id: "u1", email: "ada@x.example", name: "Ada" },
    { ...person, id: "u2", email: "bob@x.example", name: "Bob" },
  ]);
  await db.insert(workspaceMembers).values([
    { ...seen, workspaceId: "w1", userId: "u1", role: "workspace_user" },
    { ...seen, workspaceId: "w2", userId: "u2", role: "workspace_user" },
  ]);
  const key = { ...seen, status: "active", scope: "workspace", createdAt: new Date(0), createdById: "u1" };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", name: "first", workspaceId: "w1" },
    { ...key, id: "k2", name: "second", workspaceId: "w2" },
  ]);
  for (const [action, targetId] of [
    ["api_key.deactivate", "k1"],
    ["api_key.deactivate", "k2"],
    ["workspace_member.add", "w1/u1"],
    ["workspace_member.add", "w2/u2"],
    ["member.change_role", "u1"],
    ["workspace.update", "w2"],
    ["settings.change", null],
  ] as const) {
    const entry = await openEntry({ actor: admin, action, targetId, request: { role: "workspace_user" } });
    await entry.settle({ outcome: "succeeded", label: "label", after: { role: "workspace_user" } });
  }
  const sight = { noun: "workspace_member", kind: "added", after: { role: "workspace_user" } };
  const saved = await db
    .insert(changes)
    .values([
      { ...sight, seenAt: new Date(), targetId: "w1/u1" },
      { ...sight, seenAt: new Date(), targetId: "w2/u2" },
    ])
    .returning({ seq: changes.seq });
  await db.insert(complianceActivities).values({
    id: "a1",
    at: new Date(),
    type: "x",
    actorType: "user_actor",
    actorId: "u9",
    actorEmail: "outside@x.example",
    address: "198.51.100.1",
    details: {},
  });
  await db
    .insert(changeAuthors)
    .values(saved.map(({ seq }) => ({ changeSeq: seq, activityId: "a1", candidates: 1 })));
});

const list = (query: Record<string, string> = {}, by = lead) => listActivity(by, loadActivitySearch(query));

test("a lead sees what concerns their workspaces, and counts nothing else", async () => {
  const page = await list();
  expect(page.rows.map(({ source, targetId }) => [source, targetId]).toSorted()).toEqual([
    ["castellan", "k1"],
    ["castellan", "w1/u1"],
    ["outside", "w1/u1"],
  ]);
  expect(page.total).toBe(3);
  expect(page.workspaces).toEqual([{ value: "w1", count: 3, label: "One" }]);
  expect(page.nouns.map(({ value }) => value).toSorted()).toEqual(["api_key", "workspace_member"]);
  expect(page.people.map(({ value }) => value)).toEqual([admin.email]);
  expect(await countActivity(loadActivitySearch({}), leadActor)).toBe(3);
});

test("no filter of a lead reaches beyond their workspaces, and none tells who acted outside", async () => {
  for (const query of [
    { workspace: "w2" },
    { q: "w2" },
    { q: "u2" },
    { noun: "settings" },
    { person: "outside@x.example" },
  ] as Record<string, string>[]) {
    expect((await list(query)).total, JSON.stringify(query)).toBe(0);
    expect(await countActivity(loadActivitySearch(query), leadActor)).toBe(0);
  }
  expect((await list({ person: "outside@x.example" }, auditor)).total).toBe(2);
});

test("a lead learns neither from where people acted nor in which session", async () => {
  const { rows, isFeedOn } = await list();
  expect(isFeedOn).toBeNull();
  for (const row of rows)
    expect(row).toMatchObject({
      actorMethod: null,
      actorSession: null,
      actorAddress: null,
      requestId: null,
      author: null,
    });
  const exported: Record<string, unknown>[] = [];
  for await (const piece of readActivity(loadActivitySearch({}), leadActor))
    exported.push(
      ...piece.map((row) => Object.fromEntries(activityColumns.map((name, index) => [name, row[index]]))),
    );
  expect(exported).toHaveLength(3);
  const text = JSON.stringify(exported);
  for (const secret of ["192.0.2.7", "s1", "198.51.100.1", "outside@x.example", "w2"])
    expect(text).not.toContain(`"${secret}`);
});

test("a lead learns which key replaces theirs only where they may see it", async () => {
  const db = await database();
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, "k1"));
  if (!key) throw new Error("the key is gone");
  await db.insert(apiKeys).values({ ...key, id: "k3", name: "third" });
  for (const [replacementId, replacement] of [
    ["k2", "second"],
    ["k3", "third"],
  ] as const) {
    const request = { keyId: "k1", replacementId, stopsWhenQuiet: true };
    const entry = await openEntry({ actor: admin, action: "api_key.rotate", targetId: "k1", request });
    await entry.settle({ outcome: "succeeded", label: "first", after: { replacement, replacementId } });
  }
  const stopping = { field: "stopsWhenQuiet", before: null, after: "true" };
  const toId = (after: string) => ({ field: "replacementId", before: null, after });
  const toName = (after: string) => ({ field: "replacement", before: null, after });
  const readRotations = async (by: typeof lead) =>
    (await list({ verb: "api_key.rotate" }, by)).rows.map(({ changes, request }) => ({ changes, request }));
  const third = { changes: [toName("third"), toId("k3")], request: [toId("k3"), stopping] };
  expect(await readRotations(lead)).toEqual([third, { changes: [], request: [stopping] }]);
  expect(await readRotations(auditor)).toMatchObject([third, { changes: [toName("second"), toId("k2")] }]);
  const exported: unknown[] = [];
  for await (const piece of readActivity(loadActivitySearch({}), leadActor)) exported.push(piece);
  expect(JSON.stringify(exported)).toContain("third");
  expect(JSON.stringify(exported)).not.toMatch(/second|"k2/);
});

test("the address of an entry opens exactly that entry, for those who may see it", async () => {
  const { rows } = await list({}, auditor);
  const ofOwn = rows.find(({ targetId }) => targetId === "k1");
  const ofOther = rows.find(({ targetId }) => targetId === "k2");
  expect(await getActivityEntry(lead, { entry: ofOwn?.key ?? "" })).toMatchObject({
    key: ofOwn?.key,
    targetName: "label",
    targetHref: "/keys/k1",
    workspaceName: "One",
  });
  expect(await getActivityEntry(auditor, { entry: ofOther?.key ?? "" })).toMatchObject({ targetId: "k2" });
  for (const entry of [
    ofOther?.key ?? "",
    "castellan-999",
    "castellan-x",
    "elsewhere-1",
    "castellan-1 or true",
  ])
    await expect(getActivityEntry(lead, { entry }), entry).rejects.toMatchObject({ code: "not_found" });
});

test("people are called by their name, and lead to their page where the reader may open it", async () => {
  const toTargets = async (by = lead) =>
    (await list({ verb: "workspace_member.add,member.change_role" }, by)).rows.map(
      ({ targetName, targetHref, workspaceName }) => [targetName, targetHref, workspaceName],
    );
  expect(await toTargets()).toEqual([["Ada", "/members/u1", "One"]]);
  expect(await toTargets(auditor)).toEqual([
    ["Ada", "/members/u1", null],
    ["Bob", "/members/u2", "Two"],
    ["Ada", "/members/u1", "One"],
  ]);
});

test("a row leads to its bulk change, which a lead sees only if it is their own", async () => {
  const of = async (actor: typeof admin) => {
    const by = permitFor(actor, "keys:write");
    const rows = [{ targetId: "k1", label: "first" }];
    const { runId } = await createRun(by, {
      operation: "api_key.activate",
      rows,
      startsAt: new Date(Date.now() + 1e9),
    });
    const entry = await openEntry({ actor, action: "api_key.activate", targetId: "k1", request: {} });
    const db = await database();
    await db.update(bulkRows).set({ entryId: entry.id }).where(eq(bulkRows.runId, runId));
    return { runId, entryId: entry.id };
  };
  const [ofAdmin, ofLead] = [await of(admin), await of(leadActor)];
  const runOf = async (by: typeof lead, entryId: string) =>
    (await list({ verb: "api_key.activate" }, by)).rows.find((row) => row.entryId === entryId)?.runId;
  expect(await runOf(auditor, ofAdmin.entryId)).toBe(ofAdmin.runId);
  expect(await runOf(lead, ofAdmin.entryId)).toBeNull();
  expect(await runOf(lead, ofLead.entryId)).toBe(ofLead.runId);
});

test("names in Activity lead only to people whose page the reader may open, also after they left", async () => {
  const open = async (actorEmail: string) => {
    const actor = newActor("admin", { email: actorEmail });
    const entry = await openEntry({ actor, action: "api_key.activate", targetId: "k1", request: null });
    await entry.settle({ outcome: "succeeded", label: "first" });
  };
  for (const email of ["ada@x.example", "Bob@x.example", "nobody@x.example"]) await open(email);
  const read = async (by = lead) => {
    const { rows } = await list({ verb: "api_key.activate" }, by);
    return Object.fromEntries(rows.map(({ actorEmail, actorPageId }) => [actorEmail, actorPageId]));
  };
  expect(await read()).toEqual({ "ada@x.example": "u1", "Bob@x.example": null, "nobody@x.example": null });
  const db = await database();
  await db.update(members).set({ goneAt: new Date() }).where(eq(members.id, "u1"));
  expect(await read()).toMatchObject({ "ada@x.example": "u1" });
  expect(await read(auditor)).toEqual({
    "ada@x.example": "u1",
    "Bob@x.example": "u2",
    "nobody@x.example": null,
  });
});
