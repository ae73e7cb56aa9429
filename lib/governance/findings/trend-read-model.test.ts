import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { loadFindingSearch } from "./search-params";
import { getFindingTrend } from "./trend-read-model";

const today = toDay(new Date());
/** Noon, so that the day is certain. */
const on = (days: number) => new Date(`${addDays(today, days)}T12:00:00Z`);
const admin = permitFor("admin", "findings:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "findings:read");

type More = Partial<typeof findings.$inferInsert>;

beforeEach(resetDatabase);

async function add(firstSeenAt: Date, more: More = {}, rule: FindingRule = "key_unused") {
  const db = await database();
  const usual = { label: "x", reach: 1, since: firstSeenAt, score: "1", evidence: {} };
  await db.insert(findings).values({ ...usual, rule, subjectId: crypto.randomUUID(), firstSeenAt, ...more });
}

async function readOpen(by = admin, query = "") {
  const { days } = await getFindingTrend(by, loadFindingSearch(query));
  return days.map(({ open }) => open);
}

test("the trend of findings counts what was open at the end of each day, from the first day with a finding", async () => {
  await add(on(-4));
  await add(on(-3), { resolvedAt: on(-1), resolution: "fixed" });
  await add(on(-3), { resolvedAt: on(-3), resolution: "fixed" });
  expect(await readOpen()).toEqual([1, 2, 2, 1, 1]);
});

test("what opened before the first day shown is counted on it", async () => {
  await add(on(-200));
  await add(on(-150), { resolvedAt: on(-100), resolution: "fixed" });
  const open = await readOpen();
  expect(open).toHaveLength(90);
  expect(new Set(open)).toEqual(new Set([1]));
});

test("what is dismissed isn't open, until the dismissal ends or the finding is fixed", async () => {
  await add(on(-4), { dismissedAt: on(-3), dismissedUntil: on(-1) });
  await add(on(-4), { dismissedAt: on(-2), dismissedUntil: on(20) });
  await add(on(-4), { dismissedAt: on(-3), dismissedUntil: on(5), resolvedAt: on(-1), resolution: "fixed" });
  await add(on(-2), { dismissedAt: on(-9), dismissedUntil: on(5) });
  expect(await readOpen()).toEqual([3, 1, 0, 1, 1]);
});

test("the mean time to fix is of what was fixed in the days shown", async () => {
  await add(on(-10), { resolvedAt: on(-6), resolution: "fixed" });
  await add(on(-5), { resolvedAt: on(-2), resolution: "fixed" });
  await add(on(-5), { resolvedAt: on(-4), resolution: "rule_off" });
  await add(on(-300), { resolvedAt: on(-200), resolution: "fixed" });
  await add(on(-3));
  expect(await getFindingTrend(admin, loadFindingSearch(""))).toMatchObject({
    added: 4,
    fixed: 2,
    meanDays: 3.5,
  });
});

test("the trend of findings follows the filters, and a lead's counts are those of their workspaces", async () => {
  await add(on(-1), { workspaceId: "w1" });
  await add(on(-2), { workspaceId: "w2" });
  await add(on(-2), { workspaceId: "w1", resolvedAt: on(-1), resolution: "fixed" }, "workspace_idle");
  expect(await readOpen()).toEqual([2, 2, 2]);
  expect(await readOpen(admin, "rule=workspace_idle")).toEqual([1, 0, 0]);
  expect(await readOpen(lead)).toEqual([1, 1, 1]);
  expect(await getFindingTrend(lead, loadFindingSearch(""))).toMatchObject({
    added: 2,
    fixed: 1,
    meanDays: 1,
  });
  const other = permitFor(newActor("lead", { workspaceIds: ["w3"] }), "findings:read");
  expect(await getFindingTrend(other, loadFindingSearch(""))).toMatchObject({
    days: [],
    added: 0,
    meanDays: null,
  });
});
