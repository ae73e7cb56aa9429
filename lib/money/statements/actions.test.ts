import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { readAudit, readAuditLog } from "@/lib/core/audit/test-log";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { statementFacts, statementLines, statements } from "@/lib/core/db/statement-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { toDay } from "@/lib/core/format/calendar";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { changeLedgerAccounts, closeMonth, reconcileInvoice } from "./actions";
import { getDraft } from "./frame";
import { findNextMonth } from "./open-months";
import { getContent, getStatement, getStatementsPage } from "./read-model";
import type { CloseMonth, Reconcile } from "./schema";
import type { DraftSearch } from "./search-params";
import { listAccounts } from "./store";
import { addOrganization, loadMonth, usualRows } from "./test-months";

const finance = "bob@northwind.example";
const others = { "a lead": "lead@northwind.example", "a developer": "dev@northwind.example" };
const by = permitFor("finance", "statements:read");
const noApi = { absent: "Statements are Castellan's own; the API has none." };
const october: CloseMonth = {
  month: "2026-10",
  currency: "USD",
  tag: "cost_center",
  rule: "spread",
  center: null,
};

const unasked: DraftSearch = { month: null, currency: null, tag: null, rule: null, center: null };

beforeEach(async () => {
  await resetDatabase();
  await addMember("bob", "billing");
  await addMember("dev", "developer");
  await addMember("lead", "user");
  await addMembership("lead", "w1", "workspace_admin");
  await addOrganization();
  await loadMonth("2026-10");
});

const close = (given: Partial<CloseMonth> = {}, as = finance) =>
  inRequest({ as }, () => closeMonth({ ...october, ...given }));
const list = async () => (await getStatementsPage(by)).statements;
const read = (number = 1) => getStatement(by, number);
const linesOf = async (number: number) =>
  (await read(number)).content.lines.map(({ kind, month, center, workspace, cents }) => [
    kind,
    month,
    center,
    workspace,
    cents,
  ]);

describeAction("closeMonth", {
  run: (as) => close({}, as),
  changed: async () =>
    expect(await list()).toMatchObject([{ number: 1, month: "2026-10", printedTotalCents: "3301" }]),
  unchanged: async () => {
    expect(await list()).toEqual([]);
    const db = await database();
    for (const table of [statementFacts, statementLines]) expect(await db.$count(table)).toBe(0);
  },
  allowed: {
    by: { finance },
    audit: { targetLabel: "0001 (2026-10)", after: { number: 1, totalCents: "3300.908", rule: "spread" } },
  },
  forbidden: { by: others },
  refusedByApi: noApi,
  // The last table that is written, so that half a statement would be left by anything but one transaction.
  lost: { stored: { within: (run) => withBrokenTable("statement_lines", "insert", run) } },
});

describe("the next statement", () => {
  const draftOf = (search: Partial<DraftSearch> = {}) => getDraft(by, { ...unasked, ...search });

  test("begins with the terms of the latest one, and is of the oldest month that is open since", async () => {
    for (const month of ["2026-07", "2026-08", "2026-09"]) await loadMonth(month);
    await close({ month: "2026-07", rule: "center", center: "4420" });
    expect(await draftOf()).toMatchObject({
      month: "2026-08",
      terms: { tag: "cost_center", rule: "center", center: "4420" },
      skipped: [],
      later: null,
    });
    expect((await draftOf({ tag: "team" })).terms).toMatchObject({ tag: "team", center: null });
  });

  test("is of the newest month that was left out while the next one isn't over", async () => {
    await loadMonth("2026-09");
    const thisMonth = toDay(new Date()).slice(0, 7);
    expect(await findNextMonth(thisMonth)).toBe("2026-10");
  });

  test("warns when it skips a month, and when a later one is closed already", async () => {
    for (const month of ["2026-07", "2026-08", "2026-09"]) await loadMonth(month);
    expect(await draftOf({ month: "2026-09" })).toMatchObject({ skipped: [], later: null });
    await close({ month: "2026-08" });
    expect(await draftOf({ month: "2026-10" })).toMatchObject({ skipped: ["2026-09"], later: null });
    expect(await draftOf({ month: "2026-07" })).toMatchObject({ skipped: [], later: "2026-08" });
  });
});

describe("closeMonth", () => {
  test.each([
    ["isn't over", { month: "2099-01" }, "refused", "month_not_over"],
    ["lacks days", { month: "2026-09" }, "refused", "month_days_missing"],
    ["lacks its rule's center", { rule: "center" as const }, "refused", "rule_without_center"],
  ])("closeMonth refuses a month that %s, and records why", async (_, given, code, reason) => {
    expect((await close(given)).serverError).toMatchObject({ code, reason });
    expect(await list()).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "statement.close",
      outcome: "failed",
      errorCode: code,
    });
  });

  test("closeMonth refuses a month whose days were read before they were settled", async () => {
    await loadMonth("2026-09", usualRows, new Date("2026-10-02T12:00:00Z"));
    const { serverError } = await close({ month: "2026-09" });
    expect(serverError).toMatchObject({ code: "refused", reason: "month_days_unsettled" });
  });

  test("closeMonth lets one of two people close a month, and tells the other", async () => {
    const answers = await Promise.all([close(), close({ rule: "leave" })]);
    expect(answers.filter(({ serverError }) => serverError === undefined)).toHaveLength(1);
    expect(answers.find(({ serverError }) => serverError)?.serverError).toMatchObject({ code: "conflict" });
    expect(await list()).toHaveLength(1);
    expect((await close()).serverError).toMatchObject({ code: "conflict", reason: "month_already_closed" });
    const outcomes = (await readAuditLog()).map(({ outcome }) => outcome).toSorted();
    expect(outcomes).toEqual(["failed", "failed", "succeeded"]);
  });

  test("numbers months in the order in which they are closed, without gaps", async () => {
    await loadMonth("2026-08");
    await loadMonth("2026-09");
    await close();
    await Promise.all([close({ month: "2026-08" }), close({ month: "2026-09" })]);
    for (const month of ["2026-08", "2026-09"]) await close({ month });
    const numbers = (await list()).map(({ number }) => number);
    expect(numbers).toEqual([3, 2, 1]);
    expect((await read(2)).content.previousHash).toBe((await read(1)).hash);
  });

  test("freezes lines and their evidence, whose hash anyone can compute again", async () => {
    await close();
    expect(await linesOf(1)).toEqual([
      ["direct", "2026-10", "4410", "Alpha", "2000.004"],
      ["shared", "2026-10", "4410", null, "200.599866"],
      ["direct", "2026-10", "4420", "Beta", "1000.004"],
      ["shared", "2026-10", "4420", null, "100.300134"],
    ]);
    const before = await read();
    const db = await database();
    await db
      .update(workspaces)
      .set({ name: "Renamed", tags: { cost_center: "9" } })
      .where(eq(workspaces.id, "a"));
    await replaceDay("cost", "2026-10-06", [costRow({ workspaceId: "a", cents: "7" })], new Date());
    const after = await read();
    expect(after.content).toEqual(before.content);
    expect(after.isIntact).toBe(true);
    const text = JSON.stringify(await getContent(by, 1));
    expect(createHash("sha256").update(text).digest("hex")).toBe(after.hash);
  });

  test("closeMonth shows that a statement was tampered with", async () => {
    await close();
    const db = await database();
    await db.update(statementLines).set({ cents: "1" }).where(eq(statementLines.position, 0));
    expect((await read()).isIntact).toBe(false);
    await db.update(statements).set({ hash: "0" });
    expect((await read()).isIntact).toBe(false);
  });

  test("closeMonth keeps currencies apart", async () => {
    await loadMonth("2026-09", [...usualRows, costRow({ workspaceId: "a", currency: "JPY", cents: "50" })]);
    await close({ month: "2026-09" });
    expect((await getStatementsPage(by)).openMonths).toEqual(["2026-10", "2026-09"]);
    await close({ month: "2026-09", currency: "JPY" });
    expect(await list()).toMatchObject([
      { number: 2, currency: "JPY", printedTotalCents: "50" },
      { number: 1, currency: "USD", printedTotalCents: "3301" },
    ]);
  });

  test("closeMonth refuses a currency in which nothing was ever billed", async () => {
    expect((await close({ currency: "EUR" })).serverError).toMatchObject({ code: "invalid" });
    expect(await list()).toEqual([]);
  });
});

describe("a correction of a closed month", () => {
  const correct = (rows = usualRows) => replaceDay("cost", "2026-10-05", rows, new Date());
  const corrected = [
    costRow({ workspaceId: "a", cents: "2000.504" }),
    costRow({ workspaceId: "b", cents: "1000.004" }),
    costRow({ workspaceId: "s", cents: "270.5" }),
    costRow({ workspaceId: "u", cents: "0.4" }),
    costRow({ workspaceId: "new", cents: "3" }),
  ];

  test("a correction of a closed month is open until the next statement carries it, once, by center and workspace", async () => {
    await close();
    await correct(corrected);
    expect((await getStatementsPage(by)).corrections).toMatchObject([
      { month: "2026-10", center: "4410", workspace: "Alpha", cents: "0.5" },
      { month: "2026-10", center: null, workspace: "Tools", cents: "-30" },
      { month: "2026-10", center: null, workspace: "new", cents: "3" },
    ]);
    await loadMonth("2026-09");
    await close({ month: "2026-09", rule: "leave" });
    const adjustments = (await linesOf(2)).filter(([kind]) => kind === "adjustment");
    expect(adjustments).toEqual([
      ["adjustment", "2026-10", "4410", "Alpha", "0.5"],
      ["adjustment", "2026-10", "4410", null, "-17.999988"],
      ["adjustment", "2026-10", "4420", null, "-9.000012"],
    ]);
    expect((await getStatementsPage(by)).corrections).toEqual([]);
    await loadMonth("2026-08");
    await close({ month: "2026-08" });
    expect((await linesOf(3)).filter(([kind]) => kind === "adjustment")).toEqual([]);
  });

  test("a correction of a closed month that is taken back is carried back", async () => {
    await close();
    await correct(corrected);
    await loadMonth("2026-09");
    await close({ month: "2026-09" });
    await correct();
    const { corrections } = await getStatementsPage(by);
    expect(corrections.map(({ workspaceId, cents }) => [workspaceId, cents])).toEqual([
      ["a", "-0.5"],
      ["s", "30"],
      ["new", "-3"],
    ]);
  });

  test("a correction of a closed month isn't made by moving a workspace to another center", async () => {
    await close();
    const db = await database();
    await db
      .update(workspaces)
      .set({ tags: { cost_center: "4420" } })
      .where(eq(workspaces.id, "a"));
    expect((await getStatementsPage(by)).corrections).toEqual([]);
  });
});

const invoice: Reconcile = {
  statement: "1",
  version: 0,
  invoiceNumber: "INV-7",
  invoiceDate: "2026-11-03",
  cents: "3500",
  bridge: { priority: "100", credits: "50", taxes: "140", rounding: null, other: "-1" },
  note: "",
};
const reconcile = (given: Partial<Reconcile> = {}, as = finance) =>
  inRequest({ as }, () => reconcileInvoice({ ...invoice, ...given }));

describeAction("reconcileInvoice", {
  run: async (as) => {
    if ((await list()).length === 0) await close();
    return reconcile({}, as);
  },
  changed: async () => expect((await read()).invoices).toMatchObject([{ version: 1, cents: "3500" }]),
  unchanged: async () => expect((await read()).invoices).toEqual([]),
  alsoAudited: ["statement.close"],
  allowed: { by: { finance }, audit: { targetLabel: "0001 (2026-10)", after: { cents: "3500" } } },
  forbidden: { by: others },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("statement_invoices", "insert", run) } },
});

describe("reconcileInvoice", () => {
  test("reconcileInvoice keeps every version, and refuses a change of an old one", async () => {
    await close();
    await reconcile();
    await reconcile({ version: 1, cents: "3600" });
    expect((await read()).invoices.map(({ version, cents }) => [version, cents])).toEqual([
      [2, "3600"],
      [1, "3500"],
    ]);
    expect(await readAudit()).toMatchObject({
      before: { version: 1, cents: "3500" },
      after: { cents: "3600" },
    });
    expect((await reconcile({ version: 1 })).serverError).toMatchObject({ code: "conflict" });
  });

  test("reconcileInvoice refuses what isn't an amount, and a statement that isn't there", async () => {
    expect((await reconcile({ cents: "12.5" })).validationErrors).toMatchObject({ code: "invalid" });
    expect((await reconcile({ statement: "9" })).serverError).toMatchObject({ code: "not_found" });
  });
});

const account = { role: "center" as const, center: "4410", account: "6815" };
const change = (accounts = [account], before: (typeof account)[] = [], as = finance) =>
  inRequest({ as }, () => changeLedgerAccounts({ before, accounts }));

describeAction("changeLedgerAccounts", {
  run: (as) => change(undefined, undefined, as),
  changed: async () => expect(await listAccounts()).toEqual([account]),
  unchanged: async () => expect(await listAccounts()).toEqual([]),
  allowed: { by: { finance }, audit: { before: [], after: [account] } },
  forbidden: { by: others },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("ledger_accounts", "insert", run) } },
});

test("accounts that someone else has changed are not overwritten", async () => {
  await change();
  expect((await change([{ ...account, account: "1" }])).serverError).toMatchObject({ code: "conflict" });
  expect(await listAccounts()).toEqual([account]);
  for (const accounts of [[{ ...account, account: "" }], [account, { ...account, account: "2" }]])
    expect((await change(accounts, [account])).validationErrors).toMatchObject({ code: "invalid" });
});

test("who sees only a part of the organization sees no statement", async () => {
  await close();
  const partial = permitFor(newActor("finance", { workspaceIds: ["a"] }), "statements:read");
  for (const ask of [
    () => getStatementsPage(partial),
    () => getStatement(partial, 1),
    () => getContent(partial, 1),
  ])
    await expect(ask()).rejects.toMatchObject({ code: "forbidden" });
  expect(() => permitFor("lead", "statements:read")).toThrow();
});
