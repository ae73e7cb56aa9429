import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { countDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { markDirectoryRead, markRead } from "@/lib/core/history/test-history";
import { evaluateFindings } from "@/lib/governance/findings/evaluate";
import { listBudgets } from "@/lib/money/budgets/list-read-model";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow } from "@/lib/money/reports/test-rows";
import { getOverview } from "./overview";

const today = toDay(new Date());
const admin = permitFor("admin", "cost:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["w"] }), "cost:read");

async function listRules() {
  await evaluateFindings();
  return (await getOverview(admin)).attention.map(({ rule }) => rule);
}

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  await db.insert(apiKeys).values({
    ...{ id: "k", name: "k", status: "active", createdAt: new Date(0), scope: "workspace", workspaceId: "w" },
    ...seen,
  });
});

test("no figure is zero before the first sync", async () => {
  const loading = { done: 0, total: 400, readDays: 0, isFailing: false };
  expect(await getOverview(admin)).toMatchObject({
    month: { cents: null, compared: null, forecast: null, course: { now: [], last: [], expected: [] } },
    changes: null,
    topWorkspaces: [],
    usage: { tokens: null, cacheShare: null, loading },
    claudeCode: { active: null, centsEach: null, loading },
    keys: { active: null },
    people: { total: null },
    invites: { pending: null },
    workspaces: { total: null },
    attention: [],
    attentionLoading: loading,
    loading,
  });
  expect(await getOverview(lead)).toMatchObject({
    usage: { tokens: null },
    claudeCode: { active: null },
    keys: { active: null },
    attentionLoading: loading,
  });
});

test("each figure appears once its own days are loaded", async () => {
  await markDirectoryRead();
  const soFar = countDays({ from: toPeriodStart(today, "month"), to: today });
  await markRead(["claude-code"], { count: soFar - 1 });
  expect((await getOverview(admin)).claudeCode).toMatchObject({ active: null });
  await markRead(["claude-code"], { count: soFar });
  await replaceDay("claude-code", today, [claudeCodeRow()], new Date());
  expect(await getOverview(admin)).toMatchObject({
    claudeCode: { active: 1, activeBefore: null, loading: null },
    usage: { tokens: null },
    keys: { active: 1 },
    people: { total: 0 },
  });
  await markRead(["claude-code", "usage"], { count: soFar });
  expect((await getOverview(admin)).usage).toMatchObject({ tokens: "0", loading: null });
});

test("unused keys need attention only once that is known", async () => {
  await markDirectoryRead();
  await markRead(["cost"]);
  await markRead(["usage"], { count: 90 });
  expect(await listRules()).not.toContain("key_unused");
  expect((await getOverview(admin)).attentionLoading).toMatchObject({ done: 90, total: 400 });
  await markRead(["usage"], { count: 91 });
  expect(await listRules()).toContain("key_unused");
  expect((await getOverview(admin)).attentionLoading).toBeNull();
});

test("a budget's spent and expected cost are unknown until its days are loaded", async () => {
  const db = await database();
  const made = { createdBy: "x", createdAt: new Date(), changedAt: new Date() };
  await db
    .insert(budgets)
    .values({ id: crypto.randomUUID(), scope: "organization", cents: "500", thresholds: [100], ...made });
  const [unread] = await listBudgets(admin);
  expect(unread).toMatchObject({ spentCents: null, forecastCents: null });
  expect(unread?.months.map(({ cents }) => cents)).toEqual(Array.from({ length: 12 }, () => null));
  await markRead(["cost"], { count: 32 });
  const [recent] = await listBudgets(admin);
  expect(recent).toMatchObject({ spentCents: "0", forecastCents: "0" });
  expect(recent?.months.at(-1)).toMatchObject({ cents: "0" });
  expect(recent?.months[0]).toMatchObject({ cents: null });
});
