import Big from "big.js";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";
import { keyCapabilities } from "@/lib/core/db/own-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import { getCost } from "@/lib/money/reports/cost/report";
import { fetchActorCosts } from "@/lib/money/reports/ingest/actor-cost-sync";
import { findOwn } from "@/lib/money/reports/ingest/organization-response-schema";
import { fetchWindow } from "@/lib/money/reports/ingest/sync";
import { childOrganizations } from "@/lib/sandbox/switches";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { getOrganizationsCost } from "./organizations";

const today = toDay(new Date());
const ago = (days: number) => addDays(today, -days);
const window = { from: ago(3), to: ago(2) };
const by = permitFor("finance", "cost:read");
const shared = {
  ...window,
  group: "workspace",
  granularity: "day",
  filter: {},
  compare: "none",
  top: 8,
} as const;

let sandbox: TestSandbox;
beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

const sum = (amounts: readonly { cents: string }[]) =>
  amounts.reduce((total, { cents }) => total.plus(cents), new Big(0)).toFixed();

describe("an organization that is billed in two currencies", () => {
  test("has two totals that cover everything", async () => {
    await fetchWindow("cost", window);
    const plain = await getCost(by, { ...shared, currency: null });
    expect(plain).toMatchObject({ currency: "USD", totals: [] });
    sandbox.faults.add({ kind: "other_currency" });
    await fetchWindow("cost", window);
    const dollars = await getCost(by, { ...shared, currency: null });
    expect(dollars.currency).toBe("USD");
    expect(dollars.totals.map(({ currency }) => currency)).toEqual(["USD", "EUR"]);
    const euros = await getCost(by, { ...shared, currency: "EUR" });
    // The switch bills the same amounts in another currency, so that together they are unchanged.
    expect(sum([{ cents: dollars.totalCents }, { cents: euros.totalCents }])).toBe(plain.totalCents);
    for (const one of [dollars, euros]) {
      expect(new Big(one.totalCents).gt(0)).toBe(true);
      expect(sum(one.series)).toBe(one.totalCents);
      expect(one.totals.find(({ currency }) => currency === one.currency)?.cents).toBe(one.totalCents);
    }
    const inEuros = euros.series.map(({ key }) => key);
    expect(dollars.series.some(({ key }) => inEuros.includes(key))).toBe(false);
  });

  test("keeps estimates of Claude Code apart", async () => {
    sandbox.faults.add({ kind: "other_currency" });
    await fetchWindow("claude-code", { from: ago(2), to: ago(2) });
    const reader = permitFor("finance", "claude-code:read");
    const query = { ...window, granularity: "day", compare: "none", filter: {} } as const;
    const report = await getClaudeCode(reader, query);
    expect(Object.keys(report.otherCents ?? {})).toEqual(["EUR"]);
  });
});

describe("a parent organization", () => {
  const readIds = async () => {
    const db = await database();
    const rows = await db.select().from(actorCostRows);
    return {
      rows: rows.map((row) => JSON.stringify(row)).toSorted(),
      hasChild: rows.some(({ workspaceId, actorId }) => /child/.test(`${workspaceId} ${actorId}`)),
    };
  };
  const register = async (id = sandbox.store.organization.id) => {
    const db = await database();
    await db.insert(organization).values({ id, name: "Northwind Labs", seenAt: new Date() });
  };
  const agePastProbe = async (minutes = 25 * 60) => {
    const db = await database();
    await db
      .update(keyCapabilities)
      .set({ probedAt: sql`probed_at - make_interval(mins => ${minutes}::integer)` })
      .where(eq(keyCapabilities.name, "analytics_organizations"));
  };

  test("adds no child to the cost of people and keys", async () => {
    await register();
    await fetchActorCosts(window);
    const alone = await readIds();
    expect(alone.rows.length).toBeGreaterThan(0);
    await resetDatabase();
    await register();
    sandbox.faults.add({ kind: "parent_organization" });
    await fetchActorCosts(window);
    const beside = await readIds();
    expect(beside.hasChild).toBe(false);
    expect(beside.rows).toEqual(alone.rows);
  });

  test("has days read again that were loaded before a child was seen", async () => {
    await register();
    await fetchActorCosts(window);
    await fetchActorCosts({ from: ago(5), to: ago(4) });
    sandbox.faults.add({ kind: "parent_organization" });
    await agePastProbe();
    await fetchActorCosts(window);
    const db = await database();
    const known = await db.select({ day: reportDays.day }).from(reportDays);
    expect(known.map(({ day }) => day).toSorted()).toEqual([ago(3), ago(2)]);
  });

  test("is checked again an hour after an unreadable answer, and counts no child from then on", async () => {
    await register();
    sandbox.faults.add({ kind: "truncated", path: "/analytics/cost", times: 1 });
    sandbox.faults.add({ kind: "parent_organization" });
    await fetchActorCosts(window);
    expect((await readIds()).hasChild).toBe(true);
    await agePastProbe(59);
    await fetchActorCosts(window);
    expect((await readIds()).hasChild).toBe(true);
    await agePastProbe(2);
    await fetchActorCosts(window);
    expect((await readIds()).hasChild).toBe(false);
  });

  test("uses the response's ID if the rows lack the organization's", async () => {
    await register("another-form-of-id");
    sandbox.faults.add({ kind: "parent_organization" });
    await fetchActorCosts(window);
    const found = await readIds();
    expect(found.rows.length).toBeGreaterThan(0);
    expect(found.hasChild).toBe(false);
  });

  test("is shown by organization to finance, but not to a lead", async () => {
    await register();
    expect((await getOrganizationsCost(by)).rows).toEqual([]);
    sandbox.faults.add({ kind: "parent_organization" });
    await fetchActorCosts(window);
    const { rows } = await getOrganizationsCost(by);
    expect(rows[0]).toMatchObject({ id: sandbox.store.organization.id, isOwn: true });
    expect(
      rows
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(childOrganizations.toSorted());
    expect(rows.every(({ cents }) => new Big(cents).gt(0))).toBe(true);
    const lead = permitFor(newActor("lead", { workspaceIds: ["w"] }), "cost:read");
    expect((await getOrganizationsCost(lead)).rows).toEqual([]);
  });

  const count = () => sandbox.requests.get("GET /v1/organizations/analytics/cost") ?? 0;

  test("is looked for in all kept days once there is an export, and asked for once until then", async () => {
    await register();
    sandbox.faults.add({ kind: "no_export", path: "/analytics/cost" });
    await fetchActorCosts(window);
    expect(count()).toBe(2);
    sandbox.faults.clear();
    sandbox.faults.add({ kind: "parent_organization" });
    await agePastProbe(4 * 60 + 1);
    await fetchActorCosts(window);
    expect(count()).toBe(2 + 4);
    expect((await readIds()).hasChild).toBe(false);
  });

  test("keeps the cost of its children while the export knows nothing of it", async () => {
    await register();
    sandbox.faults.add({ kind: "parent_organization" });
    await fetchActorCosts(window);
    const known = await getOrganizationsCost(by);
    sandbox.faults.clear();
    sandbox.faults.add({ kind: "no_export", path: "/analytics/cost" });
    await agePastProbe();
    await fetchActorCosts(window);
    expect(await getOrganizationsCost(by)).toEqual(known);
  });

  test("is looked for in all kept days again if the first check was interrupted", async () => {
    await register();
    sandbox.faults.add({ kind: "slow", path: "/analytics/cost", delay_ms: 0, times: 1 });
    sandbox.faults.add({ kind: "error", path: "/analytics/cost", status: 401, times: 1 });
    await expect(fetchActorCosts(window)).rejects.toMatchObject({ code: "key_rejected" });
    const before = count();
    await fetchActorCosts({ from: ago(2), to: ago(2) });
    expect(count() - before).toBe(4);
  });

  test("takes three requests at first, and one a day if there is no child", async () => {
    await register();
    const before = count();
    await fetchActorCosts({ from: ago(2), to: ago(2) });
    expect(count() - before).toBe(4);
    await fetchActorCosts({ from: ago(3), to: ago(3) });
    expect(count() - before).toBe(5);
    await agePastProbe();
    await fetchActorCosts({ from: ago(4), to: ago(4) });
    expect(count() - before).toBe(7);
  });

  const uuid = "7d0c2f8e-51ab-4b1e-9c0d-2f6a3b9e8d14";
  const other = "b1f4c2d0-7a39-4c55-9d2e-3f0a6e8c1b47";
  test.each([
    ["the same form", [other, uuid], [uuid], uuid],
    [
      "the tagged form",
      [`org_${uuid.replaceAll("-", "")}`, other],
      [uuid],
      `org_${uuid.replaceAll("-", "")}`,
    ],
    ["a child alone", [other], [uuid], uuid],
    ["one in a form of its own", ["org_01abc"], [uuid], "org_01abc"],
    ["several in a form of their own", ["org_01abc", "org_01def"], [uuid], null],
    ["several, by the id around the answer", ["org_01abc", "org_01def"], [uuid, "org_01def"], "org_01def"],
  ])("is recognized by %s", (_, reported, known, own) => {
    expect(findOwn(reported, known)).toBe(own);
  });
});
