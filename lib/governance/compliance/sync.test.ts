import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { complianceActivities } from "@/lib/core/db/compliance-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { dayMs } from "@/lib/core/format/calendar";
import { listCapabilities } from "@/lib/directory/capabilities/store";
import { listUnreadable } from "@/lib/directory/unreadable/read-model";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { getFeedState } from "./mirror";
import { fetchNews, fetchOlder, planCompliance } from "./sync";
import { addActivity, toPerson } from "./test-feed";

const path = "/v1/compliance/activities";
const historyDays = env.HISTORY_DAYS;
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  env.HISTORY_DAYS = historyDays;
  sandbox = resetSandbox({ size: "empty" });
});
afterEach(() => {
  vi.useRealTimers();
});

function goAway(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 4 * dayMs);
  for (let index = 0; index < 2300; index++) addActivity(sandbox, { agoMs: (index + 4) * 60_000 });
}

async function listStored(): Promise<string[]> {
  const db = await database();
  const rows = await db
    .select({ id: complianceActivities.id })
    .from(complianceActivities)
    .orderBy(sql`at desc, id desc`);
  return rows.map(({ id }) => id);
}

function listReported(): string[] {
  return sandbox.store.activities
    .list()
    .filter(({ type }) => type !== "compliance_api_accessed")
    .map(({ id }) => id);
}

async function expectStored(reported = listReported()): Promise<void> {
  const stored = new Set(await listStored());
  const missing = reported.filter((id) => !stored.has(id));
  expect({ stored: stored.size, missing: missing.length }).toEqual({ stored: reported.length, missing: 0 });
}

const countAsked = () => sandbox.requests.get(`GET ${path}`) ?? 0;
const plan = (given: Partial<Parameters<typeof planCompliance>[0]> = {}) =>
  planCompliance({ now: new Date(), isRequested: false, ...given });

async function readAll(): Promise<void> {
  await fetchNews();
  while ((await plan())?.isHistory) await fetchOlder();
}

const getCapability = async () => {
  const { capabilities } = await listCapabilities(permitFor("auditor", "settings:read"));
  return capabilities.find(({ name }) => name === "compliance");
};

describe("the feed is read", () => {
  test("newest page first, then as far back as the history goes, and no further", async () => {
    for (let index = 0; index < 2500; index++) addActivity(sandbox, { agoMs: (index + 1) * 3_600_000 });
    env.HISTORY_DAYS = 60;
    await fetchNews();
    expect(await listStored()).toHaveLength(1000);
    while ((await plan())?.isHistory) await fetchOlder();
    const start = Date.now() - 60 * dayMs;
    const young = sandbox.store.activities
      .list()
      .filter(
        ({ type, created_at }) => type !== "compliance_api_accessed" && Date.parse(created_at) >= start,
      );
    await expectStored(young.map(({ id }) => id));
    expect(countAsked()).toBe(2);
  });

  test("with one request when nothing is new, as often as the directory", async () => {
    addActivity(sandbox);
    await readAll();
    const asked = countAsked();
    await fetchNews();
    expect(countAsked()).toBe(asked + 1);
    expect(await plan()).toBeNull();
    const then = new Date(Date.now() + env.SYNC_INTERVAL_SECONDS * 1000);
    expect(await plan({ now: then })).toMatchObject({ isHistory: false });
    expect(await plan({ isRequested: true })).toMatchObject({ isHistory: false });
  });

  test("though Castellan's own reads fill it, these are not kept, and what it writes is", async () => {
    const actor = { ...toPerson("key"), type: "admin_api_key_actor", user_agent: "Castellan/1.0.0" };
    const read = addActivity(sandbox, { type: "org_users_listed", actor });
    const written = addActivity(sandbox, { type: "platform_workspace_created", actor });
    for (let times = 0; times < 5; times++) await fetchNews();
    expect(await listStored()).toContain(written.id);
    expect(await listStored()).not.toContain(read.id);
    await expectStored(listReported().filter((id) => id !== read.id));
    const state = await getFeedState();
    expect(state.anchorId).not.toBeNull();
  });

  test("also where an activity appears after newer ones were read", async () => {
    addActivity(sandbox, { agoMs: 10 * 60_000 });
    addActivity(sandbox, { agoMs: 1_000 });
    await readAll();
    const late = addActivity(sandbox, { agoMs: 50_000 });
    await fetchNews();
    expect(await listStored()).toContain(late.id);
  });

  test("after a long absence page by page, in the order in which it happened", async () => {
    await readAll();
    goAway();
    await fetchNews();
    await expectStored();
  });

  test("to the end when it holds 10,000 activities", async () => {
    for (let index = 0; index < 10_000; index++) addActivity(sandbox, { agoMs: (index + 3) * 600_000 });
    await readAll();
    expect(await listStored()).toHaveLength(listReported().length);
    expect(countAsked()).toBe(11);
  });
});

describe("a kill", () => {
  async function runUntilCut(run: () => Promise<void>, times: number): Promise<void> {
    for (let passed = 0; passed < times; passed++)
      sandbox.faults.add({ kind: "slow", path, times: 1, delay_ms: 0 });
    sandbox.faults.add({ kind: "lost_before", path });
    await run().catch(() => undefined);
    sandbox.faults.clear();
  }

  test.each([0, 1, 2])("after %i pages of news loses nothing and doubles nothing", async (pages) => {
    await readAll();
    goAway();
    await runUntilCut(fetchNews, pages);
    const stored = (await listStored()).length;
    expect(stored).toBeLessThan(listReported().length);
    const asked = countAsked();
    await fetchNews();
    await expectStored();
    expect(countAsked() - asked).toBe(3 - pages);
  });

  test("in the middle of the history continues where it stopped", async () => {
    for (let index = 0; index < 3500; index++) addActivity(sandbox, { agoMs: (index + 3) * 600_000 });
    await fetchNews();
    await fetchOlder();
    await runUntilCut(fetchOlder, 0);
    const asked = countAsked();
    while ((await plan())?.isHistory) await fetchOlder();
    await expectStored();
    expect(countAsked() - asked).toBe(2);
  });
});

describe("a feed that is off", () => {
  test.each([
    [403, "key_rejected"],
    [404, "not_found"],
    [400, "refused"],
  ])("with %i is noted, is no failure, and is asked for again the next day", async (status, code) => {
    sandbox.faults.add({ kind: "error", path, status });
    await fetchNews();
    expect(await getCapability()).toMatchObject({ isGranted: false, errorCode: code });
    expect(await plan({ now: new Date(Date.now() + 3_600_000) })).toBeNull();
    const tomorrow = new Date(Date.now() + dayMs);
    expect(await plan({ now: tomorrow })).toMatchObject({ isHistory: false });
    expect(await plan({ isRequested: true })).toMatchObject({ isHistory: false });
  });

  test("is read as soon as it is switched on", async () => {
    sandbox.store.isComplianceEnabled = false;
    await fetchNews();
    expect(await getCapability()).toMatchObject({ isGranted: false, errorCode: "key_rejected" });
    sandbox.store.isComplianceEnabled = true;
    await readAll();
    expect(await getCapability()).toMatchObject({ isGranted: true, errorCode: null });
    await expectStored();
  });

  test("keeps what was read, and continues from there", async () => {
    for (let index = 0; index < 1500; index++) addActivity(sandbox, { agoMs: (index + 3) * 600_000 });
    await fetchNews();
    sandbox.store.isComplianceEnabled = false;
    await fetchOlder();
    expect(await getCapability()).toMatchObject({ isGranted: false, state: "refused" });
    expect(await listStored()).toHaveLength(1000);
    sandbox.store.isComplianceEnabled = true;
    await readAll();
    await expectStored();
  });

  test.each([
    [429, "rate_limited"],
    [500, "api_failed"],
    [401, "key_rejected"],
  ])(
    "is something else than an answer of %i, which fails and says nothing of the feed",
    async (status, code) => {
      const fault = status === 429 ? { kind: "rate_limit", retry_after: 0 } : { kind: "error", status };
      sandbox.faults.add({ ...fault, path } as Parameters<TestSandbox["faults"]["add"]>[0]);
      await expect(fetchNews()).rejects.toMatchObject({ code });
      expect(await getCapability()).toMatchObject({ isGranted: null });
    },
  );
});

describe("a place that the feed does not know any more", () => {
  test("of the news is found again from the newest page on", async () => {
    const old = addActivity(sandbox, { agoMs: 10 * 60_000 });
    await readAll();
    sandbox.store.activities.remove(old.id);
    const fresh = addActivity(sandbox, { agoMs: 5 * 60_000 });
    await fetchNews();
    expect(await listStored()).toEqual(expect.arrayContaining([fresh.id, old.id]));
  });

  test("of the history begins again, and stores nothing twice", async () => {
    for (let index = 0; index < 1500; index++) addActivity(sandbox, { agoMs: (index + 3) * 600_000 });
    await fetchNews();
    const { oldestId } = await getFeedState();
    sandbox.store.activities.remove(oldestId ?? "");
    await readAll();
    await expectStored([...listReported(), oldestId ?? ""]);
  });
});

test("unreadable activities affect only themselves, and are counted once", async () => {
  const [bad, good] = [addActivity(sandbox, { agoMs: 60_000 }), addActivity(sandbox, { agoMs: 50_000 })];
  sandbox.store.activities.put({ ...bad, type: "" });
  const nobody = addActivity(sandbox, { agoMs: 40_000 });
  sandbox.store.activities.put(Object.assign({ ...nobody }, { actor: null, organization_id: 7 }));
  await fetchNews();
  await fetchNews();
  const stored = await listStored();
  expect(stored).toEqual(expect.arrayContaining([good.id, nobody.id]));
  expect(stored).not.toContain(bad.id);
  const { parts } = await listUnreadable(permitFor("admin", "settings:read"));
  expect(parts).toMatchObject([{ noun: "activity", count: 1, field: "type", problem: "form" }]);
});

test.each(["0000-01-01", "0001-01-01", "1970-01-01"])(
  "an activity from %s is set aside, because it would look like the end of the feed",
  async (day) => {
    const [bad, good] = [addActivity(sandbox), addActivity(sandbox, { agoMs: 40 * dayMs })];
    sandbox.store.activities.put({ ...bad, created_at: `${day}T00:00:00Z` });
    await fetchNews();
    await expectStored(listReported().filter((id) => id !== bad.id));
    expect((await getFeedState()).oldestAt).toEqual(new Date(good.created_at));
    const { parts } = await listUnreadable(permitFor("admin", "settings:read"));
    expect(parts).toMatchObject([{ noun: "activity", count: 1, field: "created_at", problem: "form" }]);
  },
);

test("what an activity holds is cut to size, without secrets, names of files, or what no database keeps", async () => {
  const hostile = "\u0000\ud800<script>\u202e=cmd()";
  const { id } = addActivity(sandbox, {
    type: hostile,
    actor: { ...toPerson("eve"), user_agent: hostile.repeat(500), email_address: hostile },
    filename: "plan.xlsx",
    claude_chat_title: "our plan",
    note: "Bearer abc.def sk-ant-api03-canary",
    role: "x",
  });
  const large = addActivity(sandbox, { note: Array.from({ length: 20 }, () => "x".repeat(400)) });
  await fetchNews();
  const db = await database();
  const [found] = await db.select().from(complianceActivities).where(eq(complianceActivities.id, id));
  expect(found?.userAgent?.length).toBeLessThanOrEqual(500);
  expect(found?.details).toEqual({ note: "Bearer [secret] [secret]", role: "x" });
  expect(found?.type).toContain("<script>");
  const [cut] = await db.select().from(complianceActivities).where(eq(complianceActivities.id, large.id));
  expect(cut?.details).toEqual({});
});
