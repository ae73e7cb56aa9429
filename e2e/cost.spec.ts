import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import Big from "big.js";
import Papa from "papaparse";
import { formatCents } from "@/lib/money";
import { addDays, toDay } from "@/lib/reports/search-params";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { Line, Organization } from "./organization";
import { emails } from "./people";

/** Days that are settled: nothing re-reads them while a test adds up. */
const to = addDays(toDay(new Date()), -7);
const from = addDays(to, -29);
const settled = `from=${from}&to=${to}`;

const table = (page: Page) => page.getByRole("table", { name: "Cost" });
const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
const sumOf = (lines: readonly Line[]) => sum(lines.map((line) => line.amount_usd ?? "0"));

/** What stands under "Exact, in USD". */
async function readExact(page: Page): Promise<string> {
  return new Big((await page.getByRole("definition").nth(1).textContent()) ?? "").toFixed();
}

/** The exact amounts, which the cells of the table tell on hover. */
async function readAmounts(page: Page): Promise<string[]> {
  const titles = await table(page)
    .getByTitle(/ USD$/)
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""));
  return titles.map((title) => title.replace(" USD", ""));
}

async function open(page: Page, org: Organization, query = settled): Promise<void> {
  await org.waitForHistory();
  await page.goto(`/cost?${query}`);
  await expect(table(page)).toBeVisible();
}

test.describe("the report", () => {
  test.setTimeout(180_000);

  test("shows the last 30 days by workspace", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "");
    await expect(page.getByRole("radio", { name: "Workspace" })).toBeChecked();
    await expect(page.getByRole("radio", { name: "30 days" })).toBeChecked();
    await expect(page.getByRole("figure", { name: "Cost in US dollars over time" })).toBeVisible();
    await expect(table(page).getByRole("row").filter({ hasText: "Default workspace" })).toHaveCount(1);
    await expect(page.getByText(/^Data as of/)).toBeVisible();
    await expect(page.getByText("Credits, taxes and Priority Tier are not in it.")).toBeVisible();
  });

  test("parts, foot, exact total and CSV are the same money", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    const exact = await readExact(page);
    expect(sum(await readAmounts(page))).toBe(exact);
    const shown = formatCents(new Big(exact).times(100).toFixed(), "en");
    await expect(table(page).getByRole("row").last()).toContainText(shown);

    for (const group of ["", "&group=day,workspace,workspace_id", "&group=model"]) {
      const lines = await org.readCsv(`cost.csv?${settled}${group}`, emails.finance);
      expect(sumOf(lines), group).toBe(exact);
    }
  });

  test("switches to models, and to another range", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "");
    await page.getByRole("radio", { name: "Model" }).check({ force: true });
    await expect(page).toHaveURL(/group=model/);
    await expect(
      table(page)
        .getByRole("button", { name: /^claude-/ })
        .first(),
    ).toBeVisible();
    await page.getByRole("radio", { name: "7 days" }).check({ force: true });
    await expect(page).toHaveURL(/range=7d/);
    await page.reload();
    await expect(page.getByRole("radio", { name: "Model" })).toBeChecked();
    await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked();
  });

  test("has a table twin by period that adds up to the same", async ({ page, org, signIn }) => {
    await page.setViewportSize({ width: 1280, height: 1800 }); // Rows out of view do not exist.
    await signIn("finance");
    await open(page, org);
    await page.getByRole("radio", { name: "By period" }).check({ force: true });
    await expect(page).toHaveURL(/table=days/);
    await expect(table(page).getByRole("columnheader", { name: "Day" })).toBeVisible();
    await expect(table(page)).toHaveAttribute("aria-rowcount", "32");
    // Every day's total, and once more by its parts.
    expect(sum(await readAmounts(page))).toBe(new Big(await readExact(page)).times(2).toFixed());
  });

  test("a click on a name isolates it, a second one does not", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    const name = table(page).getByRole("button", { name: "Checkout – prod" });
    await name.click();
    await expect(name).toHaveAttribute("aria-pressed", "true");
    await name.click();
    await expect(name).toHaveAttribute("aria-pressed", "false");
  });

  test("offers the days of the picture as CSV, by the contract", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`castellan-cost-${from}-${to}.csv`);
    const text = await readFile(await file.path(), "utf8");
    const { data, meta } = Papa.parse<Line>(text, { header: true, skipEmptyLines: true });
    expect(meta.fields).toEqual(["day", "workspace", "workspace_id", "amount_usd"]);
    expect(sumOf(data)).toBe(await readExact(page));
  });

  test("is narrowed to the workspaces of a lead", async ({ page, org, signIn }) => {
    const own = ["Checkout – prod", "Checkout – staging"];
    await signIn("lead");
    await open(page, org);
    await expect(table(page).getByRole("button")).toHaveCount(own.length);
    for (const name of own) await expect(table(page).getByRole("button", { name })).toBeVisible();

    const everything = await org.readCsv(`cost.csv?${settled}&group=workspace`, emails.finance);
    const theirs = everything.filter(({ workspace = "" }) => own.includes(workspace));
    expect(await readExact(page)).toBe(sumOf(theirs));
    expect(await org.readCsv(`cost.csv?${settled}&group=workspace`, emails.lead)).toEqual(theirs);
  });

  for (const persona of ["admin", "finance", "lead", "auditor"] as const) {
    test(`the screen is accessible to ${persona}`, async ({ page, org, signIn }) => {
      await signIn(persona);
      await open(page, org);
      await expectAccessible(page);
    });
  }
});

test("the page is closed to a member", async ({ page, signIn, expectConsoleError }) => {
  expectConsoleError(/403/);
  await signIn("member");
  await page.goto("/cost");
  await expect(
    page.getByRole("heading", { level: 1, name: "You have no access to this page" }),
  ).toBeVisible();
});

test("days that are no range fall back to the preset, and the door refuses them", async ({
  page,
  signIn,
}) => {
  await signIn("finance");
  await page.goto("/cost?from=2026-02-30&to=2020-01-01&range=7d");
  await expect(page.getByRole("radio", { name: "Workspace" })).toBeChecked();
  const refused = await page.request.get("/api/cost?from=2026-02-02&to=2026-02-01");
  expect(refused.status()).toBe(400);
});
