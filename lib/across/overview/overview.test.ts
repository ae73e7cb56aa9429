import Big from "big.js";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { budgetCrossings, budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { deliveries, webhooks } from "@/lib/core/db/delivery-tables";
import { apiKeys, invites, members, workspaceMembers, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRuns, settings, syncState } from "@/lib/core/db/own-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, countDays, listDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import { markDirectoryRead, markRead } from "@/lib/core/history/test-history";
import { isSecurity } from "@/lib/core/marks/rule-vocabulary";
import { isFindingRule } from "@/lib/core/marks/vocabulary";
import { sumDecimals } from "@/lib/core/money/money-math";
import { listMembers } from "@/lib/directory/members/list-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { evaluateFindings } from "@/lib/governance/findings/evaluate";
import { replaceDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow, costRow, usageRow } from "@/lib/money/reports/test-rows";
import { toMonthSoFar } from "@/lib/money/spend/month";
import { getFigures } from "./figures";
import { getOverview } from "./overview";

const now = Date.now();
const today = toDay(new Date());
const inDays = (days: number) => new Date(now + days * 86_400_000);
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
const read = (persona: "admin" | "finance" | "auditor" | "lead", workspaceIds: string[] | null = null) =>
  getOverview(permitFor(newActor(persona, { workspaceIds }), "cost:read"));
const kindsOf = async (...who: Parameters<typeof read>) =>
  (await read(...who)).attention.map(({ kind }) => kind);

beforeEach(async () => {
  await resetDatabase();
  await markRead();
  await markDirectoryRead();
});

async function fill(): Promise<void> {
  const db = await database();
  await db
    .insert(workspaces)
    .values(["a", "b"].map((id) => ({ id, name: id.toUpperCase(), isDefault: false, tags: {}, ...seen })));
  await db.insert(members).values(
    ["ines", "olu"].map((id) => ({
      id,
      email: `${id}@northwind.example`,
      name: id,
      role: "user",
      addedAt: inDays(-10),
      ...seen,
    })),
  );
  await db
    .insert(workspaceMembers)
    .values({ workspaceId: "a", userId: "ines", role: "workspace_user", ...seen });
  const key = {
    name: "k",
    status: "active",
    createdAt: inDays(-200),
    createdByType: "user",
    scope: "workspace",
    ...seen,
  };
  await db.insert(apiKeys).values([
    { ...key, id: "k1", workspaceId: "a", createdById: "gone" },
    { ...key, id: "k2", workspaceId: "b", createdById: "olu", expiresAt: inDays(5) },
    { ...key, id: "k3", workspaceId: "b", createdById: "olu", status: "archived" },
  ]);
  const invite = { email: "x@y.example", role: "user", status: "pending", invitedAt: inDays(-19), ...seen };
  await db.insert(invites).values([
    { ...invite, id: "i1", expiresAt: inDays(2) },
    { ...invite, id: "i2", expiresAt: inDays(9) },
    { ...invite, id: "i3", expiresAt: inDays(-1) },
  ]);
  await replaceDay(
    "usage",
    today,
    [
      usageRow({
        apiKeyId: "k2",
        workspaceId: "b",
        cacheReadInputTokens: 3,
        uncachedInputTokens: 1,
        outputTokens: 6,
      }),
      usageRow({ workspaceId: "a", outputTokens: 5 }),
    ],
    new Date(1),
  );
  await replaceDay(
    "claude-code",
    today,
    [
      claudeCodeRow(),
      claudeCodeRow({ terminalType: "tmux" }),
      claudeCodeRow({ actor: "olu@northwind.example" }),
    ],
    new Date(1),
  );
}

test("an empty organization has no figures, and nothing needs attention", async () => {
  const { attention, ...figures } = await read("admin");
  expect(attention).toEqual([]);
  expect(figures).toMatchObject({
    usage: { tokens: "0", cacheShare: null },
    keys: { active: 0 },
    people: { total: 0 },
    invites: { pending: 0 },
    workspaces: { total: 0 },
    claudeCode: { active: 0, centsEach: null },
    month: { cents: "0", forecast: { cents: "0" } },
    changes: null,
    topWorkspaces: [],
    budget: null,
  });
});

test("everyone sees what they have permission for, and a lead only their workspaces", async () => {
  await fill();
  expect(await read("admin")).toMatchObject({
    usage: { tokens: "15", cacheShare: 0.75 },
    keys: { active: 2 },
    people: { total: 2 },
    invites: { pending: 2, expiring: 1 },
    workspaces: { total: 2 },
    claudeCode: { active: 2 },
  });
  expect(await read("finance")).toMatchObject({
    usage: { tokens: "15" },
    keys: null,
    people: null,
    invites: null,
    workspaces: null,
    claudeCode: { active: 2 },
  });
  expect(await read("lead", ["a"])).toMatchObject({
    usage: { tokens: "5", cacheShare: null },
    keys: { active: 1 },
    people: { total: 1 },
    invites: null,
    workspaces: { total: 1 },
    claudeCode: { active: 1 },
  });
});

test("the most expensive workspaces of the month add up to its cost, to the last digit", async () => {
  await fill();
  const from = toPeriodStart(today, "month");
  for (const day of listDays({ from, to: today }))
    await replaceDay(
      "cost",
      day,
      [
        costRow({ workspaceId: "a", cents: "0.123456789" }),
        costRow({ workspaceId: "b", cents: "7.000000001" }),
        costRow({ workspaceId: null, cents: "0.5" }),
      ],
      new Date(),
    );
  const count = countDays({ from, to: today });
  const exact = (cents: string) => new Big(cents).times(count).toFixed();
  const own = { key: "a", label: "A", color: 0, cents: exact("0.123456789") };
  const top = [
    { key: "b", label: "B", color: 1, cents: exact("7.000000001") },
    { key: "(default)", label: null, color: 2, cents: exact("0.5") },
    own,
  ];
  for (const persona of ["admin", "finance", "auditor"] as const) {
    const { month, topWorkspaces } = await read(persona);
    expect(topWorkspaces).toEqual(top);
    expect(month.cents).toBe(sumDecimals(top.map(({ cents }) => cents)));
    expect(month.course.now.at(-1)).toBe(month.cents);
  }
  expect(await read("lead", ["a"])).toMatchObject({
    topWorkspaces: [own],
    month: { cents: own.cents },
  });
  expect(await read("lead", [])).toMatchObject({ topWorkspaces: [], month: { cents: "0" } });
});

test("every figure is about the month so far, and compared with the same days of the last one", async () => {
  const by = permitFor("finance", "cost:read");
  const history = await getHistory(["usage", "claude-code"]);
  const lastDay = addDays(toPeriodStart(today, "month"), -1);
  const before = addDays(toPeriodStart(lastDay, "month"), -1);
  const fillDay = async (day: string, cached: number, actors: readonly string[]) => {
    const row = usageRow({ cacheReadInputTokens: cached, uncachedInputTokens: 10 - cached });
    await replaceDay("usage", day, [row], new Date(1));
    const rows = actors.map((actor) => claudeCodeRow({ actor }));
    await replaceDay("claude-code", day, rows, new Date(1));
  };
  await fillDay(lastDay, 8, ["ines@northwind.example", "olu@northwind.example"]);
  await fillDay(toPeriodStart(before, "month"), 5, ["ines@northwind.example"]);
  expect(await getFigures(by, history, lastDay)).toMatchObject({
    periods: { now: { to: lastDay }, before: { from: toPeriodStart(before, "month") } },
    usage: { cacheShare: 0.8, shareBefore: 0.5 },
    claudeCode: { active: 2, activeBefore: 1 },
  });
  expect(toMonthSoFar("2026-03-31").before).toEqual({ from: "2026-02-01", to: "2026-02-28" });
});

test("Claude Code costs each active person their share, unless names are masked", async () => {
  await fill();
  await replaceDay(
    "claude-code",
    today,
    [
      claudeCodeRow({ estimatedCents: "100.4" }),
      claudeCodeRow({ actor: "olu@northwind.example" }),
      claudeCodeRow({ actorType: "api_actor", actor: "ci" }),
    ],
    new Date(1),
  );
  expect((await read("finance")).claudeCode).toMatchObject({ active: 2, centsEach: "50" });
  await (await database())
    .insert(settings)
    .values({ name: "mask_names", value: true, changedBy: "x", changedAt: new Date() });
  expect((await read("finance")).claudeCode).toMatchObject({ active: 2, centsEach: null });
});

test("the organization's budget of the month is shown, and only to people who see the whole organization", async () => {
  await replaceDay("cost", today, [costRow({ workspaceId: "a", cents: "600" })], new Date());
  const id = crypto.randomUUID();
  const made = { createdBy: "x", createdAt: new Date(), changedAt: new Date() };
  await (await database()).insert(budgets).values([
    { id, scope: "organization", cents: "900", thresholds: [100], ...made },
    {
      id: crypto.randomUUID(),
      scope: "organization",
      cents: "9000",
      period: "year",
      thresholds: [],
      ...made,
    },
  ]);
  for (const persona of ["admin", "finance", "auditor"] as const)
    expect((await read(persona)).budget).toEqual({ id, cents: "900", spentCents: "600" });
  expect((await read("lead", ["a"])).budget).toBeNull();
});

test("a lead's people are those in the list of members, including people with access to every workspace", async () => {
  await fill();
  const db = await database();
  const person = { role: "admin", addedAt: inDays(-10), ...seen };
  await db.insert(members).values([
    { ...person, id: "root", email: "root@northwind.example", name: "root" },
    { ...person, id: "left", email: "left@northwind.example", name: "left", goneAt: inDays(-1) },
  ]);
  await db
    .update(workspaces)
    .set({ archivedAt: inDays(-1) })
    .where(eq(workspaces.id, "b"));
  await db
    .insert(workspaceMembers)
    .values({ workspaceId: "b", userId: "olu", role: "workspace_user", ...seen });
  for (const workspaceIds of [["a"], ["a", "b"]]) {
    const actor = newActor("lead", { workspaceIds });
    const { total } = await listMembers(permitFor(actor, "members:read"), loadMemberSearch({}));
    expect(total, String(workspaceIds)).toBe(2);
    expect(await read("lead", workspaceIds)).toMatchObject({ people: { total } });
  }
});

test("a person whose address has two spellings is counted once", async () => {
  await fill();
  await replaceDay(
    "claude-code",
    today,
    [
      claudeCodeRow(),
      claudeCodeRow({ actor: "olu@northwind.example" }),
      claudeCodeRow({ actor: "Olu@Northwind.example" }),
    ],
    new Date(1),
  );
  const db = await database();
  await db
    .insert(workspaceMembers)
    .values({ workspaceId: "a", userId: "olu", role: "workspace_user", ...seen });
  for (const persona of ["admin", "finance"] as const)
    expect(await read(persona)).toMatchObject({ claudeCode: { active: 2 } });
  expect(await read("lead", ["a"])).toMatchObject({ claudeCode: { active: 2 } });
});

test("findings are shown by rule, only to people who may see them, and a lead sees none of other workspaces", async () => {
  await fill();
  await evaluateFindings();
  const rulesOf = async (...who: Parameters<typeof read>) =>
    (await read(...who)).attention.flatMap(({ kind, rule }) => (kind === "finding" ? [rule] : []));
  const ofAdmin = await rulesOf("admin");
  expect(ofAdmin).toEqual(expect.arrayContaining(["invite_expiring", "key_unused", "key_expiring"]));
  expect(await rulesOf("auditor")).toEqual(ofAdmin);
  expect(await rulesOf("finance")).toEqual([]);
  expect(await rulesOf("lead", ["a"])).toEqual(["key_unused"]);
  expect((await read("lead", ["a"])).attention[0]).toMatchObject({
    rule: "key_unused",
    count: 1,
    days: 90,
    detail: "k",
    href: "/findings?rule=key_unused",
  });
  expect(await rulesOf("lead", ["elsewhere"])).toEqual([]);
});

test("findings about security are listed before everything that isn't urgent", async () => {
  await fill();
  await evaluateFindings();
  const db = await database();
  const at = new Date();
  await db.insert(webhooks).values({
    id: crypto.randomUUID(),
    name: "#f",
    sealed: "v1.AAAA",
    createdBy: "x",
    createdAt: at,
    changedAt: at,
  });
  await db.insert(syncState).values({ job: "cost", errorCode: "key_rejected", failedAt: at });
  const { attention } = await read("admin");
  const places = attention.map(({ kind, rule }) => rule ?? kind);
  const [first, ...rest] = places;
  expect(first).toBe("key_rejected");
  const after = rest.indexOf("webhook_unreadable");
  expect(rest.slice(0, after)).toContain("key_unused");
  expect(rest.slice(0, after).every((rule) => isFindingRule(rule) && isSecurity(rule))).toBe(true);
  expect(rest.slice(after)).toEqual(expect.arrayContaining(["invite_expiring", "key_expiring"]));
});

test("urgent items are listed before others", async () => {
  await fill();
  const db = await database();
  await db.insert(syncState).values({ job: "cost", errorCode: "key_rejected", failedAt: new Date() });
  await db.insert(bulkRuns).values(
    ["admin@northwind.example", "other@northwind.example"].map((createdBy) => ({
      id: crypto.randomUUID(),
      operation: "member.remove",
      params: {},
      createdBy,
      createdAt: new Date(),
      needsApproval: true,
      approvalExpiresAt: inDays(1),
    })),
  );
  await replaceDay("cost", today, [costRow({ workspaceId: "a", cents: "600" })], new Date(1));
  const id = crypto.randomUUID();
  await db.insert(budgets).values({
    id,
    scope: "workspace",
    workspaceId: "a",
    cents: "500",
    thresholds: [50, 100],
    createdBy: "x",
    createdAt: new Date(),
    changedAt: new Date(),
  });
  await db.insert(budgetCrossings).values({
    budgetId: id,
    month: today.slice(0, 7),
    threshold: 100,
    cents: "600",
    budgetCents: "500",
    crossedAt: new Date(),
  });
  const unsent = {
    kind: "budget",
    sourceId: id,
    occasion: "x",
    channel: "webhook",
    recipient: "w",
    content: {},
  };
  const state = { state: "waiting", errorCode: "unreachable", createdAt: new Date() };
  await db.insert(deliveries).values({ id, ...unsent, ...state });
  const isWanted = { state: "stopped", errorCode: "unsubscribed", createdAt: new Date() };
  await db.insert(deliveries).values({ id: crypto.randomUUID(), ...unsent, ...isWanted });
  const scheduleId = crypto.randomUUID();
  const rhythm = { cadence: "daily", day: 1, hour: 8, locale: "en" as const, recipients: [] };
  const dates = { nextAt: new Date(), createdAt: new Date(), changedAt: new Date() };
  const owner = "lead@northwind.example";
  await db
    .insert(schedules)
    .values({ id: scheduleId, owner, name: "A", report: "cost", query: "", ...rhythm, ...dates });
  const ofSchedule = {
    ...unsent,
    kind: "schedule",
    sourceId: scheduleId,
    state: "unknown",
    createdAt: new Date(),
  };
  await db.insert(deliveries).values({ id: scheduleId, ...ofSchedule });
  const { attention } = await read("admin");
  expect(attention.slice(0, 5)).toMatchObject([
    { kind: "key_rejected", isUrgent: true },
    { kind: "approval_waiting", count: 1, href: "/bulk" },
    {
      kind: "budget_reached",
      count: 100,
      detail: "A",
      cents: "600",
      budgetCents: "500",
      href: `/cost/budgets?budget=${id}`,
    },
    { kind: "messages_failing", count: 1, isUrgent: false },
    { kind: "reports_failing", count: 1, href: "/schedules" },
  ]);
  expect(await kindsOf("lead", ["a"])).toContain("budget_reached");
  expect(await kindsOf("lead", ["a"])).toContain("reports_failing");
  expect(await kindsOf("lead", ["b"])).not.toContain("budget_reached");
});

test("what programs propose needs the attention of its person alone, until it is dismissed or too old", async () => {
  await fill();
  const db = await database();
  const proposal = { client: "Claude", reason: "r", needsSecond: false };
  const usual = {
    ...{ operation: "access.apply", params: {}, createdBy: "admin@northwind.example" },
    ...{
      createdAt: new Date(),
      needsApproval: true,
      approvalExpiresAt: inDays(1),
      isProposed: true,
      proposal,
    },
  };
  const more = [
    {},
    { cancelledAt: new Date() },
    { approvalExpiresAt: inDays(-1) },
    { createdBy: "other@x.example" },
  ];
  await db.insert(bulkRuns).values(more.map((one) => ({ ...usual, ...one, id: crypto.randomUUID() })));
  const { attention } = await read("admin");
  const found = attention.filter(({ kind }) => kind === "change_proposed" || kind === "approval_waiting");
  expect(found).toMatchObject([{ kind: "change_proposed", count: 1, href: "/bulk" }]);
});

test("a webhook that cannot be decrypted needs the attention of people who can see the settings", async () => {
  const db = await database();
  const at = new Date();
  const row = { id: crypto.randomUUID(), name: "#f", sealed: "v1.AAAA", createdBy: "x" };
  await db.insert(webhooks).values({ ...row, createdAt: at, changedAt: at });
  expect(await kindsOf("admin")).toContain("webhook_unreadable");
  expect(await kindsOf("finance")).not.toContain("webhook_unreadable");
});
