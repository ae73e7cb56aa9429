import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { personUsage } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDayAgo } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { putSettings } from "@/lib/core/settings/store";
import { listMembers } from "./list-read-model";
import { loadMemberSearch } from "./search-params";
import { addDirectory, addKeys, addUsage } from "./test-members";

const admin = permitFor("admin", "members:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "members:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  await addDirectory();
});

async function listIds(query: string, by = admin) {
  const { rows } = await listMembers(by, loadMemberSearch(query));
  return rows.map(({ id }) => id.replace("user_", "")).join("");
}

async function findRow(id: string, by = admin) {
  return (await listMembers(by, loadMemberSearch(""))).rows.find((row) => row.id === id);
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
    ["?sort=workspaces", "2413"],
    ["?sort=workspaces&dir=desc", "3124"],
    ["?sort=keys&dir=desc", "1234"],
    ["?sort=spend", "4123"],
    ["?sort=spend&dir=desc", "1423"],
    ["?sort=claudeCode&dir=desc", "4123"],
  ])("sorts by the count %j with unknown values last", async (query, ids) => {
    await addKeys();
    await addUsage();
    expect(await listIds(query)).toBe(ids);
  });

  test.each([
    ["?sort=active", "3214"],
    ["?sort=active&dir=desc", "4123"],
  ])("sorts by %j with people who were never active as the longest inactive", async (query, ids) => {
    await addKeys();
    await addUsage();
    expect(await listIds(query)).toBe(ids);
  });

  test.each([
    ["?q=ÉMILE", "1"],
    ["?q=emile", "1"],
    ["?q=x.example", "2143"],
    ["?q=zoe_", "3"],
    ["?q=%25", ""],
    ["?q=%5C", ""],
    ["?q=%20adam%20", "2"],
    ["?role=admin,managed", "43"],
    ["?role=user&q=eva", ""],
    ["?workspaces=none", "24"],
    ["?workspaces=none&role=user", "2"],
    ["?idle=7", "23"],
    ["?idle=30", "23"],
    ["?idle=90", "3"],
    ["?idle=90&workspaces=none", ""],
  ])("finds and counts by %j", async (query, ids) => {
    await addKeys();
    await addUsage();
    await markRead(["usage", "claude-code"]);
    expect(await listIds(query)).toBe(ids);
    expect((await listMembers(admin, loadMemberSearch(query))).total).toBe(ids.length);
  });

  test("doesn't count a newcomer as idle", async () => {
    const db = await database();
    await db.update(members).set({ addedAt: new Date() });
    expect(await listIds("?idle=7")).toBe("");
  });

  test("shows what is known of each person, and why the rest isn't", async () => {
    await addKeys();
    const { rows, ...rest } = await listMembers(admin, loadMemberSearch("?sort=added"));
    expect(rest).toMatchObject({ total: 4, page: 1, pageSize: 50, activity: null });
    expect(rest.roles).toEqual(
      ["admin", "developer", "managed", "user"].map((role) => expect.objectContaining({ role, count: 1 })),
    );
    expect(rows[0]).toEqual({
      id: "user_1",
      email: "émile@x.example",
      name: "Émile",
      role: "developer",
      addedAt: "2026-01-01T00:00:00.000Z",
      goneAt: null,
      findings: [],
      workspaceCount: 2,
      isEverywhere: false,
      hidden: null,
      keyCount: 4,
      spend: { cents: null, otherCents: null, source: null },
      claudeCodeSessions: null,
      lastActiveOn: toDayAgo(3),
      reason: null,
      removalReason: null,
    });
    expect(rows[2]).toMatchObject({
      isEverywhere: true,
      reason: "immovable_member",
      removalReason: "immovable_member",
    });
    await addUsage();
    expect(await findRow("user_1")).toMatchObject({
      claudeCodeSessions: 4,
      spend: { cents: "150.5", source: "claude_code" },
    });
    expect(await findRow("user_2")).toMatchObject({ claudeCodeSessions: 0, spend: { cents: null } });
    expect((await listMembers(admin, loadMemberSearch(""))).activity).toEqual({
      from: toDayAgo(60),
      to: toDayAgo(0),
    });
  });

  test("shows a lead only the people of their own live workspaces, with numbers of those", async () => {
    await addKeys();
    await addUsage();
    expect(await listIds("", lead)).toBe("13");
    const nobody = permitFor(newActor("lead", { workspaceIds: [] }), "members:read");
    expect(await listMembers(nobody, loadMemberSearch(""))).toMatchObject({ total: 0, rows: [], page: 1 });
    expect(await findRow("user_1", lead)).toMatchObject({
      workspaceCount: 1,
      keyCount: 1,
      lastActiveOn: toDayAgo(3),
    });
  });

  test("shows cost by person if the API reports it, and a lead's own part to a lead", async () => {
    await addUsage();
    const db = await database();
    await db
      .insert(keyCapabilities)
      .values({ name: "analytics_cost", isGranted: true, probedAt: new Date() });
    await db.update(personUsage).set({ cents30d: "90" });
    const row = { actorKind: "user", actorId: "user_1", listCents: "0" };
    await db.insert(actorCostRows).values([
      { ...row, day: toDayAgo(2), workspaceId: "w1", cents: "30" },
      { ...row, day: toDayAgo(33), workspaceId: "w1", cents: "1000" },
      { ...row, day: toDayAgo(2), workspaceId: "w2", cents: "60" },
    ]);
    const reported = (cents: string) => ({ spend: { cents, source: "reported" } });
    expect(await findRow("user_1")).toMatchObject(reported("90"));
    expect(await findRow("user_3")).toMatchObject(reported("0"));
    expect(await findRow("user_1", lead)).toMatchObject(reported("30"));
    expect(await listIds("?sort=spend&dir=desc", lead)).toBe("13");
  });

  test("reveals nothing about who uses Claude Code while names are masked, not even by its order", async () => {
    await addKeys();
    await addUsage();
    const db = await database();
    await db.transaction((tx) => putSettings(tx, "a@x.example", { mask_names: true }));
    expect(await findRow("user_1")).toMatchObject({
      claudeCodeSessions: null,
      spend: { cents: null, source: null },
      lastActiveOn: toDayAgo(3),
    });
    expect(await listIds("?sort=claudeCode&dir=desc")).toBe("1234");
    expect(await listIds("?sort=active&dir=desc")).toBe("1234");
    await markRead(["usage"]);
    expect(await listIds("?idle=7")).toBe("243");
  });

  test("counts no one as idle while a day of the window isn't loaded", async () => {
    await addKeys();
    await addUsage();
    await markRead(["usage", "claude-code"], { count: 29 });
    expect(await listIds("?idle=30")).toBe("");
    expect(await listMembers(admin, loadMemberSearch("?idle=30"))).toMatchObject({
      loading: { total: 400, readDays: 28 },
    });
    await markRead(["usage", "claude-code"], { count: 31 });
    expect(await listIds("?idle=30")).toBe("23");
    expect(await listIds("?idle=90")).toBe("");
  });

  test("has fifty rows on a page, and shows the last page for a page past the end", async () => {
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
    const second = await listMembers(admin, loadMemberSearch("?page=2"));
    const last = await listMembers(admin, loadMemberSearch("?page=99"));
    expect([first.page, first.rows.length, last.page, last.rows.length, last.total]).toEqual([
      1, 50, 3, 50, 150,
    ]);
    expect(new Set([...first.rows, ...second.rows, ...last.rows].map(({ id }) => id)).size).toBe(150);
  });
});

describe("the reason why someone can't be changed", () => {
  test("is shown for the last member, who can't be removed", async () => {
    const db = await database();
    await db.update(members).set({ goneAt: new Date() });
    await db.update(members).set({ goneAt: null }).where(eq(members.id, "user_1"));
    expect(await findRow("user_1")).toMatchObject({
      reason: null,
      removalReason: "cannot_remove_last_member",
    });
  });

  type Outcome = {
    target: string;
    outcome?: string;
    errorCode?: string;
    requestId?: string | null;
    hoursAgo?: number;
  };
  let seq: number;
  beforeEach(() => {
    seq = 0;
  });

  async function addOutcome({
    target,
    outcome = "failed",
    errorCode = "refused",
    requestId = "req_1",
    hoursAgo = 1,
  }: Outcome) {
    const db = await database();
    seq += 1;
    await db.insert(auditLog).values({
      seq,
      entryId: crypto.randomUUID(),
      phase: "outcome",
      at: new Date(Date.now() - hoursAgo * 3_600_000),
      actorEmail: "a@x.example",
      actorPersona: "admin",
      action: "member.change_role",
      targetId: target,
      outcome,
      errorCode,
      requestId,
      previousHash: "",
      hash: String(seq),
    });
  }

  test("is an identity provider after three people were refused in a row", async () => {
    for (const target of ["a", "b", "b"]) await addOutcome({ target });
    expect(await findRow("user_1")).toMatchObject({ reason: null });
    await addOutcome({ target: "c" });
    expect(await findRow("user_1")).toMatchObject({ reason: "roles_managed_elsewhere", removalReason: null });
    await addOutcome({ target: "d", outcome: "succeeded" });
    expect(await findRow("user_1")).toMatchObject({ reason: null });
  });

  test.each([
    ["what we refused ourselves", { requestId: null }],
    ["another failure", { errorCode: "conflict" }],
    ["a day ago", { hoursAgo: 25 }],
  ])("is no identity provider after %s", async (_, more) => {
    for (const target of ["a", "b", "c"]) await addOutcome({ target, ...more });
    expect(await findRow("user_1")).toMatchObject({ reason: null });
  });
});

describe("a list of several pages", () => {
  const names = Array.from({ length: 250 }, (_, index) =>
    `${index % 3 === 0 ? "" : "Öz"} ${index % 40}`.trim(),
  );

  beforeEach(async () => {
    const db = await database();
    await db.delete(members);
    await db.insert(members).values(
      names.map((name, index) => ({
        id: `user_${index}`,
        email: `${index % 7}-${index}@northwind.example`,
        name: index % 10 === 0 ? "" : name,
        role: "user",
        ...seen,
      })),
    );
  });

  async function listAll(query: string) {
    const pages = [1, 2, 3, 4, 5].map((page) =>
      listMembers(admin, loadMemberSearch(`${query}&page=${page}`)),
    );
    return (await Promise.all(pages)).flatMap(({ rows }) => rows.map(({ id }) => id));
  }

  async function sortAll(key: string, direction: string) {
    const db = await database();
    const { rows } = await db.execute<{ id: string }>(
      sql.raw(`select id from members order by ${key} collate "und-x-icu" ${direction}, id`),
    );
    return rows.map(({ id }) => id);
  }

  const shownName = "coalesce(nullif(name, ''), email)";
  test.each([
    ["name", shownName],
    ["email", "email"],
  ])("has everyone once by %s in both directions, even if a page is read from the end", async (sort, key) => {
    for (const direction of ["asc", "desc"])
      expect(await listAll(`?sort=${sort}&dir=${direction}`)).toEqual(await sortAll(key, direction));
  });

  test("shows its last page for a page past the end", async () => {
    const { page, total, rows } = await listMembers(admin, loadMemberSearch("?page=9"));
    expect({ page, total, count: rows.length }).toEqual({ page: 5, total: 250, count: 50 });
  });
});

describe("people who left", () => {
  beforeEach(async () => {
    const db = await database();
    await db.update(members).set({ goneAt: new Date() }).where(eq(members.id, "user_1"));
  });

  test("are listed by their filter alone, with the day", async () => {
    expect(await listIds("")).not.toContain("1");
    const { rows } = await listMembers(admin, loadMemberSearch("?state=left&q=émile"));
    expect(rows).toMatchObject([{ id: "user_1", goneAt: expect.any(String) }]);
  });

  test("are counted where a search would find them, and by no one who may not see them", async () => {
    const [gone] = (await listMembers(admin, loadMemberSearch("?state=left&q=émile"))).rows;
    const q = encodeURIComponent(gone?.email ?? "");
    const { total, leftCount } = await listMembers(admin, loadMemberSearch(`?q=${q}`));
    expect([total, leftCount]).toEqual([0, 1]);
    const stranger = permitFor(newActor("lead", { workspaceIds: ["w9"] }), "members:read");
    expect((await listMembers(stranger, loadMemberSearch(`?q=${q}`))).leftCount).toBe(0);
    expect((await listMembers(stranger, loadMemberSearch("?state=left"))).rows).toEqual([]);
  });
});
