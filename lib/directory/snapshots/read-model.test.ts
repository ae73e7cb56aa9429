import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { exportFile } from "@/lib/across/exports/export-file";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { directoryVersions } from "@/lib/core/db/snapshot-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { listKeysOn, listMembersOn } from "./read-model";
import { loadSnapshotSearch, toSnapshotQuery } from "./search-params";

const by = permitFor("admin", "members:read");
const byKeys = permitFor("admin", "keys:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wa"] }), "members:read");
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const seen = (day: string) => ({ firstSeenAt: noon(day), seenAt: noon(day), raw: {} });
const first = "2026-09-01";
const query = { since: null, q: "", page: 1 };

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const person = { ...seen(first), addedAt: noon(first), role: "user" };
  await db.insert(members).values([
    { ...person, id: "ann", name: "Ann", email: "ann@x.example" },
    { ...person, id: "bo", name: "", email: "bo@x.example" },
    { ...person, id: "root", name: "Root", email: "root@x.example", role: "admin" },
  ]);
  const workspace = { ...seen(first), isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "wa", name: "Alpha" },
    { ...workspace, id: "wb", name: "Beta" },
  ]);
  const placed = { ...seen(first), role: "workspace_user" };
  await db.insert(workspaceMembers).values([
    { ...placed, workspaceId: "wa", userId: "ann" },
    { ...placed, workspaceId: "wb", userId: "ann" },
    { ...placed, workspaceId: "wb", userId: "bo" },
  ]);
  const key = {
    ...seen(first),
    scope: "workspace",
    status: "active",
    createdById: "ann",
    createdByType: "user",
  };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", name: "one", workspaceId: "wa", expiresAt: noon("2026-09-20") },
    { ...key, id: "k2", name: "two", workspaceId: "wb" },
  ]);
});

async function setMember(id: string, day: string, change: Partial<typeof members.$inferInsert>) {
  const db = await database();
  await db
    .update(members)
    .set({ ...change, seenAt: noon(day) })
    .where(eq(members.id, id));
}

async function leave(workspaceId: string, userId: string, day: string): Promise<void> {
  const db = await database();
  const isTheirs = and(eq(workspaceMembers.workspaceId, workspaceId), eq(workspaceMembers.userId, userId));
  await db
    .update(workspaceMembers)
    .set({ goneAt: noon(day), seenAt: noon(day) })
    .where(isTheirs);
}

async function listOn(at: string, since: string | null = null, as = by): Promise<string[]> {
  const { rows } = await listMembersOn(as, { ...query, at, since });
  return rows.map(({ id, state, before, difference }) => {
    const places = (of: typeof state) =>
      of.places.map(({ name, role }) => `${name}:${role.slice(10)}`).join("+");
    const was = before ? ` was ${before.role} ${places(before)}` : "";
    return `${id} ${state.role} ${places(state)}${difference ? ` ${difference}` : ""}${was}`
      .replace(/ +/g, " ")
      .trim();
  });
}

describe("members of a day", () => {
  test("are those at its end, with the roles and workspaces that they had", async () => {
    await setMember("ann", "2026-09-10", { role: "developer" });
    await leave("wb", "ann", "2026-09-10");
    await setMember("bo", "2026-09-12", { goneAt: noon("2026-09-12") });
    expect(await listOn("2026-09-09")).toEqual([
      "ann user Alpha:user+Beta:user",
      "bo user Beta:user",
      "root admin",
    ]);
    expect(await listOn("2026-09-10")).toEqual([
      "ann developer Alpha:user",
      "bo user Beta:user",
      "root admin",
    ]);
    expect(await listOn("2026-09-12")).toEqual(["ann developer Alpha:user", "root admin"]);
    expect(await listOn("2026-08-31")).toEqual([]);
  });

  test("several changes on a day leave the last one, and whoever came and left on it was never there", async () => {
    await setMember("ann", "2026-09-10", { role: "developer" });
    await setMember("ann", "2026-09-10", { role: "billing" });
    const db = await database();
    await db
      .insert(members)
      .values({ ...seen("2026-09-10"), id: "guest", name: "Guest", email: "g@x.example", role: "user" });
    await setMember("guest", "2026-09-10", { goneAt: noon("2026-09-10") });
    await setMember("bo", "2026-09-10", { goneAt: noon("2026-09-10") });
    await setMember("bo", "2026-09-10", { goneAt: null, role: "developer" });
    expect(await listOn("2026-09-09")).toHaveLength(3);
    expect(await listOn("2026-09-10")).toEqual([
      "ann billing Alpha:user+Beta:user",
      "bo developer Beta:user",
      "root admin",
    ]);
  });

  test("someone who returns has a gap", async () => {
    await setMember("bo", "2026-09-05", { goneAt: noon("2026-09-05") });
    await setMember("bo", "2026-09-15", { goneAt: null });
    const has = async (day: string) => (await listOn(day)).some((row) => row.startsWith("bo "));
    expect([
      await has("2026-09-04"),
      await has("2026-09-05"),
      await has("2026-09-14"),
      await has("2026-09-15"),
    ]).toEqual([true, false, false, true]);
  });

  test("a listing that changes nothing writes nothing", async () => {
    const db = await database();
    const count = await db.$count(directoryVersions);
    await setMember("ann", "2026-10-01", { raw: { other: true } });
    expect(await db.$count(directoryVersions)).toBe(count);
  });

  test("an archived workspace is no one's", async () => {
    const db = await database();
    await db
      .update(workspaces)
      .set({ archivedAt: noon("2026-09-08"), seenAt: noon("2026-09-08") })
      .where(eq(workspaces.id, "wb"));
    expect(await listOn("2026-09-07")).toContain("bo user Beta:user");
    expect(await listOn("2026-09-08")).toContain("bo user");
  });

  test("compared with an earlier day are only those who differ, with what they were", async () => {
    await setMember("ann", "2026-09-10", { role: "developer" });
    await setMember("bo", "2026-09-12", { goneAt: noon("2026-09-12") });
    const db = await database();
    await db
      .insert(members)
      .values({ ...seen("2026-09-11"), id: "cy", name: "Cy", email: "cy@x.example", role: "user" });
    expect(await listOn("2026-09-30", first)).toEqual([
      "ann developer Alpha:user+Beta:user changed was user Alpha:user+Beta:user",
      "bo user Beta:user removed was user Beta:user",
      "cy user added",
    ]);
    expect(await listOn("2026-09-30", "2026-09-12")).toEqual([]);
  });

  test("a lead sees who could reach their workspaces then, and nothing of the others", async () => {
    await leave("wa", "ann", "2026-09-10");
    expect(await listOn("2026-09-09", null, lead)).toEqual(["ann user Alpha:user", "root admin"]);
    expect(await listOn("2026-09-10", null, lead)).toEqual(["root admin"]);
    expect(await listOn("2026-09-30", first, lead)).toEqual([
      "ann user Alpha:user removed was user Alpha:user",
    ]);
    const keys = await listKeysOn(permitFor(newActor("lead", { workspaceIds: ["wa"] }), "keys:read"), {
      ...query,
      at: first,
    });
    expect(keys.rows.map(({ id }) => id)).toEqual(["k1"]);
  });

  test("are found by name, address, or ID, and say from when they are known", async () => {
    const find = async (q: string) =>
      (await listMembersOn(by, { ...query, at: first, q })).rows.map(({ id }) => id);
    expect([await find("ANN"), await find("bo@x"), await find("root"), await find("%")]).toEqual([
      ["ann"],
      ["bo"],
      ["root"],
      [],
    ]);
    expect((await listMembersOn(by, { ...query, at: first })).keptSince).toBe(first);
  });
});

test("a key has the name, status, and workspace that it had, and expires on its day", async () => {
  const db = await database();
  await db
    .update(apiKeys)
    .set({ status: "inactive", name: "two, stopped", seenAt: noon("2026-09-10") })
    .where(eq(apiKeys.id, "k2"));
  const read = async (at: string, since: string | null = null) =>
    (await listKeysOn(byKeys, { ...query, at, since })).rows.map(
      ({ state, difference }) => `${state.name} ${state.status} ${state.workspaceName} ${difference}`,
    );
  expect(await read("2026-09-09")).toEqual(["one active Alpha null", "two active Beta null"]);
  expect(await read("2026-09-20")).toEqual(["one expired Alpha null", "two, stopped inactive Beta null"]);
  expect(await read("2026-09-15", first)).toEqual(["two, stopped inactive Beta changed"]);
});

describe("files of a day", () => {
  const download = async (file: string, search: string, actor = newActor("admin")) => {
    const address = `http://localhost/api/export/${file}?${search}`;
    const response = await exportFile(new Request(address), file, async () => actor);
    const name = response.headers.get("content-disposition");
    return { status: response.status, name, text: await response.text() };
  };

  test("hold members, keys, and memberships as they were", async () => {
    await setMember("ann", "2026-09-10", { role: "developer" });
    const members = await download("members.csv", `at=2026-09-09`);
    expect(members.text.split("\r\n")[1]).toBe(
      'ann,user,ann@x.example,Ann,user,2026-09-01T12:00:00.000Z,"Alpha; Beta",2,2026-09-09',
    );
    const compared = await download("members.csv", `at=2026-09-10&since=${first}`);
    expect(compared.text.split("\r\n").slice(0, 2)).toEqual([
      "id,type,email,name,role,added_at,workspaces,workspace_count,as_of,since,difference,role_before,workspaces_before",
      'ann,user,ann@x.example,Ann,developer,2026-09-01T12:00:00.000Z,"Alpha; Beta",2,2026-09-10,2026-09-01,changed,user,"Alpha; Beta"',
    ]);
    const keys = await download("keys.csv", `at=${first}`);
    expect(keys.text).toContain(
      "k1,api_key,one,active,,2026-09-20T12:00:00.000Z,,workspace,wa,Alpha,ann,ann@x.example,Ann,2026-09-01",
    );
    const places = await download("workspace-members.csv", `at=${first}&workspace=wb`);
    expect(places.text.split("\r\n").slice(1, 3)).toEqual([
      "workspace_member,wb,ann,workspace_user,Beta,ann@x.example,Ann,user,2026-09-01",
      "workspace_member,wb,bo,workspace_user,Beta,bo@x.example,,user,2026-09-01",
    ]);
  });

  test("hold who could reach what, to a lead only in their workspaces, and are audited with the day", async () => {
    await setMember("bo", "2026-09-10", { goneAt: noon("2026-09-10") });
    const search = "at=2026-09-09";
    const { name, text } = await download("access.csv", search);
    expect(name).toBe('attachment; filename="castellan-access-2026-09-09.csv"');
    expect(text).toContain("member,bo,bo@x.example,,user,,wb,Beta,workspace_user,direct,2026-09-09");
    expect((await readAuditLog())[0]).toMatchObject({
      action: "export.download",
      targetId: "access.csv",
      outcome: "succeeded",
      request: { at: "2026-09-09" },
      after: { period: "2026-09-09" },
    });
    const theirs = await download("access.csv", search, lead.actor);
    expect(theirs.text).toContain(
      "member,ann,ann@x.example,Ann,user,,wa,Alpha,workspace_user,direct,2026-09-09",
    );
    expect(theirs.text).not.toMatch(/bo@x|Beta|wb/);
    for (const file of ["members.csv", "workspace-members.csv", "keys.csv"]) {
      const known = await download(file, search, lead.actor);
      expect(known.name).toContain("-2026-09-09.csv");
      expect(known.text).not.toMatch(/bo@x|Beta|wb|k2/);
    }
  });

  test.each(["at=2026-08-31", "at=2199-01-01", "at=2026-09-31", "at=yesterday", "at="])(
    "of access are refused for %s",
    async (search) => {
      expect(await download("access.csv", search)).toMatchObject({ status: 400 });
      expect(await download("workspace-members.csv", search)).toMatchObject({ status: 400 });
    },
  );

  test.each([
    "at=2026-08-31",
    "at=2199-01-01",
    "at=yesterday",
    "at=2026-09-10&since=2026-09-10",
    "at=2026-09-10&since=2026-08-01",
  ])("are refused for %s, instead of being empty", async (search) => {
    expect(await download("members.csv", search)).toMatchObject({ status: 400 });
    expect(await download("keys.csv", search)).toMatchObject({ status: 400 });
  });
});

test("a day to come is today, and a day isn't compared with a later one", () => {
  const toQuery = (text: string) =>
    toSnapshotQuery(loadSnapshotSearch(new URLSearchParams(text)), "2026-11-28");
  expect(toQuery("at=2027-01-01&since=2026-11-01")).toMatchObject({ at: "2026-11-28", since: "2026-11-01" });
  expect(toQuery("at=2026-11-01&since=2026-11-02")).toMatchObject({ at: "2026-11-01", since: null });
});
