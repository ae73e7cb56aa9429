import Big from "big.js";
import type { Locator, Page } from "playwright/test";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import type { Line } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

const to = addDays(toDay(new Date()), -7);
const days = `from=${addDays(to, -29)}&to=${to}`;
const money = /(−?)\$([\d,]+\.\d\d)/;

const add = (amounts: readonly (Big | string)[]) =>
  amounts.reduce<Big>((sum, one) => sum.plus(one), new Big(0));
const sumOf = (lines: readonly Line[]) => add(lines.map((line) => line.amount_usd ?? "0")).toFixed();

function toAmount(text: string): Big {
  const [, sign = "", digits = "0"] = money.exec(text) ?? [];
  return new Big(`${sign && "-"}${digits.replaceAll(",", "")}`);
}

/** The printed amounts of a table, by row, its footer last. */
async function readAmounts(table: Locator): Promise<Big[][]> {
  const rows = await table.locator("tbody tr[aria-rowindex], tfoot tr").all();
  return Promise.all(
    rows.map(async (row) => (await row.getByTitle(/ USD$/).allTextContents()).map(toAmount)),
  );
}

/**
 * The first column has the totals of the rows, and the last row those of the columns. Rows and totals add up; where cells
 * of the nearest cent leave a column that doesn't, the page says so.
 */
async function expectToFoot(page: Page, amounts: Big[][]): Promise<void> {
  const [foot = [], ...rows] = amounts.toReversed();
  expect(rows.length).toBeGreaterThan(1);
  for (const [total, ...parts] of amounts) expect(add(parts).eq(total ?? NaN)).toBe(true);
  const misses = foot.map((total, column) => add(rows.map((row) => row[column] ?? "0")).minus(total));
  expect(misses[0]?.eq(0)).toBe(true);
  for (const miss of misses) expect(miss.abs().lte(rows.length / 100)).toBe(true);
  const isOff = misses.some((miss) => !miss.eq(0));
  await expect(page.getByText("Rounded to the cent")).toHaveCount(isOff ? 1 : 0);
}

async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: list, exact: true }).selectOption({ label: option });
}

test("finance groups and filters cost by a tag, sees a pivot that adds up, and takes it along", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto(`/cost?${days}`);
  await choose(page, "Group", "cost_center (tag)");
  await expect(page).toHaveURL(/group=tag:cost_center/);
  const parts = page.getByRole("table", { name: "Cost", exact: true });
  await expect(parts.getByRole("button", { name: "Untagged", exact: true })).toBeVisible();
  const lines = await org.readCsv(`cost.csv?${days}&group=tag:cost_center`);
  const center = lines.find((line) => line["tag:cost_center"] === "4410");
  await expect(parts.getByRole("row").getByTitle(`${center?.amount_usd} USD`, { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await choose(page, "Filter by", "cost_center (tag)");
  await page.getByRole("checkbox", { name: "4410", exact: true }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/tag=cost_center%3D4410|tag=cost_center=4410/);
  await expect(page.getByRole("button", { name: "Remove filter cost_center (tag): 4410" })).toBeVisible();
  await expect(parts.locator("tbody tr[aria-rowindex]")).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove filter cost_center (tag): 4410" }).click();

  await pickSegment(page, "Pivot");
  const pivot = page.getByRole("table", { name: "cost_center (tag) by Model" });
  await expect(pivot.getByRole("rowheader", { name: "4410", exact: true })).toBeVisible();
  await expect(pivot.getByRole("columnheader", { name: "Total" })).toBeVisible();
  await expectToFoot(page, await readAmounts(pivot));
  await expectAccessible(page);
  const file = await readExportAddress(page, "CSV");
  const pairs = await org.readCsv(file.replace("/api/export/", ""), emails.finance);
  expect(Object.keys(pairs[0] ?? {})).toEqual([
    "tag:cost_center",
    "model",
    "amount_usd",
    "amount",
    "currency",
    "cost_per_million_tokens",
    "cost_per_request",
  ]);
  expect(sumOf(pairs)).toBe(sumOf(lines));
  await choose(page, "Columns", "Workspace");
  await expect(page).toHaveURL(/by=workspace/);
  await expect(page.getByRole("table", { name: "cost_center (tag) by Workspace" })).toBeVisible();
  await choose(page, "Number of columns", "Top 5");
  const narrow = page.getByRole("table", { name: "cost_center (tag) by Workspace" });
  await expect(narrow.getByRole("columnheader", { name: /^Other/ })).toBeVisible();
  await expectToFoot(page, await readAmounts(narrow));

  await page.goto("/cost/changes");
  await pickSegment(page, "Tag");
  await choose(page, "Tag", "cost_center (tag)");
  await page.getByRole("link", { name: "4410", exact: true }).click();
  await expect(page.getByRole("button", { name: "Remove filter cost_center (tag): 4410" })).toBeVisible();
});

test("finance divides tokens by two dimensions, and a cumulative chart has its sums in the table", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto(`/usage?${days}&table=pivot&group=tag:cost_center&by=kind`);
  const pivot = page.getByRole("table", { name: "cost_center (tag) by Token type" });
  await expect(pivot.getByRole("columnheader", { name: "Output" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/cost?${days}&table=days&chart=cumulative`);
  const table = page.getByRole("table", { name: "Cost", exact: true });
  await expect(table.getByRole("columnheader", { name: "So far" })).toBeVisible();
  const newest = await table.locator("tbody tr[aria-rowindex]").first().getByTitle(/ USD$/).allTextContents();
  const whole = await table.locator("tfoot").getByTitle(/ USD$/).first().textContent();
  expect(newest[1]).toBe(whole);
});

test("a lead groups by the tags of their own workspaces", async ({ page, org, signIn }) => {
  await org.waitForHistory();
  await signIn("lead");
  await page.goto(`/cost?${days}&group=tag:cost_center&table=pivot&by=workspace`);
  const pivot = page.getByRole("table", { name: "cost_center (tag) by Workspace" });
  await expect(pivot).toBeVisible();
  const theirs = await org.readCsv(`cost.csv?${days}&group=workspace`, emails.lead);
  await expect(pivot.getByRole("columnheader")).toHaveText([
    "cost_center (tag)",
    "Total",
    ...theirs.toSorted(byAmount).map(({ workspace = "" }) => workspace),
  ]);
  for (const [total, ...parts] of await readAmounts(pivot)) expect(add(parts).eq(total ?? NaN)).toBe(true);
  await expectAccessible(page);
});

const byAmount = (one: Line, other: Line) => new Big(other.amount_usd ?? "0").cmp(one.amount_usd ?? "0");
