import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/auth/test-permit";
import { database } from "@/lib/db/client";
import { apiKeys, members, usageRows, workspaceMembers, workspaces } from "@/lib/db/tables";
import { resetDatabase } from "@/lib/db/test-database";
import { getMemberImpact, listMemberRoles, listMembers } from "./mirror";
import { loadMemberSearch } from "./search-params";

const admin = permitFor("admin", "members:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "members:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

const people = [
  ["user_1", "émile@x.example", "Émile", "developer"],
  ["user_2", "ADAM@x.example", "adam", "user"],
  ["user_3", "zoe_a@x.example", "Zoe", "admin"],
  ["user_4", "zoexa@x.example", "Eva", "managed"],
  ["user_5", "gone@x.example", "Gone", "user"],
] as const;

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(members).values(
    people.map(([id, email, name, role], index) => ({
      ...seen,
      id,
      email,
      name,
      role,
      addedAt: new Date(Date.UTC(2026, 0, index + 1)),
      goneAt: id === "user_5" ? new Date() : null,
    })),
  );
  const workspace = { ...seen, isDefault: false, tags: {} };
  await db.insert(workspaces).values([
    { ...workspace, id: "w1", name: "One" },
    { ...workspace, id: "w2", name: "Claude Code" },
    { ...workspace, id: "w3", name: "Old", archivedAt: new Date() },
  ]);
  await db.insert(workspaceMembers).values([
    { ...seen, workspaceId: "w1", userId: "user_1", role: "workspace_user" },
    { ...seen, workspaceId: "w2", userId: "user_1", role: "workspace_admin" },
    { ...seen, workspaceId: "w3", userId: "user_1", role: "workspace_user" },
    { ...seen, workspaceId: "w1", userId: "user_2", role: "workspace_user", goneAt: new Date() },
    { ...seen, workspaceId: "w3", userId: "user_4", role: "workspace_user" },
  ]);
});

async function listIds(query: string, by = admin) {
  const { rows } = await listMembers(by, loadMemberSearch(query));
  return rows.map(({ id }) => id.replace("user_", "")).join("");
}

describe("the list of members", () => {
  test.each([
    ["", "2143"],
    ["?dir=desc", "3412"],
    ["?sort=email", "2134"],
    ["?sort=added", "1234"],
    ["?sort=role", "3142"],
    ["?sort=nonsense&page=-3", "2143"],
  ])("sorts by %j alike on both stores", async (query, ids) => {
    expect(await listIds(query)).toBe(ids);
  });

  test.each([
    ["?q=ÉMILE", "1"],
    ["?q=x.example", "2143"],
    ["?q=zoe_", "3"],
    ["?q=%25", ""],
    ["?q=%5C", ""],
    ["?q=%20adam%20", "2"],
    ["?role=admin,managed", "43"],
    ["?role=user&q=eva", ""],
  ])("finds by %j", async (query, ids) => {
    expect(await listIds(query)).toBe(ids);
  });

  test("tells who cannot be moved and why, and counts live workspaces", async () => {
    const { rows, ...rest } = await listMembers(admin, loadMemberSearch("?sort=added"));
    expect(rest).toEqual({
      total: 4,
      page: 1,
      pageSize: 100,
      roles: [
        { role: "admin", count: 1 },
        { role: "developer", count: 1 },
        { role: "managed", count: 1 },
        { role: "user", count: 1 },
      ],
    });
    expect(rows[0]).toEqual({
      id: "user_1",
      email: "émile@x.example",
      name: "Émile",
      role: "developer",
      addedAt: "2026-01-01T00:00:00.000Z",
      workspaceCount: 2,
      isImmovable: false,
      reason: null,
    });
    expect(rows[2]).toMatchObject({ workspaceCount: 0, isImmovable: true, reason: "immovable_member" });
  });

  test("shows a lead the members of their own live workspaces and nobody else", async () => {
    expect(await listIds("", lead)).toBe("1");
    expect(await listMembers(lead, loadMemberSearch(""))).toMatchObject({
      total: 1,
      rows: [{ workspaceCount: 1 }],
    });
    expect(await listMemberRoles(lead)).toEqual([{ role: "developer", count: 1 }]);
    const nobody = permitFor(newActor("lead", { workspaceIds: [] }), "members:read");
    expect(await listMembers(nobody, loadMemberSearch(""))).toMatchObject({ total: 0, rows: [], page: 1 });
  });

  test("pages by hundreds, and shows the last page for one past the end", async () => {
    const db = await database();
    const many = Array.from({ length: 146 }, (_, index) => ({
      ...seen,
      id: `many_${String(index).padStart(3, "0")}`,
      email: "same@x.example",
      name: "Same",
      role: "user",
      addedAt: new Date(0),
    }));
    await db.insert(members).values(many);
    const first = await listMembers(admin, loadMemberSearch(""));
    const last = await listMembers(admin, loadMemberSearch("?page=99"));
    expect([first.page, first.rows.length, last.page, last.rows.length, last.total]).toEqual([
      1, 100, 2, 50, 150,
    ]);
    expect(new Set([...first.rows, ...last.rows].map(({ id }) => id)).size).toBe(150);
  });
});

describe("the impact of a removal", () => {
  beforeEach(async () => {
    const db = await database();
    const made = {
      ...seen,
      status: "active",
      createdById: "user_1",
      createdAt: new Date(0),
      scope: "workspace",
    };
    const acting = { principalKind: "user", principalId: "user_1" };
    await db.insert(apiKeys).values([
      { ...made, id: "k1", name: "classic", workspaceId: "w1" },
      { ...made, id: "k2", name: "personal", workspaceId: "w1", createdById: null, ...acting },
      {
        ...made,
        id: "k3",
        name: "service",
        principalKind: "service_account",
        principalId: "svac_1",
        status: "inactive",
      },
      { ...made, id: "k4", name: "code", workspaceId: "w2", ...acting },
      { ...made, id: "k5", name: "other", createdById: "user_2" },
    ]);
    const today = new Date().toISOString().slice(0, 10);
    await db.insert(usageRows).values([
      { day: today, apiKeyId: "k1", uncachedInputTokens: 1, cacheReadInputTokens: 10, outputTokens: 100 },
      { day: today, apiKeyId: "k1", cacheCreation5mInputTokens: 1000, cacheCreation1hInputTokens: 10_000 },
      { day: "2020-01-01", apiKeyId: "k1", outputTokens: 7 },
      { day: today, apiKeyId: "k5", outputTokens: 7 },
    ]);
  });

  test("lists memberships and keys by what becomes of them, with their traffic", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const impact = await getMemberImpact(admin, "user_1");
    expect(impact.workspaces).toEqual([
      { id: "w2", name: "Claude Code", role: "workspace_admin" },
      { id: "w1", name: "One", role: "workspace_user" },
    ]);
    expect(impact.keys).toEqual([
      {
        id: "k1",
        name: "classic",
        status: "active",
        kind: "classic",
        fate: "keeps_working",
        workspaceName: "One",
        tokens30d: 11_111,
        lastUsedOn: today,
      },
      {
        id: "k2",
        name: "personal",
        status: "active",
        kind: "personal",
        fate: "archived",
        workspaceName: "One",
        tokens30d: 0,
        lastUsedOn: null,
      },
      {
        id: "k3",
        name: "service",
        status: "inactive",
        kind: "service_account",
        fate: "keeps_working",
        workspaceName: null,
        tokens30d: 0,
        lastUsedOn: null,
      },
      {
        id: "k4",
        name: "code",
        status: "active",
        kind: "claude_code",
        fate: "stops",
        workspaceName: "Claude Code",
        tokens30d: 0,
        lastUsedOn: null,
      },
    ]);
  });

  test("shows a lead their own workspaces only, and not that others exist", async () => {
    const impact = await getMemberImpact(lead, "user_1");
    expect(impact.workspaces.map(({ id }) => id)).toEqual(["w1"]);
    expect(impact.keys.map(({ id }) => id)).toEqual(["k1", "k2"]);
    await expect(getMemberImpact(lead, "user_2")).rejects.toMatchObject({ code: "not_found" });
    await expect(getMemberImpact(admin, "user_5")).rejects.toMatchObject({ code: "not_found" });
  });
});
