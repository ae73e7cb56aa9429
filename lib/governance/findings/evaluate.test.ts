import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { findingRuns, findings } from "@/lib/core/db/finding-tables";
import { markMirrored } from "@/lib/core/db/first-sync";
import { settings } from "@/lib/core/db/own-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { markDirectoryRead, markRead } from "@/lib/core/history/test-history";
import { log } from "@/lib/core/log/log";
import { changeSettings } from "@/lib/core/settings/actions";
import { evaluateFindings, evaluateIfDue } from "./evaluate";
import { listFindings } from "./list-read-model";
import { loadFindingSearch } from "./search-params";
import { addKeys, addPeople, addPlaces, at, dayAt } from "./test-truth";

const admin = permitFor("admin", "findings:read");

beforeEach(async () => {
  await resetDatabase();
  await markDirectoryRead();
  await markRead();
  await addPlaces({ w1: {}, w2: {} });
  for (const id of ["w1", "w2"]) await markMirrored(`workspace_member:${id}`);
});

async function list(query = "?rule=key_unused", by = admin) {
  return (await listFindings(by, loadFindingSearch(query))).rows;
}
const listIds = async (query?: string, by = admin) => (await list(query, by)).map((row) => row.subjectId);
const stateOf = async (rule: string) => {
  const db = await database();
  const [run] = await db.select().from(findingRuns).where(eq(findingRuns.rule, rule));
  return run?.state;
};
const setRules = async (value: object) => {
  const db = await database();
  const row = { name: "finding_rules", value, changedBy: "x", changedAt: new Date() };
  await db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row });
};

describe("an evaluation", () => {
  test("an evaluation finds what is wrong, once, with its score, its reasons, and since when", async () => {
    await addKeys({
      old: { use: { lastUsedOn: dayAt(-180), cents30d: "9900" } },
      new: { createdAt: at(-1) },
    });
    await evaluateFindings();
    await evaluateFindings();
    expect(await list()).toMatchObject([
      {
        subject: "key",
        subjectId: "old",
        workspaceName: "w1",
        cents: "9900",
        factors: { reach: 2, idleness: 3, money: 2, age: 2 },
        score: 24,
        state: "open",
        evidence: { days: 180 },
        resolvedAt: null,
      },
    ]);
  });

  test("an evaluation writes nothing if nothing has changed", async () => {
    await addKeys({ old: {} });
    await evaluateFindings(at(-0.1));
    const db = await database();
    const versions = async () =>
      (await db.execute(sql`select xmin::text, ctid::text, id from findings order by id`)).rows;
    const before = await versions();
    expect(before.length).toBeGreaterThan(0);
    await evaluateFindings();
    expect(await versions()).toEqual(before);
  });

  test("an evaluation resolves what is gone, and opens it again as a new finding", async () => {
    await addKeys({ old: {} });
    await evaluateFindings(at(-3));
    const db = await database();
    await db.update(apiKeys).set({ status: "inactive" });
    await evaluateFindings(at(-2));
    expect(await list()).toEqual([]);
    expect(await list("?rule=key_unused&state=resolved")).toMatchObject([
      { resolution: "fixed", fixedBy: null },
    ]);
    await db.update(apiKeys).set({ status: "active" });
    await evaluateFindings(at(-1));
    expect(await list()).toHaveLength(1);
    expect(await db.$count(findings, eq(findings.rule, "key_unused"))).toBe(2);
  });

  test("an evaluation names who fixed it here", async () => {
    await addMember("ada", "admin");
    await addKeys({ old: {} });
    await evaluateFindings(at(-1));
    const db = await database();
    await inRequest({ as: "ada@northwind.example" }, () => changeSettings({ idle_minutes: 30 }));
    expect((await list()).map((row) => row.isBeingChecked)).toEqual([false]);
    await db.execute(sql`alter table audit_log disable trigger user`);
    await db.execute(sql`update audit_log set target_id = 'old', action = 'api_key.deactivate'`);
    await db.execute(sql`alter table audit_log enable trigger user`);
    await db.update(findings).set({ evidence: { days: 1 } });
    expect((await list()).map((row) => row.isBeingChecked)).toEqual([true]);
    await db.update(apiKeys).set({ status: "inactive" });
    await evaluateFindings();
    expect(await list("?rule=key_unused&state=resolved")).toMatchObject([
      { fixedBy: "ada@northwind.example" },
    ]);
  });

  test("an evaluation keeps a dismissal if the finding comes back before it expires", async () => {
    await addKeys({ old: {}, other: {} });
    await evaluateFindings(at(-3));
    const db = await database();
    const dismissal = { dismissedBy: "ada", dismissedAt: at(-3), dismissReason: "known" };
    await db
      .update(findings)
      .set({ ...dismissal, dismissedUntil: at(9) })
      .where(eq(findings.subjectId, "old"));
    await db
      .update(findings)
      .set({ ...dismissal, dismissedUntil: at(-1) })
      .where(eq(findings.subjectId, "other"));
    await db.update(apiKeys).set({ status: "inactive" });
    await evaluateFindings(at(-2));
    await db.update(apiKeys).set({ status: "active" });
    await evaluateFindings();
    expect(await listIds()).toEqual(["other"]);
    expect(await list("?rule=key_unused&state=dismissed")).toMatchObject([
      { subjectId: "old", dismissed: { by: "ada", reason: "known" } },
    ]);
  });
});

describe("while something isn't known", () => {
  test("a rule neither finds nor resolves", async () => {
    await addKeys({ old: {} });
    await evaluateFindings(at(-1));
    const db = await database();
    await db.delete(reportDays).where(eq(reportDays.report, "usage"));
    await db.update(apiKeys).set({ status: "inactive" });
    await evaluateFindings();
    expect(await listIds()).toEqual(["old"]);
    expect(await stateOf("key_unused")).toBe("waiting");
    expect((await listFindings(admin, loadFindingSearch(""))).idle).toContainEqual({
      rule: "key_unused",
      state: "waiting",
    });
  });

  test("keys have no creator who left before the members are listed", async () => {
    const db = await database();
    await db.execute(sql`delete from sync_state where job = 'mirror:member'`);
    await addKeys({ old: { use: { tokens30d: 1 } } });
    await evaluateFindings();
    expect(await stateOf("key_maker_gone")).toBe("waiting");
    expect(await listIds("?rule=key_maker_gone")).toEqual([]);
  });

  test("no workspace lacks a lead before its memberships are listed", async () => {
    await addPlaces({ w3: {} });
    await evaluateFindings();
    expect(await stateOf("workspace_no_lead")).toBe("waiting");
    await markMirrored("workspace_member:w3");
    await evaluateFindings();
    expect(await listIds("?rule=workspace_no_lead&sort=subject&dir=asc")).toEqual(["w1", "w2", "w3"]);
  });

  test("a rule that fails keeps its findings and leaves the others alone", async () => {
    await addKeys({ old: { name: "Twice" }, twin: { name: "twice", createdAt: at(-1) } });
    await evaluateFindings(at(-1));
    const error = vi.spyOn(log, "error").mockImplementation(() => {});
    await withBrokenTable("findings", "update", async () => {
      await (await database()).update(apiKeys).set({ status: "archived" }).where(eq(apiKeys.id, "twin"));
      await evaluateFindings();
      return {};
    });
    expect(error).toHaveBeenCalled();
    error.mockRestore();
    expect(await stateOf("key_same_name")).toBe("failed");
    expect(await stateOf("key_expiring")).toBe("evaluated");
    expect(await listIds("?rule=key_same_name")).toHaveLength(2);
  });
});

describe("settings", () => {
  test("settings turn a rule off, which resolves what it found", async () => {
    await addKeys({ old: {} });
    await evaluateFindings();
    await setRules({ key_unused: { isOn: false, thresholds: {} } });
    await evaluateFindings();
    expect(await stateOf("key_unused")).toBe("off");
    expect(await list("?rule=key_unused&state=resolved")).toMatchObject([{ resolution: "rule_off" }]);
  });

  test("settings change a threshold, within its bounds", async () => {
    await addKeys({ old: { use: { lastUsedOn: dayAt(-40) } } });
    await setRules({ key_unused: { isOn: true, thresholds: { days: 40, other: 1 } } });
    await evaluateFindings();
    expect(await listIds()).toEqual(["old"]);
    await setRules({ key_unused: { isOn: true, thresholds: { days: 999_999 } } });
    await evaluateFindings();
    expect(await listIds()).toEqual([]);
  });

  test("mask names: nothing says what one person did", async () => {
    await addPeople({ idle: {} });
    await addKeys({ mine: { name: "claude_code_key_ada" }, plain: {} });
    await evaluateFindings();
    expect(await listIds("?rule=member_idle")).toEqual(["idle"]);
    expect(await listIds()).toHaveLength(2);
    const db = await database();
    await db
      .insert(settings)
      .values({ name: "mask_names", value: true, changedBy: "x", changedAt: new Date() });
    expect(await listIds("?rule=member_idle")).toEqual([]);
    expect(await listIds()).toEqual(["plain"]);
    await evaluateFindings();
    expect(await stateOf("member_idle")).toBe("masked");
  });
});

describe("an evaluation is due", () => {
  const evaluatedAt = async () =>
    (await (await database()).select().from(findingRuns)).map((run) => run.evaluatedAt?.getTime());
  const isDueAt = async (nowMs: number) => {
    const before = await evaluatedAt();
    await evaluateIfDue(nowMs);
    return JSON.stringify(await evaluatedAt()) !== JSON.stringify(before);
  };

  test("soon while a rule waits for data, so that the first sync is followed by findings", async () => {
    const db = await database();
    await db.execute(sql`delete from sync_state where job = 'mirror:member'`);
    const start = Date.now();
    await evaluateIfDue(start);
    expect(await stateOf("admins_many")).toBe("waiting");
    await markMirrored("member");
    await evaluateIfDue(start + 1_000);
    expect(await stateOf("admins_many")).toBe("waiting");
    await evaluateIfDue(start + 200_000);
    expect(await stateOf("admins_many")).toBe("evaluated");
  });

  test("an evaluation is due at first, after the interval, and soon after a write here", async () => {
    await addMember("ada", "admin");
    const start = Date.now();
    expect(await isDueAt(start)).toBe(true);
    expect(await isDueAt(start + 60_000)).toBe(false);
    expect(await isDueAt(start + 300_000)).toBe(true);
    await inRequest({ as: "ada@northwind.example" }, () => changeSettings({ idle_minutes: 30 }));
    expect(await isDueAt(start + 301_000)).toBe(false);
    expect(await isDueAt(start + 400_000)).toBe(true);
  });
});

describe("a lead", () => {
  const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "findings:read");

  test("a lead sees the findings of their workspaces, and learns nothing of the others", async () => {
    await addKeys({
      mine: {},
      theirs: { workspaceId: "w2" },
      whole: { workspaceId: null, scope: "organization" },
    });
    await addPeople({ idle: {} });
    await evaluateFindings();
    const page = await listFindings(lead, loadFindingSearch(""));
    expect(new Set(page.rows.map((row) => row.workspaceId))).toEqual(new Set(["w1"]));
    expect(page.workspaces.map(({ value }) => value)).toEqual(["w1"]);
    expect(page.total).toBe(page.states[0]?.count);
    expect(JSON.stringify({ ...page, idle: [] })).not.toMatch(/w2|theirs|whole|idle@/);
    expect(await listIds("?workspace=w2", lead)).toEqual([]);
    expect(await listIds("?of=theirs", lead)).toEqual([]);
    expect(await (await database()).$count(findings)).toBeGreaterThan(page.total);
  });
});

test("the list is searched, filtered, and sorted", async () => {
  await addKeys({
    a: { name: "Zulu%", use: { lastUsedOn: dayAt(-91), cents30d: "500" } },
    b: { name: "émile", workspaceId: "w2" },
    c: { name: "Alpha", use: { lastUsedOn: dayAt(-300) } },
  });
  await evaluateFindings();
  expect(await listIds("?rule=key_unused&q=ÉMI")).toEqual(["b"]);
  expect(await listIds("?rule=key_unused&q=%25")).toEqual(["a"]);
  expect(await listIds("?rule=key_unused&workspace=w2")).toEqual(["b"]);
  expect(await listIds("?rule=key_unused&sort=subject&dir=asc")).toEqual(["c", "b", "a"]);
  expect((await listIds("?rule=key_unused&sort=cost"))[0]).toBe("a");
  expect(await listIds("?rule=key_unused&assigned=me")).toEqual([]);
  expect(await listIds("?rule=key_unused&assigned=none")).toHaveLength(3);
  expect(await listIds("?subject=key&of=a&rule=key_unused")).toEqual(["a"]);
  expect(await listIds("?subject=member&of=a")).toEqual([]);
});
