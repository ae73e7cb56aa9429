import Big from "big.js";
import { eq } from "drizzle-orm";
import Papa from "papaparse";
import { beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { statementLines } from "@/lib/core/db/statement-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { sumDecimals } from "@/lib/core/money/money-math";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { changeLedgerAccounts, closeMonth, reconcileInvoice } from "@/lib/money/statements/actions";
import { listAccounts } from "@/lib/money/statements/store";
import { addOrganization, loadMonth } from "@/lib/money/statements/test-months";
import { mandatoryColumns } from "./focus-columns";
import { exportStatement } from "./statements";

const as = "bob@northwind.example";
const terms = { currency: "USD", tag: "cost_center", rule: "leave" as const, center: null };

beforeEach(async () => {
  await resetDatabase();
  await addMember("bob", "billing");
  await addOrganization();
  await loadMonth("2026-10");
  await inRequest({ as }, () => closeMonth({ ...terms, month: "2026-10" }));
  await replaceDay("cost", "2026-10-05", [costRow({ workspaceId: "b", cents: "500" })], new Date());
  await loadMonth("2026-09", [costRow({ workspaceId: "a", cents: "1000.6" })]);
  await inRequest({ as }, () => closeMonth({ ...terms, month: "2026-09" }));
});

const get = (
  file: string,
  number = "2",
  persona: "finance" | "lead" | "member" | "auditor" | null = "finance",
) =>
  exportStatement(
    new Request(`http://localhost/api/export/statements/${file}?number=${number}`),
    file,
    async () => persona && newActor(persona, persona === "lead" ? { workspaceIds: ["a"] } : {}),
  );
async function read(file: string): Promise<Record<string, string>[]> {
  return Papa.parse<Record<string, string>>((await (await get(file)).text()).trim(), { header: true }).data;
}
const addAccounts = () =>
  inRequest({ as }, () =>
    changeLedgerAccounts({
      before: [],
      accounts: [
        { role: "center", center: "4410", account: "6815-10" },
        { role: "center", center: "4420", account: "6815-20" },
        { role: "unassigned", center: "", account: "6815-99" },
        { role: "offset", center: "", account: "1600" },
      ],
    }),
  );

test("the lines are exact and as printed, with the month that an adjustment is for", async () => {
  const rows = await read("statement.csv");
  expect(rows[0]).toMatchObject({
    statement: "0002",
    month: "2026-09",
    kind: "direct",
    adjusted_month: "",
    cost_center: "4410",
    amount_exact: "10.006",
    currency: "USD",
  });
  expect(rows.slice(1)).toMatchObject([
    { kind: "adjustment", adjusted_month: "2026-10", cost_center: "4410", amount_exact: "-20.00004" },
    { kind: "adjustment", cost_center: "4420", amount_exact: "-5.00004" },
    { kind: "adjustment", cost_center: "", workspace: "Tools", amount_exact: "-3.005" },
    { kind: "adjustment", cost_center: "", workspace: "Untagged", amount_exact: "-0.004" },
  ]);
});

test("a journal entry is refused with the centers that lack an account", async () => {
  const answer = await get("ledger.csv");
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    reason: "accounts_missing",
    fields: { accounts: ["4410", "4420", "(none)", "(offset)"] },
  });
});

test("a journal entry is balanced, with what is negative on the other side", async () => {
  await addAccounts();
  const rows = await read("ledger.csv");
  expect(rows[0]).toEqual({
    statement: "0002",
    date: "2026-09-30",
    account: "6815-10",
    cost_center: "4410",
    description: "Claude API 2026-09",
    debit: "10.01",
    credit: "",
    currency: "USD",
  });
  expect(rows[1]).toMatchObject({
    account: "6815-10",
    description: "Claude API, adjustment for 2026-10",
    debit: "",
  });
  const sum = (side: "debit" | "credit") => sumDecimals(rows.flatMap((row) => row[side] || []));
  expect(sum("debit")).toBe(sum("credit"));
  expect(rows.at(-1)).toMatchObject({ account: "1600", cost_center: "" });
});

const reconcile = (cents: string, bridge: object = {}) =>
  inRequest({ as }, () =>
    reconcileInvoice({
      statement: "2",
      version: 0,
      invoiceNumber: "INV-7",
      invoiceDate: "2026-10-03",
      cents,
      bridge: { priority: "0", credits: "0", taxes: "0", rounding: null, other: "0", ...bridge },
      note: "",
    }),
  );

test("a journal entry books the whole invoice, with an account for each of its parts", async () => {
  await addAccounts();
  const before = await read("ledger.csv");
  const printed = Number(before.at(-1)?.debit || `-${before.at(-1)?.credit}`) * -100;
  // Taxes of $19, credits of $5, and a cent that the vendor rounded up.
  await reconcile(String(Math.round(printed) + 1901 - 500), { taxes: "1900", credits: "500", rounding: "1" });
  expect(await (await get("ledger.csv")).json()).toMatchObject({
    reason: "accounts_missing",
    fields: { accounts: ["(credits)", "(taxes)", "(rounding)"] },
  });
  const kept = await listAccounts();
  const parts = (["credits", "taxes", "rounding"] as const).map((role, at) => ({
    ...{ role, center: "", account: `70${at}` },
  }));
  await inRequest({ as }, () => changeLedgerAccounts({ before: kept, accounts: [...kept, ...parts] }));
  const rows = await read("ledger.csv");
  const sum = (side: "debit" | "credit") => sumDecimals(rows.flatMap((row) => row[side] || []));
  expect(sum("debit")).toBe(sum("credit"));
  expect(rows.slice(before.length - 1)).toMatchObject([
    { account: "700", description: "Claude API 2026-09: credits", debit: "", credit: "5" },
    { account: "701", description: "Claude API 2026-09: taxes", debit: "19", credit: "" },
    { account: "702", description: "Claude API 2026-09: rounding", debit: "0.01", credit: "" },
    { account: "1600", description: "Claude API 2026-09, invoice INV-7" },
  ]);
  const offset = rows.at(-1);
  const invoiced = new Big(offset?.credit || 0).minus(offset?.debit || 0);
  expect(invoiced.times(100).toFixed()).toBe(String(Math.round(printed) + 1401));
});

test("a journal entry waits until the invoice is explained", async () => {
  await addAccounts();
  await reconcile("99999");
  const answer = await get("ledger.csv");
  expect([answer.status, await answer.json()]).toMatchObject([422, { reason: "invoice_open" }]);
});

test("no file is made of a statement that was changed in the database", async () => {
  const db = await database();
  await db.update(statementLines).set({ cents: "1" }).where(eq(statementLines.position, 0));
  for (const file of ["statement.csv", "statement.xlsx", "focus.csv", "ledger.csv"]) {
    const answer = await get(file);
    expect([answer.status, await answer.json()]).toMatchObject([422, { reason: "statement_altered" }]);
  }
});

test.each(["1 or 1", "01", "1.0", "1e0", "+1"])("%s is no number of a statement", async (number) => {
  const answer = await get("statement.csv", encodeURIComponent(number));
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "invalid" }]);
});

test("the lines as FOCUS have every mandatory column, and adjustments are corrections of their month", async () => {
  const rows = await read("focus.csv");
  expect(Object.keys(rows[0] ?? {}).slice(0, mandatoryColumns.length)).toEqual([...mandatoryColumns]);
  expect(rows[0]).toMatchObject({
    BilledCost: "10.006",
    ChargeCategory: "Usage",
    ChargeClass: "",
    PricingQuantity: "1",
    x_CostCenter: "4410",
    x_StatementNumber: "0002",
  });
  expect(rows[1]).toMatchObject({
    ChargeClass: "Correction",
    BillingPeriodStart: "2026-09-01T00:00:00Z",
    ChargePeriodStart: "2026-10-01T00:00:00Z",
    ChargePeriodEnd: "2026-11-01T00:00:00Z",
    PricingQuantity: "",
  });
});

test.each([
  ["statement.xlsx", "2", "auditor", 200],
  ["statement.csv", "2", null, 401],
  ["statement.csv", "2", "lead", 403],
  ["ledger.csv", "2", "member", 403],
  ["other.csv", "2", "finance", 404],
  ["statement.csv", "3", "finance", 404],
  ["statement.csv", "", "finance", 400],
] as const)(
  "a request for %s of number %s by %s is answered with %s",
  async (file, number, persona, status) => {
    expect((await get(file, number, persona)).status).toBe(status);
  },
);
