import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { complianceActivities } from "@/lib/core/db/compliance-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { removeUser } from "@/lib/sandbox/user-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { listCompliance } from "./list-read-model";
import { loadComplianceSearch } from "./search-params";
import { fetchNews, fetchOlder } from "./sync";
import { addActivity, toPerson } from "./test-feed";

const by = permitFor("auditor", "log:read");
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox({ size: "empty" });
});

const list = (query = "") => listCompliance(by, loadComplianceSearch(new URLSearchParams(query)));

async function listAll(query = ""): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ""; ; ) {
    const page = await list(`${query}${after && `&after=${encodeURIComponent(after)}`}`);
    ids.push(...page.rows.map(({ id }) => id));
    if (page.older === null) return ids;
    after = page.older;
  }
}

async function fill(count: number): Promise<void> {
  const db = await database();
  // Ten at each instant, so that pages end among equal times.
  await db.execute(sql`
    insert into ${complianceActivities} (id, at, type, actor_type, actor_id, actor_email, details)
    select 'a' || n, '2026-11-01T00:00:00Z'::timestamptz - (n / 10) * interval '1 minute', 'kind_' || n % 7, 'user_actor',
      'u' || n % 5, case when n % 5 > 0 then 'p' || n % 5 || '@x.example' end, '{}' from generate_series(1, ${count}) n`);
}

test("pages through any number of activities without loss or doubling", async () => {
  await fill(2500);
  const ids = await listAll();
  expect(ids).toHaveLength(2500);
  expect(new Set(ids).size).toBe(2500);
  const { rows } = await list();
  expect(rows.map(({ at }) => at)).toEqual(
    rows
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
});

test("filters by type, actor, day, and text, and says what there is to filter by", async () => {
  await fill(700);
  const { types, actors } = await list();
  expect(types).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `kind_${n}`));
  expect(actors.toSorted()).toEqual(["p1@x.example", "p2@x.example", "p3@x.example", "p4@x.example", "u0"]);
  expect(await listAll("type=kind_1,kind_2")).toHaveLength(200);
  expect(await listAll("actor=u0")).toHaveLength(140);
  expect(await listAll("actor=p1%40x.example&type=kind_1")).toHaveLength(20);
  expect(await listAll("q=P3%40X")).toHaveLength(140);
  expect(await listAll("from=2026-11-01")).toHaveLength(9);
  expect(await listAll("to=2026-10-31")).toHaveLength(691);
  expect(await listAll("from=2027-01-01")).toEqual([]);
});

test("says that it lists only the first of many actors, whom the search finds", async () => {
  const insert = (from: number, to: number) => sql`
    insert into ${complianceActivities} (id, at, type, actor_email, details)
    select 'a' || n, '2026-11-01T00:00:00Z', 'kind_' || n, 'p' || lpad(n::text, 4, '0') || '@x.example', '{}'
    from generate_series(${from}::int, ${to}::int) n`;
  const db = await database();
  await db.execute(insert(1, 300));
  expect((await list()).isCut).toEqual({ types: false, actors: false });
  await db.execute(insert(301, 600));
  const { types, actors, isCut } = await list();
  expect([types.length, actors.length, isCut]).toEqual([600, 300, { types: false, actors: true }]);
  expect(await listAll("q=p0600%40x")).toEqual(["a600"]);
});

test("pages on after an activity whose ID has the sign between the parts of a place", async () => {
  await fill(300);
  const db = await database();
  await db.execute(sql`update ${complianceActivities} set id = id || '~x~' || id`);
  expect(new Set(await listAll()).size).toBe(300);
});

test.each(["after=x", "after=2026-99-99T99:99:99.999Z~a", "from=2026-02-30", "q=%25_\\"])(
  "%s is no error",
  async (query) => {
    await fill(3);
    expect((await list(query)).rows.length).toBe(query.startsWith("q") ? 0 : 3);
  },
);

test("names the target as the directory does, and shows unknown ones as received", async () => {
  const [user] = sandbox.store.users.list();
  const hostile = "<b>\u202e=cmd()";
  addActivity(sandbox, {
    type: hostile,
    actor: { ...toPerson("eve"), type: "robot_actor" },
    user_id: user?.id,
    workspace_id: sandbox.store.defaultWorkspaceId,
    count: 3,
    none: null,
  });
  await syncDirectory();
  await fetchNews();
  const { rows, isOn } = await list();
  expect(isOn).toBe(true);
  expect(rows[0]).toMatchObject({
    type: hostile,
    actorType: "robot_actor",
    address: "192.0.2.34",
    details: expect.arrayContaining([
      { field: "user_id", value: user?.id, name: user?.email },
      { field: "workspace_id", value: sandbox.store.defaultWorkspaceId, name: "Default" },
      { field: "count", value: "3", name: null },
    ]),
  });
  expect(rows[0]?.details).toHaveLength(3);
});

test("knows the page of an actor, also of one who left, and none of a stranger", async () => {
  const [ana, ben] = ["ana", "ben"].map((name) => sandbox.users.add({ email: `${name}@northwind.example` }));
  const type = "asked";
  for (const name of ["ANA", "ben", "stranger"]) addActivity(sandbox, { type, actor: toPerson(name) });
  await syncDirectory();
  removeUser(sandbox.store, ben?.id ?? "");
  await syncDirectory();
  await fetchNews();
  const { rows } = await list(`type=${type}`);
  expect(Object.fromEntries(rows.map((row) => [row.actorEmail, row.actorMemberId]))).toEqual({
    "ANA@northwind.example": ana?.id,
    "ben@northwind.example": ben?.id,
    "stranger@northwind.example": null,
  });
});

test("says whether the feed is on, and how far back it is read", async () => {
  expect(await list()).toMatchObject({ isOn: null, oldestAt: null, isLoading: false, rows: [] });
  for (let index = 0; index < 1500; index++) addActivity(sandbox, { agoMs: (index + 3) * 60_000 });
  await fetchNews();
  expect(await list()).toMatchObject({ isOn: true, isLoading: true });
  await fetchOlder();
  expect(await list()).toMatchObject({ isOn: true, isLoading: false });
  sandbox.store.isComplianceEnabled = false;
  await fetchNews();
  const { isOn, rows, oldestAt } = await list();
  expect([isOn, rows.length]).toEqual([false, 100]);
  expect(oldestAt).not.toBeNull();
});

test("is for those who may read the activity", () => {
  for (const persona of ["finance", "lead", "member"] as const)
    expect(() => permitFor(persona, "log:read")).toThrow();
});
