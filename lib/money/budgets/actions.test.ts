import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { budgetCrossings } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { addBudget, changeBudget, removeBudget, testBudget } from "./actions";
import { getBudgetsPage, listBudgets } from "./list-read-model";

const finance = "bob@northwind.example";
const stranger = "dev@northwind.example";
const budgetId = "00000000-0000-4000-8000-000000000001";
const otherId = "00000000-0000-4000-8000-000000000002";
const terms = {
  budgetId,
  cents: "10000",
  thresholds: [100, 50, 50],
  forecastThreshold: 100,
  recipients: { addresses: [] as string[], webhooks: [] as string[] },
  locale: "en" as const,
};
const by = permitFor("finance", "cost:read");

beforeEach(async () => {
  await resetDatabase();
  await markRead(["cost"]);
  await addMember("bob", "billing");
  await addMember("dev", "developer");
  const db = await database();
  const seen = new Date(0);
  await db.insert(workspaces).values({
    id: "w",
    name: "Checkout",
    isDefault: false,
    tags: { cost_center: "4410" },
    firstSeenAt: seen,
    seenAt: seen,
    raw: {},
  });
});

const add = (given: Partial<Parameters<typeof addBudget>[0]> = {}, as = finance) =>
  inRequest({ as }, () => addBudget({ scope: "organization", period: "month", ...terms, ...given } as never));
const change = (given: object = {}, as = finance) =>
  inRequest({ as }, () => changeBudget({ ...terms, cents: "20000", ...given }));
const remove = (id = budgetId, as = finance) => inRequest({ as }, () => removeBudget({ budgetId: id }));
const read = () => listBudgets(by);
const spend = (cents: string) =>
  replaceDay("cost", toDay(new Date()), [costRow({ workspaceId: "w", cents })], new Date());

const listMessages = async () => (await database()).select().from(deliveries);
const noApi = { absent: "Budgets are Castellan's own; the API has none." };

describeAction("addBudget", {
  run: (as) => add({}, as),
  changed: async () => expect(await read()).toMatchObject([{ scope: "organization", cents: "10000" }]),
  unchanged: async () => expect(await read()).toEqual([]),
  allowed: {
    by: { finance },
    audit: { targetLabel: "organization", after: { cents: "10000" } },
  },
  forbidden: { by: { "a developer": stranger } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("budgets", "insert", run) } },
});

describe("addBudget", () => {
  test("addBudget takes each scope, filtered to what each covers", async () => {
    await spend("6000");
    await add();
    await add({ budgetId: otherId, scope: "workspace", workspaceId: "w" } as never);
    await add({
      budgetId: crypto.randomUUID(),
      scope: "tag",
      tagKey: "cost_center",
      tagValue: "9999",
    } as never);
    expect(await read()).toMatchObject([
      {
        scope: "organization",
        workspaceIds: null,
        cents: "10000",
        thresholds: [50, 100],
        spentCents: "6000",
        crossed: { threshold: 50 },
      },
      {
        scope: "workspace",
        workspaceIds: ["w"],
        workspaceName: "Checkout",
        spentCents: "6000",
        crossed: { threshold: 50 },
      },
      {
        scope: "tag",
        tagKey: "cost_center",
        tagValue: "9999",
        workspaceIds: [],
        spentCents: "0",
        crossed: null,
      },
    ]);
    expect(await readAudit()).toMatchObject({
      action: "budget.add",
      targetLabel: "cost_center: 9999",
      outcome: "succeeded",
      after: { cents: "10000" },
    });
  });

  test("addBudget succeeds even if its crossings can't be recorded", async () => {
    await spend("6000");
    const db = await database();
    await db.execute("alter table budget_crossings rename to crossings_away");
    const { serverError } = await add();
    await db.execute("alter table crossings_away rename to budget_crossings");
    expect(serverError).toBeUndefined();
    expect(await read()).toMatchObject([{ cents: "10000", spentCents: "6000", crossed: null }]);
    expect(await readAudit()).toMatchObject({ action: "budget.add", outcome: "succeeded" });
  });

  test("addBudget adds a budget that a lead of its workspace sees, and other leads don't", async () => {
    await add();
    await add({ budgetId: otherId, scope: "workspace", workspaceId: "w" } as never);
    const lead = (workspaceIds: string[]) =>
      getBudgetsPage(permitFor(newActor("lead", { workspaceIds }), "cost:read"));
    expect((await lead(["w"])).budgets).toMatchObject([{ id: otherId }]);
    expect(await lead([])).toMatchObject({ budgets: [], workspaces: [], tags: [] });
  });

  test("addBudget is refused and audited when the subject has a budget or the workspace is unknown", async () => {
    await add();
    expect((await add({ budgetId: otherId })).serverError).toMatchObject({
      code: "conflict",
      reason: "budget_already_exists",
    });
    expect(
      (await add({ budgetId: otherId, scope: "workspace", workspaceId: "x" } as never)).serverError,
    ).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
    expect(await read()).toHaveLength(1);
  });

  test.each([
    { cents: "0" },
    { cents: "1.5" },
    { cents: "-1" },
    { thresholds: [] },
    { thresholds: [201] },
    { thresholds: [1.5] },
    { forecastThreshold: 0 },
    { period: "week" },
  ])("addBudget takes no budget of %j", async (given: object) => {
    expect((await add(given)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await read()).toEqual([]);
  });
});

describe("an existing budget", () => {
  beforeEach(async () => {
    await spend("6000");
    await add();
  });
  const none = { code: "not_found" };

  describeAction("changeBudget", {
    run: (as) => change({}, as),
    changed: async () => expect(await read()).toMatchObject([{ cents: "20000", crossed: null }]),
    unchanged: async () => expect(await read()).toMatchObject([{ cents: "10000" }]),
    allowed: {
      by: { finance },
      audit: { targetId: budgetId, before: { cents: "10000" }, after: { cents: "20000" } },
    },
    forbidden: { by: { "a developer": stranger } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("budgets", "update", run) } },
  });

  test("an existing budget reports a threshold again after a higher amount put it out of reach", async () => {
    expect((await change()).serverError).toBeUndefined();
    expect(await read()).toMatchObject([{ cents: "20000", crossed: null }]);
    await spend("12000");
    await change();
    expect(await read()).toMatchObject([{ crossed: { threshold: 50 } }]);
    expect(await readAudit()).toMatchObject({
      action: "budget.change",
      before: { cents: "20000" },
      after: { cents: "20000" },
      outcome: "succeeded",
    });
  });

  test("an existing budget is found by its ID when it is changed", async () => {
    expect((await change({ budgetId: otherId })).serverError).toMatchObject(none);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  describeAction("removeBudget", {
    run: (as) => remove(budgetId, as),
    changed: async () => {
      expect(await read()).toEqual([]);
      expect(await (await database()).$count(budgetCrossings)).toBe(0);
    },
    unchanged: async () => expect(await read()).toHaveLength(1),
    allowed: { by: { finance }, audit: { targetId: budgetId, before: { cents: "10000" }, after: null } },
    forbidden: { by: { "a developer": stranger } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("budgets", "delete", run) } },
  });

  test("an existing budget is found by its ID when it is removed", async () => {
    expect((await remove(otherId)).serverError).toMatchObject(none);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  describeAction("testBudget", {
    run: (as) => inRequest({ as }, () => testBudget({ budgetId })),
    changed: async ({ data }) => {
      expect(data).toEqual([{ state: "waiting", errorCode: "mail_not_set_up" }]);
      expect(await listMessages()).toMatchObject([{ kind: "budget", content: { event: "test" } }]);
    },
    unchanged: async () => expect(await listMessages()).toEqual([]),
    allowed: {
      by: {
        finance: async () => {
          await change({ recipients: { addresses: ["bob@northwind.example"], webhooks: [] } });
          await (await database()).delete(deliveries);
          return finance;
        },
      },
      audit: { targetId: budgetId, after: { outcomes: [{ state: "waiting" }] } },
    },
    forbidden: { by: { "a developer": stranger } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("deliveries", "insert", run) } },
  });

  test("notifies others only if someone with a recent sign-in adds them", async () => {
    const as = await startTestSession(finance, { authenticatedAt: new Date(Date.now() - 3_600_000) });
    const saveAs = async (by: string | { token: string }, addresses: string[]) => {
      const given = { ...terms, cents: "20000", recipients: { addresses, webhooks: [] } };
      return (await inRequest({ as: by }, () => changeBudget(given))).serverError?.code;
    };
    expect(await saveAs(as, [finance])).toBeUndefined();
    expect(await saveAs(as, [finance, stranger])).toBe("step_up_required");
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "step_up_required" });
    expect(await read()).toMatchObject([{ recipients: [{ id: finance }] }]);
    expect(await saveAs(finance, [finance, stranger])).toBeUndefined();
    expect(await saveAs(as, [stranger])).toBeUndefined();
  });

  test("an existing budget has recipients whom a webhook or an address inside the organization reaches, and an admin adds others", async () => {
    const to = (address: string) => ({ recipients: { addresses: [address], webhooks: [] } });
    const refusal = { code: "refused", reason: "address_outside" };
    expect((await change(to("cfo@elsewhere.example"))).serverError).toMatchObject(refusal);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "refused" });
    await addMember("ada", "admin");
    expect((await change(to("team@northwind.example"))).serverError).toBeUndefined();
    expect(await read()).toMatchObject([
      { recipients: [{ channel: "address", id: "team@northwind.example" }] },
    ]);
    await change(to("cfo@elsewhere.example"), "ada@northwind.example");
    expect((await change({ ...to("cfo@elsewhere.example"), cents: "30000" })).serverError).toBeUndefined();
    await change(to("Bob@northwind.example"));
    expect(await read()).toMatchObject([
      { recipients: [{ channel: "person", id: "bob@northwind.example" }] },
    ]);
    const gone = { recipients: { addresses: [], webhooks: [otherId] } };
    expect((await change(gone)).serverError).toMatchObject({ code: "not_found" });
  });

  test("an existing budget keeps a person who has left a person, who gets nothing more", async () => {
    const recipients = { addresses: [finance], webhooks: [] };
    await addMember("ada", "admin");
    await change({ recipients });
    const db = await database();
    await db.update(members).set({ goneAt: new Date() }).where(eq(members.email, finance));
    await change({ recipients, cents: "30000" }, "ada@northwind.example");
    expect(await read()).toMatchObject([
      { cents: "30000", recipients: [{ channel: "person", id: finance }] },
    ]);
  });

  test.each([
    "a@b.example\r\nBcc: x@y.example",
    "a@b.example, c@d.example",
    "ä@b.example",
    "<a@b.example>",
    "nobody",
    "",
  ])("an existing budget has no recipient %j", async (address) => {
    const { validationErrors } = await change({ recipients: { addresses: [address], webhooks: [] } });
    expect(validationErrors).toMatchObject({ code: "invalid", fields: { recipients: expect.any(Array) } });
  });

  test("an existing budget shows its recipients to those who can change them", async () => {
    await change({ recipients: { addresses: ["bob@northwind.example"], webhooks: [] } });
    const ofLead = await listBudgets(permitFor("lead", "cost:read"));
    expect(ofLead.flatMap(({ recipients }) => recipients)).toEqual([]);
    const [ofAuditor] = await listBudgets(permitFor("auditor", "cost:read"));
    expect(ofAuditor?.recipients).toHaveLength(1);
  });
});
