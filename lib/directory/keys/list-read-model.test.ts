import { eq, isNotNull } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, members, workspaces } from "@/lib/core/db/directory-tables";
import { keyRotations } from "@/lib/core/db/own-tables";
import { apiKeyUsage, reportDays, usageKeyRollups, usageRows } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dayMs } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { getKeyDetail } from "./detail-read-model";
import { findKeyRow, listKeyChoices, listKeys } from "./list-read-model";
import { listKeyMakers } from "./makers-read-model";
import { findRotation } from "./rotation-store";
import { loadKeySearch } from "./search-params";
import { readLatestUsage } from "./test-use";
import { getKeyTraffic } from "./traffic-read-model";

const admin = permitFor("admin", "keys:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "keys:read");
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

const at = (days: number) => new Date(Date.now() + days * dayMs);
const toDay = (days: number) => at(days).toISOString().slice(0, 10);

type Key = typeof apiKeys.$inferInsert;
const key = (id: string, more: Partial<Key>): Key => ({
  ...seen,
  id: `key_${id}`,
  name: id,
  status: "active",
  createdAt: at(-200),
  createdById: "ada",
  createdByType: "user",
  partialKeyHint: `sk-ant-api03-${id}...end`,
  scope: "workspace",
  workspaceId: "w1",
  ...more,
});

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  await db.insert(workspaces).values([
    { ...seen, id: "w1", name: "One", isDefault: false, tags: {} },
    { ...seen, id: "w2", name: "Default", isDefault: true, tags: {} },
  ]);
  const person = { ...seen, role: "user", addedAt: new Date(0) };
  await db.insert(members).values([
    { ...person, id: "ada", email: "ada@x.example", name: "Ada" },
    { ...person, id: "bob", email: "bob_b@x.example", name: "", goneAt: new Date() },
  ]);
  await db.insert(apiKeys).values([
    key("a", { name: "émile", expiresAt: at(10), createdAt: at(-3) }),
    key("b", { name: "Zebra", status: "inactive", workspaceId: "w2", createdById: "bob" }),
    key("c", {
      name: "100%",
      expiresAt: at(-1),
      createdById: "erased",
      principalKind: "user",
      principalId: "ada",
    }),
    key("d", {
      name: "alpha",
      scope: "organization",
      workspaceId: null,
      createdById: null,
      createdByType: null,
    }),
    key("e", {
      name: "beta",
      status: "frozen",
      createdById: "svac_1",
      createdByType: "service_account",
      principalKind: "service_account",
      principalId: "svac_1",
      partialKeyHint: null,
    }),
    key("f", { name: "gone", goneAt: new Date() }),
  ]);
  await db.insert(apiKeyUsage).values([
    { apiKeyId: "key_b", lastUsedOn: toDay(-8), tokens30d: 5, cents30d: "12.5", isEstimate: false },
    { apiKeyId: "key_c", lastUsedOn: toDay(-40), tokens30d: 0 },
    { apiKeyId: "key_d", lastUsedOn: toDay(0), tokens30d: 900, cents30d: "4" },
  ]);
});

async function listIds(query: string, by = admin) {
  const { rows } = await listKeys(by, loadKeySearch(query));
  return rows.map(({ id }) => id.replace("key_", "")).join("");
}

describe("the list of keys", () => {
  test("the list of keys shows keys without an amount as of the kind that all others are", async () => {
    const db = await database();
    await db.update(apiKeyUsage).set({ isEstimate: false }).where(isNotNull(apiKeyUsage.cents30d));
    const { rows } = await listKeys(admin, loadKeySearch(""));
    expect(rows.filter((row) => row.isEstimate)).toEqual([]);
  });

  test.each([
    ["", "cdeab"],
    ["?dir=desc", "baedc"],
    ["?sort=hint", "abcde"],
    ["?sort=status", "adceb"],
    ["?sort=place", "baced"],
    ["?sort=maker", "abced"],
    ["?sort=principal", "ecabd"],
    ["?sort=created", "bcdea"],
    ["?sort=expires", "cabde"],
    ["?sort=expires&dir=desc", "acbde"],
    ["?sort=used", "aecbd"],
    ["?sort=used&dir=desc", "dbcae"],
    ["?sort=tokens&dir=desc", "dbace"],
    ["?sort=cost", "dbace"],
    ["?sort=cost&dir=desc", "bdace"],
    ["?sort=nonsense&page=-3", "cdeab"],
  ])("the list of keys sorts by %j with unknown values last", async (query, ids) => {
    expect(await listIds(query)).toBe(ids);
  });

  test.each([
    ["?q=ÉMILE", "a"],
    ["?q=emile", "a"],
    ["?q=%25", "c"],
    ["?q=api03-b", "b"],
    ["?q=key_d", "d"],
    ["?only=key_b,key_d", "db"],
    ["?q=bob_", "b"],
    ["?q=%20ada%20", "a"],
    ["?status=inactive", "b"],
    ["?status=expired", "c"],
    ["?status=active,frozen", "dea"],
    ["?workspace=w2", "db"],
    ["?workspace=organization,w2", "db"],
    ["?unused=7", ""],
    ["?unused=7&status=frozen", "e"],
    ["?unused=7&status=active,expired,inactive,frozen", "ceb"],
    ["?unused=30&status=expired", "c"],
    ["?unused=8&status=inactive", "b"],
    ["?unused=9&status=inactive", ""],
    ["?unused=0", "cdeab"],
    ["?unused=ages", "cdeab"],
    ["?expiry=soon", "a"],
    ["?expiry=never", "deb"],
    ["?maker=gone", "cb"],
    ["?maker=bob,svac_1", "eb"],
    ["?maker=svac_1,gone", "ceb"],
    ["?maker=%25", ""],
    ["?maker=gone&status=inactive&q=z", "b"],
  ])("the list of keys finds by %j", async (query, ids) => {
    await markRead(["usage"]);
    expect(await listIds(query)).toBe(ids);
  });

  test("the list of keys has no unused keys while a day of the window isn't loaded", async () => {
    await markRead(["usage"], { count: 7 });
    expect(await listIds("?unused=7&status=inactive")).toBe("");
    await markRead(["usage"], { count: 8 });
    expect(await listIds("?unused=7&status=inactive")).toBe("b");
    expect(await listIds("?unused=30&status=expired")).toBe("");
    expect((await listKeys(admin, loadKeySearch("?unused=30"))).loading).toMatchObject({
      done: 8,
      total: 400,
    });
  });

  test("the list of keys shows each key's workspace, creator, and traffic", async () => {
    const { rows, ...rest } = await listKeys(admin, loadKeySearch("?status=expired"));
    expect(rows).toEqual([
      {
        id: "key_c",
        name: "100%",
        hint: "sk-ant-api03-c...end",
        color: null,
        status: "expired",
        scope: "workspace",
        workspaceId: "w1",
        workspaceName: "One",
        isDefaultWorkspace: false,
        makerId: "erased",
        makerType: "user",
        makerName: null,
        makerEmail: null,
        owner: null,
        isMakerGone: true,
        hasMakerPage: false,
        principalKind: "user",
        principalId: "ada",
        principalName: "Ada",
        hasPrincipalPage: true,
        isBeingReplaced: false,
        createdAt: expect.any(String),
        expiresAt: expect.any(String),
        lastUsedOn: toDay(-40),
        tokens30d: 0,
        cents30d: null,
        otherCents30d: null,
        isEstimate: true,
        findings: [],
      },
    ]);
    expect(rest).toEqual({
      total: 1,
      page: 1,
      pageSize: 50,
      statuses: [
        { status: "active", count: 2 },
        { status: "inactive", count: 1 },
        { status: "expired", count: 1 },
        { status: "frozen", count: 1 },
      ],
      places: [
        { value: "w2", name: "Default", isDefault: true, count: 2 },
        { value: "w1", name: "One", isDefault: false, count: 4 },
        { value: "organization", name: null, isDefault: false, count: 1 },
      ],
      usage: null,
      loading: { done: 0, total: 400, readDays: 0, isFailing: false },
      merged: null,
    });
  });

  test("the list of keys counts by status what the other filters leave, always in the same order", async () => {
    const count = async (query: string) =>
      (await listKeys(admin, loadKeySearch(query))).statuses.map(({ status, count }) => [status, count]);
    const all = [
      ["active", 2],
      ["inactive", 1],
      ["expired", 1],
      ["frozen", 1],
    ];
    expect(await count("")).toEqual(all);
    expect(await count("?status=inactive")).toEqual(all);
    for (const query of ["?workspace=w2", "?q=alpha", "?unused=30"])
      for (const [status, found] of await count(query))
        expect((await listKeys(admin, loadKeySearch(`${query}&status=${status}`))).total, query).toBe(found);
  });

  test("the list of keys counts in each workspace as many keys as choosing it shows", async () => {
    const { places } = await listKeys(admin, loadKeySearch(""));
    for (const { value, count } of places)
      expect((await listKeys(admin, loadKeySearch(`?workspace=${value}`))).total, value).toBe(count);
  });

  test("the list of keys shows and counts for a lead only the keys of their own workspaces", async () => {
    const page = await listKeys(lead, loadKeySearch(""));
    expect(page.rows.map(({ id }) => id)).toEqual(["key_c", "key_e", "key_a"]);
    expect(page.places).toEqual([{ value: "w1", name: "One", isDefault: false, count: 3 }]);
    expect(await listIds("?workspace=w2,organization", lead)).toBe("");
    expect(await listIds("", permitFor(newActor("lead", { workspaceIds: [] }), "keys:read"))).toBe("");
  });

  test("the list of keys offers all found keys for selection, and a lead's own to a lead", async () => {
    const found = await listKeyChoices(admin, loadKeySearch("?sort=cost&dir=desc"));
    expect(found.map(({ id }) => id)).toEqual(["key_b", "key_d", "key_a", "key_c", "key_e"]);
    expect(found[0]).toMatchObject({ id: "key_b", name: "Zebra", status: "inactive" });
    expect((await listKeyChoices(lead, loadKeySearch("?maker=bob,ada"))).map(({ id }) => id)).toEqual([
      "key_a",
    ]);
  });

  test("the list of keys offers the creators with selected ones first, and to a lead only theirs", async () => {
    const list = async (q: string, chosen: string[] = [], by = admin) =>
      (await listKeyMakers(by, { q, chosen })).map(({ id }) => id);
    expect(await list("")).toEqual(["ada", "bob", "erased", "svac_1"]);
    expect(await list("BOB_")).toEqual(["bob"]);
    expect(await list("svac", ["ada"])).toEqual(["ada", "svac_1"]);
    expect(await list("%")).toEqual([]);
    expect(await list("", ["bob"], lead)).toEqual(["ada", "erased", "svac_1"]);
    expect(await listKeyMakers(admin, { q: "bob", chosen: [] })).toEqual([
      { id: "bob", type: "user", name: "", email: "bob_b@x.example", isGone: true, count: 1 },
    ]);
  });

  test("the list of keys has fifty rows on a page, and shows the last page for a page past the end", async () => {
    const db = await database();
    const many = Array.from({ length: 100 }, (_, index) => key(`many${index}`, {}));
    await db.insert(apiKeys).values(many);
    const { rows, ...rest } = await listKeys(admin, loadKeySearch("?page=9"));
    expect(rows).toHaveLength(5);
    expect(rest).toMatchObject({ total: 105, page: 3 });
  });

  test("the list of keys shows the days that use is derived from", async () => {
    const db = await database();
    const read = { report: "usage", fetchedAt: new Date(), rowCount: 1 };
    await db.insert(reportDays).values([
      { ...read, day: "2024-01-01", isRefused: true },
      { ...read, day: "2025-01-01" },
      { ...read, day: "2025-02-01" },
    ]);
    await db.insert(usageKeyRollups).values({ apiKeyId: "key_a", day: "2025-01-31", tokens: 1 });
    const { usage } = await listKeys(admin, loadKeySearch(""));
    expect(usage).toEqual({ from: "2025-01-01", to: "2025-01-31" });
  });
});

describe("one key", () => {
  test.each(["key_b", "key_d", "key_f", "nothing"])(
    "one key is not found by a lead if it is %s",
    async (id) => {
      await expect(getKeyDetail(lead, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(getKeyTraffic(lead, { key: id, days: 7 })).rejects.toMatchObject({ code: "not_found" });
    },
  );

  test("one key has traffic for every day of the range, by model", async () => {
    const db = await database();
    const sent = (day: string, model: string, outputTokens: number, apiKeyId = "key_a") => ({
      day,
      model,
      apiKeyId,
      outputTokens,
      uncachedInputTokens: 1,
    });
    await db
      .insert(usageRows)
      .values([
        sent("2026-05-01", "old", 9),
        sent("2026-05-02", "opus", 4),
        sent("2026-05-02", "haiku", 9),
        sent("2026-05-04", "opus", 9),
        sent("2026-05-04", "opus", 0),
        sent("2026-05-04", "opus", 7, "key_b"),
      ]);
    const now = new Date("2026-05-05T00:01:00Z");
    const traffic = await getKeyTraffic(lead, { key: "key_a", days: 3 }, now);
    expect(traffic).toMatchObject({ from: "2026-05-02", to: "2026-05-04", tokens: 26 });
    expect(traffic.models).toEqual([
      { model: "opus", color: 0, tokens: 16 },
      { model: "haiku", color: 1, tokens: 10 },
    ]);
    expect(traffic.days.map(({ day, tokens, models }) => [day, tokens, models.length])).toEqual([
      ["2026-05-02", 15, 2],
      ["2026-05-03", 0, 0],
      ["2026-05-04", 11, 1],
    ]);
  });

  test("one key has a rotation that shows how the traffic moves, and how long the old key has been idle", async () => {
    const db = await database();
    const now = new Date("2026-05-20T12:00:00Z");
    await db.insert(keyRotations).values({
      keyId: "key_a",
      replacementId: "key_b",
      startedBy: "ada@x.example",
      startedAt: at(-9),
    });
    const row = await findKeyRow(admin, "key_a");
    expect(row?.isBeingReplaced).toBe(true);
    const { rows } = await listKeys(admin, loadKeySearch("?only=key_a,key_b"));
    expect(rows.map(({ id, isBeingReplaced }) => [id, isBeingReplaced])).toEqual([
      ["key_a", true],
      ["key_b", false],
    ]);
    const find = async (by = admin, lastUsedOn: string | null = "2026-05-16", then = now) =>
      row && (await findRotation(by, { ...row, lastUsedOn }, then));
    await db.insert(usageKeyRollups).values([
      { apiKeyId: "key_a", day: "2026-05-16", tokens: 7 },
      { apiKeyId: "key_a", day: "2026-05-06", tokens: 99 },
      { apiKeyId: "key_b", day: "2026-05-20", tokens: 5 },
    ]);
    expect(await find()).toMatchObject({ silentDays: null, replacement: { name: "Zebra" } });

    await readLatestUsage(now);
    const found = await find();
    expect(found?.silentDays).toBe(3);
    expect(found?.days).toHaveLength(14);
    expect(found?.days[0]).toEqual({ day: "2026-05-07", before: 0, after: 0 });
    expect(found?.days[9]).toEqual({ day: "2026-05-16", before: 7, after: 0 });
    expect(found?.days[13]).toEqual({ day: "2026-05-20", before: 0, after: 5 });
    const ofLead = await find(lead);
    expect(ofLead?.replacement).toBeNull();
    expect(ofLead?.days.map(({ after }) => after)).toEqual(Array.from({ length: 14 }, () => null));
    expect(JSON.stringify(ofLead)).not.toContain("key_b");
    for (const [lastUsedOn, silentDays] of [
      ["2026-05-20", 0],
      ["2026-05-19", 0],
      ["2026-05-18", 1],
    ] as const)
      expect((await find(admin, lastUsedOn))?.silentDays).toBe(silentDays);
    const later = new Date(now.getTime() + 2 * 3_600_000);
    expect((await find(admin, "2026-05-16", later))?.silentDays).toBeNull();
  });

  test("one key has a history with outside changes, before and after", async () => {
    const db = await database();
    const change = { seenAt: new Date(0), noun: "api_key", targetId: "key_a" };
    await db.insert(changes).values([
      { ...change, kind: "added", after: { name: "x", status: "active" } },
      {
        ...change,
        seenAt: new Date(1),
        kind: "changed",
        before: { name: "x", status: "active", expiresAt: null },
        after: { name: "y", status: "active", expiresAt: null },
      },
      { ...change, kind: "changed", targetId: "key_b" },
    ]);
    const { key: found, history } = await getKeyDetail(lead, "key_a");
    expect(found).toMatchObject({ id: "key_a", name: "émile", makerEmail: "ada@x.example" });
    expect(history).toMatchObject([
      {
        what: "changed",
        at: "1970-01-01T00:00:00.001Z",
        actorEmail: null,
        outcome: null,
        differences: [{ field: "name", before: "x", after: "y" }],
      },
      { what: "added", differences: [] },
    ]);
    await db.delete(changes).where(eq(changes.targetId, "key_a"));
    expect((await getKeyDetail(admin, "key_a")).history).toEqual([]);
  });
});
