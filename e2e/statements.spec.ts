import { createHash } from "node:crypto";
import Big from "big.js";
import type { Locator, Page } from "playwright/test";
import { addDays, addMonths, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { expectStillAtAllSizes } from "./layout-shift";
import { open, option } from "./palette-page";
import { readPdfPages, toPrintedText } from "./pdf";

// The second test reads the statement that the first one closes.
test.describe.configure({ mode: "serial" });

/** The month before the one in which the newest settled day is: days settle three days after they end. */
const settled = addMonths(toPeriodStart(addDays(toDay(new Date()), -3), "month"), -1);

let address = "";

/** On paper so small that the lines take several pages: each page is numbered, and every cell is on one of them. */
async function expectPrinted(page: Page, paper: Locator): Promise<void> {
  const pages = readPdfPages(await page.pdf({ width: "105mm", height: "90mm" }));
  expect(pages.length).toBeGreaterThan(3);
  for (const [index, text] of pages.entries())
    expect(text.startsWith(`${index + 1}/${pages.length}`), text).toBe(true);
  // The kind of amount is a word on paper, and the head is repeated above the lines of each page.
  const head = "CostcenterandworkspaceAmountBilled";
  expect(pages.filter((text) => text.includes(head)).length).toBeGreaterThan(1);
  const all = pages.map((text) => text.replace(/^\d+\/\d+/, "").replace(head, "")).join("");
  const cells = await paper.getByRole("table").first().locator("tbody :is(th, td)").allInnerTexts();
  let at = 0;
  for (const cell of cells.map(toPrintedText)) {
    const found = all.indexOf(cell, at);
    expect(found, `${cell} is printed in its place`).toBeGreaterThanOrEqual(at);
    at = found + cell.length;
  }
  expect(all).toMatch(/^NorthwindLabs.*SHA-256[0-9a-f]{64}$/);
  expect(all).not.toContain("Skip");
}

test("finance closes a month, prints it, takes it to the books, and reconciles the invoice", async ({
  page,
  org,
  signIn,
  site,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost/statements");
  await page.getByRole("button", { name: "Close month" }).click();
  const closing = page.getByRole("dialog", { name: "Close a month" });
  await closing.getByLabel("Month", { exact: true }).selectOption(settled.slice(0, 7));
  await closing.getByLabel("Shared and untagged cost").selectOption({ label: "Assign to one cost center" });
  await expect(closing.getByText("Select the cost center that gets")).toBeVisible();
  await expect(closing.getByRole("button", { name: /^Close [A-Z]/ })).toBeDisabled();
  await closing.getByLabel("Cost center", { exact: true }).selectOption("4410");
  await expect(closing.getByRole("table", { name: "Lines of the statement" })).toContainText("Total");
  await expectAccessible(page);
  await closing.getByRole("button", { name: /^Close [A-Z]/ }).click();
  await page.waitForURL(/\/cost\/statements\/\d+$/);
  address = new URL(page.url()).pathname;
  const number = address.split("/").at(-1) ?? "";
  const printed = number.padStart(4, "0");

  const paper = page.getByRole("article", { name: `Statement ${printed}` });
  await expect(paper.getByText(/^All amounts are in USD/)).toBeVisible();
  const total = (await paper.getByRole("row", { name: /^Total/ }).textContent()) ?? "";
  await expect(page.getByText("Matches", { exact: true })).toBeVisible();
  const content = await page.request.get(`${site}/api/statements/content?number=${number}`);
  const hash = createHash("sha256")
    .update(await content.body())
    .digest("hex");
  await expect(page.getByText(hash, { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.emulateMedia({ media: "print" });
  for (const hidden of ["navigation", "button", "banner"] as const)
    await expect(page.getByRole(hidden).filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Invoice reconciliation" })).toBeHidden();
  for (const text of [printed, "USD", /^\w+ 1, 20\d\d to \w+ \d+, 20\d\d$/])
    await expect(paper.getByText(text, { exact: true }).first()).toBeVisible();
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n"),
  );
  expect(rules).toMatch(/@page[^}]*counter\(page\) ?" \/ " ?counter\(pages\)/);
  await expectPrinted(page, paper);
  await page.emulateMedia({ media: "screen" });

  const files = `${site}/api/export/statements`;
  const refused = await page.request.get(`${files}/ledger.csv?number=${number}`);
  expect(await refused.json()).toMatchObject({ reason: "accounts_missing" });
  await expect(page.getByRole("button", { name: "General ledger (CSV)" })).toHaveAccessibleDescription(
    /^These have no account yet: 4410/,
  );
  await page.goto("/cost/statements");
  await page.getByRole("button", { name: "Change accounts" }).click();
  const accounts = page.getByRole("dialog", { name: "General ledger accounts" });
  await expect(accounts.getByLabel("Offset account")).toBeVisible();
  for (const [index, box] of (await accounts.getByRole("textbox").all()).entries())
    await box.fill(`68${index}`);
  await expectAccessible(page);
  await accounts.getByRole("button", { name: "Save" }).click();
  await expect(accounts).toBeHidden();
  await expectAccessible(page);
  const ledger = await org.readCsv(`statements/ledger.csv?number=${number}`);
  const sum = (side: "debit" | "credit") =>
    ledger.reduce((all, row) => all.plus(row[side] || "0"), new Big(0)).toFixed();
  expect(sum("debit")).toBe(sum("credit"));
  expect(sum("debit")).not.toBe("0");
  expect((await org.readCsv(`statements/focus.csv?number=${number}`))[0]).toMatchObject({
    x_StatementNumber: printed,
    BillingCurrency: "USD",
  });

  await page.goto(address);
  await page.getByRole("button", { name: "Enter invoice" }).click();
  const invoice = page.getByRole("dialog", { name: "Invoice" });
  await invoice.getByLabel("Invoice number").fill("INV-7");
  await invoice.getByLabel("Invoice date").fill("2026-11-03");
  await invoice.getByLabel("Invoice amount").fill(total.replace(/^Total/, ""));
  await invoice.getByLabel("Taxes").fill("2.200,00");
  await expect(invoice.getByText("Read as $2,200.00")).toBeVisible();
  await expectAccessible(page);
  await invoice.getByRole("button", { name: "Save" }).click();
  await expect(invoice).toBeHidden();
  const bridge = page.getByRole("table", { name: "Invoice reconciliation" });
  await expect(bridge.getByRole("row", { name: "Still open −$2,200.00" })).toBeVisible();
  await page.getByRole("button", { name: "Change invoice" }).click();
  await invoice.getByLabel("Credits").fill("2,200");
  await invoice.getByRole("button", { name: "Save" }).click();
  await expect(bridge.getByRole("row", { name: "Still open $0.00" })).toBeVisible();
  await expect(page.getByText("2 versions")).toBeVisible();
  await expectAccessible(page);
  await expectStillAtAllSizes(page, address);
  await open(page, "/me", "My access");
  await page.keyboard.type(`close ${settled.slice(0, 7)}`);
  await option(page, /^Statement of/).click();
  await page.waitForURL(new RegExp(`${address}$`));
});

test("an auditor reads statements but closes none, and leads don't get them", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/cost/statements");
  await expect(page.getByRole("table", { name: "Statements" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Close month|Change accounts/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(address);
  await expect(page.getByRole("article", { name: /^Statement/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change invoice" })).toHaveCount(0);
  await signIn("lead");
  const file = await page.request.get("/api/export/statements/statement.csv?number=1");
  expect(file.status()).toBe(403);
  await page.goto("/cost/budgets");
  await expect(page.getByRole("link", { name: "Chargeback", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Statements", exact: true })).toHaveCount(0);
});
