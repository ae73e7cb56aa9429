import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { activityColumns, countActivity, readActivity } from "@/lib/across/exports/activity";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, members, workspaces } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { everyone } from "@/lib/core/organization/visibility";
import { listActivity } from "./read-model";
import { loadActivitySearch } from "./search-params";

const opening = {
  actor: newActor("admin"),
  action: "member.change_role",
  targetId: "user_1",
  request: { memberId: "user_1", role: "billing" },
} as const;

beforeEach(async () => {
  await resetDatabase();
  const done = await openEntry(opening);
  await done.settle({
    outcome: "succeeded",
    label: "ines@x.example",
    before: { role: "user" },
    after: { id: "user_1", role: "billing", email: "ines@x.example" },
  });
  const finance = newActor("finance", { email: "fin@x.example" });
  const failed = await openEntry({ ...opening, actor: finance, action: "member.remove", targetId: "user_2" });
  await failed.settle({
    outcome: "failed",
    errorCode: "forbidden",
    requestId: "req_1",
    before: { role: "user" },
  });
  await openEntry({ ...opening, action: "invite.create", targetId: "new@x.example", request: {} });
  const db = await database();
  await db.insert(changes).values({
    seenAt: new Date("2020-02-29T23:59:59.999Z"),
    noun: "member",
    targetId: "user_3",
    kind: "changed",
    before: { role: "user", email: "cy@x.example" },
    after: { role: "billing", email: "cy@x.example" },
  });
});

const list = (query: Record<string, string> = {}) =>
  listActivity(permitFor("auditor", "activity:read"), loadActivitySearch(query));
const listActions = async (query: Record<string, string>) =>
  (await list(query)).rows.map(({ action }) => action);

test("the list has operations and outside changes, newest first, with their differences", async () => {
  const { rows, total } = await list();
  expect(total).toBe(4);
  expect(rows).toMatchObject([
    { source: "castellan", action: "invite.create", outcome: "unknown", changes: [] },
    {
      action: "member.remove",
      actorEmail: "fin@x.example",
      outcome: "failed",
      errorCode: "forbidden",
      requestId: "req_1",
      changes: [],
      request: [{ field: "role", before: null, after: "billing" }, { field: "memberId" }],
    },
    {
      action: "member.change_role",
      targetLabel: "ines@x.example",
      outcome: "succeeded",
      changes: [{ field: "role", before: "user", after: "billing" }],
      request: [{ field: "role", after: "billing" }],
    },
    {
      source: "outside",
      at: "2020-02-29T23:59:59.999Z",
      actorEmail: null,
      noun: "member",
      action: "member.changed",
      targetLabel: "cy@x.example",
      outcome: null,
      changes: [{ field: "role", before: "user", after: "billing" }],
    },
  ]);
});

test("people have the name that the directory knows, in any spelling of their address", async () => {
  const db = await database();
  const kept = {
    role: "admin",
    addedAt: new Date(0),
    firstSeenAt: new Date(0),
    seenAt: new Date(0),
    raw: {},
  };
  await db.insert(members).values({ id: "user_9", email: "Fin@X.example", name: "Fin Ó Sé", ...kept });
  const { rows } = await list();
  expect(rows.map(({ actorEmail, actorName }) => [actorEmail, actorName])).toEqual([
    ["admin@northwind.example", null],
    ["fin@x.example", "Fin Ó Sé"],
    ["admin@northwind.example", null],
    [null, null],
  ]);
});

test("what the one before them did with their address is nobody's by name or page", async () => {
  const db = await database();
  const email = "fin@x.example";
  const kept = {
    role: "admin",
    addedAt: new Date(0),
    firstSeenAt: new Date(0),
    seenAt: new Date(0),
    raw: {},
  };
  await db.insert(members).values({ id: "user_9", email, name: "Fin Ó Sé", ...kept });
  const account = { method: "oidc", issuer: "https://id.example", subject: "2", boundAt: new Date(0) };
  const personSince = new Date(Date.now() + 1_000);
  await db.insert(identities).values({ email, ...account, seenAt: new Date(0), personSince });
  const { rows, people } = await list();
  expect(rows[1]).toMatchObject({ actorEmail: email, actorName: null, actorPageId: null });
  expect(people[1]).toMatchObject({ value: email, label: email });
});

test("the filter's options are counted independently of the filter", async () => {
  const { people, nouns, outcomes, total } = await list({ outcome: "unknown" });
  expect(total).toBe(1);
  expect(people).toEqual([
    { value: "admin@northwind.example", count: 2, label: "admin@northwind.example" },
    { value: "fin@x.example", count: 1, label: "fin@x.example" },
  ]);
  expect(nouns).toEqual([
    { value: "member", count: 3 },
    { value: "invite", count: 1 },
  ]);
  expect(outcomes.map(({ value }) => value)).toEqual(["failed", "succeeded", "unknown"]);
});

const filters: [Record<string, string>, string[]][] = [
  [{ person: "fin@x.example" }, ["member.remove"]],
  [{ noun: "invite" }, ["invite.create"]],
  [{ verb: "member.remove,member.changed" }, ["member.remove", "member.changed"]],
  [{ outcome: "failed,unknown" }, ["invite.create", "member.remove"]],
  [{ source: "outside" }, ["member.changed"]],
  [{ source: "castellan", noun: "member" }, ["member.remove", "member.change_role"]],
  [{ from: "2020-02-29", to: "2020-02-29" }, ["member.changed"]],
  [{ to: "2020-02-28" }, []],
  [{ from: "not a day", noun: "invite" }, ["invite.create"]],
  [{ q: "INES@" }, ["member.change_role"]],
  [{ q: "user_3" }, ["member.changed"]],
  [{ q: "%" }, []],
];

test.each(filters)(
  "the filter %j finds the same rows on the page and in the export",
  async (query, actions) => {
    expect(await listActions(query)).toEqual(actions);
    const exported: (string | null | undefined)[] = [];
    for await (const rows of readActivity(loadActivitySearch(query), everyone))
      exported.push(...rows.map((row) => row[activityColumns.indexOf("action")]));
    expect(exported).toEqual(actions);
    expect(await countActivity(loadActivitySearch(query), everyone)).toBe(actions.length);
  },
);

test("the list can be filtered to a workspace, its keys, and its people", async () => {
  const db = await database();
  const at = new Date(0);
  const seen = { firstSeenAt: at, seenAt: at, raw: {} };
  await db.insert(workspaces).values({ id: "w1", name: "One", isDefault: false, tags: {}, ...seen });
  const key = { name: "k", status: "active", scope: "workspace", createdAt: at, createdById: "u", ...seen };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", workspaceId: "w1" },
    { ...key, id: "k2", workspaceId: "w2" },
  ]);
  for (const [action, targetId] of [
    ["api_key.archive", "k1"],
    ["api_key.archive", "k2"],
    ["workspace_member.add", "w1/u9"],
    ["workspace.update", "w1"],
  ] as const)
    await openEntry({ ...opening, action, targetId });
  expect(await listActions({ workspace: "w1" })).toEqual([
    "workspace.update",
    "workspace_member.add",
    "api_key.archive",
  ]);
  expect(await countActivity(loadActivitySearch({ workspace: "w1" }), everyone)).toBe(3);
  expect((await list()).workspaces).toEqual([
    { value: "w1", count: 3, label: "One" },
    { value: "w2", count: 1, label: "w2" },
  ]);
});

test("a bulk run is filtered by: that it was started, and what it did", async () => {
  const run = randomUUID();
  const started = await openEntry({ ...opening, action: "bulk.start", targetId: null });
  await started.settle({ outcome: "succeeded", label: "members", after: { run } });
  const long = { run, note: "x".repeat(5_000) };
  await openEntry({ ...opening, action: "member.change_role", targetId: "u1", request: long });
  await openEntry({ ...opening, action: "member.remove", targetId: "u2", request: { run: randomUUID() } });
  await openEntry({ ...opening, action: "export.download", targetId: "activity.csv", request: { run } });
  expect(await listActions({ run })).toEqual(["member.change_role", "bulk.start"]);
  expect(await countActivity(loadActivitySearch({ run }), everyone)).toBe(2);
});

test("the list shows how someone signed in, in which session, and from where", async () => {
  const session = { id: "s1", method: "oidc", address: "192.0.2.7", authenticatedAt: null };
  await openEntry({ ...opening, actor: newActor("admin", { session }) });
  const { rows } = await list({ noun: "member" });
  expect(rows[0]).toMatchObject({ actorMethod: "oidc", actorSession: "s1", actorAddress: "192.0.2.7" });
  expect(rows.at(-1)).toMatchObject({ actorMethod: null, actorSession: null, actorAddress: null });
  const exported: (string | null | undefined)[][] = [];
  for await (const piece of readActivity(loadActivitySearch({ noun: "member" }), everyone))
    exported.push(...piece.map((row) => row.slice(14, 17)));
  expect(exported[0]).toEqual(["oidc", "s1", "192.0.2.7"]);
});

test("only people who may read the log, and leads, may read the list", () => {
  for (const persona of ["finance", "member"] as const)
    expect(() => permitFor(persona, "activity:read")).toThrow();
});

test("the list and its export hide the address in lines from before webhooks were encrypted", async () => {
  const webhook = { url: "https://hooks.example/services/canary", allowPrivate: false };
  const entry = await openEntry({
    ...opening,
    action: "settings.change",
    targetId: null,
    request: { webhook },
  });
  await entry.settle({
    outcome: "succeeded",
    before: { webhook: null },
    after: { webhook: { ...webhook, url: `${webhook.url}-2` } },
  });
  const exported: unknown[] = [];
  for await (const rows of readActivity(loadActivitySearch({}), everyone)) exported.push(rows);
  const shown = JSON.stringify([await list({ noun: "settings" }), exported]);
  expect(shown).not.toContain("canary");
  expect(shown).toContain("[secret]");
});

test("days are those of the reader's time zone, and UTC days for a program that gives none", async () => {
  const day = { from: "2020-03-01", to: "2020-03-01" };
  expect(await listActions(day)).toEqual([]);
  expect(await listActions({ ...day, zone: "Mars/Olympus" })).toEqual([]);
  expect(await listActions({ ...day, zone: "Asia/Tokyo" })).toEqual(["member.changed"]);
});
