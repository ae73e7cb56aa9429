import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { addMember } from "@/lib/auth/test-directory";
import { newActor, permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { toDay } from "@/lib/calendar";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { budgetCrossings } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { markRead } from "@/lib/history/test-history";
import { replaceDay } from "@/lib/reports/test-day";
import { costRow } from "@/lib/reports/test-rows";
import { addBudget, changeBudget, removeBudget } from "./actions";
import { getBudgetsPage, listBudgets } from "./list-read-model";

const finance = "bob@northwind.example";
const stranger = "dev@northwind.example";
const budgetId = "00000000-0000-4000-8000-000000000001";
const otherId = "00000000-0000-4000-8000-000000000002";
const terms = { budgetId, cents: "10000", thresholds: [100, 50, 50] };
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
  inRequest({ as }, () => addBudget({ scope: "organization", ...terms, ...given } as never));
const change = (given: object = {}, as = finance) =>
  inRequest({ as }, () => changeBudget({ ...terms, cents: "20000", ...given }));
const remove = (id = budgetId, as = finance) => inRequest({ as }, () => removeBudget({ budgetId: id }));
const read = () => listBudgets(by);
const spend = (cents: string) =>
  replaceDay("cost", toDay(new Date()), [costRow({ workspaceId: "w", cents })], new Date());

async function withoutStore<T>(run: () => Promise<T>): Promise<T> {
  const db = await database();
  await db.execute("alter table budgets rename to budgets_away");
  try {
    return await run();
  } finally {
    await db.execute("alter table budgets_away rename to budgets");
  }
}

describe("adding", () => {
  test("allowed: of each scope, filtered to what each covers, and audited", async () => {
    await spend("6000");
    expect((await add()).serverError).toBeUndefined();
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

  test("saving a budget succeeds even if its crossings cannot be recorded", async () => {
    await spend("6000");
    const db = await database();
    await db.execute("alter table budget_crossings rename to crossings_away");
    const { serverError } = await add();
    await db.execute("alter table crossings_away rename to budget_crossings");
    expect(serverError).toBeUndefined();
    expect(await read()).toMatchObject([{ cents: "10000", spentCents: "6000", crossed: null }]);
    expect(await readAudit()).toMatchObject({ action: "budget.add", outcome: "succeeded" });
  });

  test("forbidden to others, who may not read them either, unless they lead the workspace", async () => {
    expect((await add({}, stranger)).serverError).toMatchObject({ code: "forbidden" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
    await add();
    await add({ budgetId: otherId, scope: "workspace", workspaceId: "w" } as never);
    const lead = (workspaceIds: string[]) =>
      getBudgetsPage(permitFor(newActor("lead", { workspaceIds }), "cost:read"));
    expect((await lead(["w"])).budgets).toMatchObject([{ id: otherId }]);
    expect(await lead([])).toMatchObject({ budgets: [], workspaces: [], tags: [] });
  });

  test("refused if the subject has one, or the workspace is unknown; audited", async () => {
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
  ])("%j is refused", async (given) => {
    expect((await add(given)).validationErrors).toMatchObject({ code: "invalid" });
    expect(await read()).toEqual([]);
  });

  test("answer lost: if the database does not store it, nothing is reported as created", async () => {
    expect((await withoutStore(() => add())).serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await read()).toEqual([]);
    expect(await readAudit()).toMatchObject({ action: "budget.add", outcome: "failed" });
  });
});

describe("changing", () => {
  beforeEach(async () => {
    await spend("6000");
    await add();
  });

  test("allowed: a threshold that is out of reach again may be reached again, and both amounts are audited", async () => {
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

  test("forbidden: it stays", async () => {
    expect((await change({}, stranger)).serverError).toMatchObject({ code: "forbidden" });
    expect(await read()).toMatchObject([{ cents: "10000" }]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused where there is none", async () => {
    expect((await change({ budgetId: otherId })).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("answer lost: it is as it was", async () => {
    expect((await withoutStore(() => change())).serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await read()).toMatchObject([{ cents: "10000" }]);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});

describe("removing", () => {
  beforeEach(async () => {
    await spend("6000");
    await add();
  });

  test("allowed: its notifications go with it, and it is audited", async () => {
    expect((await remove()).serverError).toBeUndefined();
    expect(await read()).toEqual([]);
    expect(await (await database()).$count(budgetCrossings)).toBe(0);
    expect(await readAudit()).toMatchObject({
      action: "budget.remove",
      before: { cents: "10000" },
      after: null,
      outcome: "succeeded",
    });
  });

  test("forbidden: it stays", async () => {
    expect((await remove(budgetId, stranger)).serverError).toMatchObject({ code: "forbidden" });
    expect(await read()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused where there is none", async () => {
    expect((await remove(otherId)).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("answer lost: it is still there", async () => {
    expect((await withoutStore(() => remove())).serverError?.code).toMatch(/internal|store_unavailable/);
    expect(await read()).toHaveLength(1);
    expect(await readAudit()).toMatchObject({ outcome: "failed" });
  });
});
