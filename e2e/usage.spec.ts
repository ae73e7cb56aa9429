import type { Page } from "@playwright/test";
import { addDays, toDay } from "@/lib/reports/search-params";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { Line, Organization } from "./organization";
import { emails } from "./people";

/** Days that are settled: nothing re-reads them while a test adds up. */
const to = addDays(toDay(new Date()), -7);
const settled = `from=${addDays(to, -29)}&to=${to}`;

const table = (page: Page) => page.getByRole("table", { name: "Usage" });
const tokenColumns = [
  "uncached_input_tokens",
  "cache_read_input_tokens",
  "cache_creation_5m_input_tokens",
  "cache_creation_1h_input_tokens",
  "output_tokens",
];

function sumTokens(lines: readonly Line[]): string {
  const counts = lines.flatMap((line) => tokenColumns.map((column) => BigInt(line[column] ?? "0")));
  return counts.reduce((total, count) => total + count, 0n).toLocaleString("en");
}

async function open(page: Page, org: Organization, query = settled): Promise<void> {
  await org.waitForHistory();
  await page.goto(`/usage?${query}`);
  await expect(table(page)).toBeVisible();
}

test.describe("the report", () => {
  test.setTimeout(180_000);

  test("shows the kinds of tokens, and what came from the cache", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "");
    await expect(page.getByRole("radio", { name: "Token kind" })).toBeChecked();
    await expect(page.getByRole("figure", { name: "Tokens over time, stacked by part" })).toBeVisible();
    for (const name of [
      "Uncached input",
      "Cache reads",
      "Cache writes, 5 min",
      "Cache writes, 1 h",
      "Output",
    ])
      await expect(table(page).getByRole("button", { name })).toBeVisible();
    await expect(page.getByText("Priority Tier is counted here but not in cost")).toBeVisible();
    await expect(page.getByText(/^Data as of/)).toBeVisible();
  });

  test("every grouping foots to the export, to the last token", async ({ page, org, signIn }) => {
    await signIn("finance");
    const total = sumTokens(await org.readCsv(`usage.csv?${settled}`, emails.finance));
    for (const group of ["kind", "model", "workspace", "key"]) {
      await open(page, org, `${settled}&group=${group}`);
      await expect(page.getByRole("definition").first()).toHaveText(`${total} tokens`);
      await expect(table(page).getByRole("row").last()).toContainText(total);
    }
  });

  test("keeps grouping, range and table in the address", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "");
    await page.getByRole("radio", { name: "API key" }).check({ force: true });
    await page.getByRole("radio", { name: "7 days" }).check({ force: true });
    await page.getByRole("radio", { name: "By period" }).check({ force: true });
    await expect(page).toHaveURL(/(?=.*group=key)(?=.*range=7d)(?=.*table=days)/);
    await page.reload();
    await expect(table(page).getByRole("columnheader", { name: "Day" })).toBeVisible();
    await expect(page.getByRole("radio", { name: "API key" })).toBeChecked();
  });

  test("is narrowed to the workspaces of a lead", async ({ page, org, signIn }) => {
    await signIn("lead");
    await open(page, org, `${settled}&group=workspace`);
    await expect(table(page).getByRole("button")).toHaveCount(2);
    const theirs = await org.readCsv(`usage.csv?${settled}&group=workspace`, emails.lead);
    await expect(page.getByRole("definition").first()).toHaveText(`${sumTokens(theirs)} tokens`);
  });

  test("is accessible", async ({ page, org, signIn }) => {
    await signIn("auditor");
    await open(page, org, `${settled}&group=key`);
    await expectAccessible(page);
  });
});

test("there is no such page for a member", async ({ page, signIn, expectConsoleError }) => {
  expectConsoleError(/403/);
  await signIn("member");
  await page.goto("/usage");
  await expect(
    page.getByRole("heading", { level: 1, name: "You have no access to this page" }),
  ).toBeVisible();
});
