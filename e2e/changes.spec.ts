import Big from "big.js";
import Papa from "papaparse";
import type { Locator } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { pickSegment } from "./pick-segment";

async function readAmounts(place: Locator): Promise<string[]> {
  const cells = place.getByTitle(/ USD$/);
  return cells.evaluateAll((all) =>
    all.map((cell) => (cell.getAttribute("title") ?? "").replace(/^.*: | USD$/g, "")),
  );
}

const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();

test("finance reads a rise in sentences whose parts add up, follows it, and takes the table along", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost/changes");
  await expect(page.getByRole("link", { name: "What changed" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("button", { name: /^Period: (Month to date|Last month)$/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Compared with: Month before" })).toBeVisible();
  const story = page.getByRole("region", { name: "In short" });
  await expect(story).toContainText(/ (above|below) /);
  const table = page.getByRole("table", { name: "What changed" });
  const region = page.getByRole("region", { name: "What changed" });
  await expect(region).toHaveAttribute("aria-busy", "false");
  const [, , difference = ""] = await readAmounts(table.locator("tfoot"));
  // Months of different lengths: more or fewer days come first, and the causes explain the rest.
  const [size = "", days = "0", rest = difference] = await readAmounts(story.getByText(/ (above|below) /));
  expect(new Big(size).eq(new Big(difference).abs())).toBe(true);
  expect(sum([days, rest])).toBe(difference);
  const causes = story.getByText(/^(By cause|The rest by cause): /);
  expect(sum(await readAmounts(causes))).toBe(rest);
  await causes.getByRole("button", { name: "More about By cause" }).click();
  await expect(page.getByRole("dialog", { name: "More about By cause" })).toContainText("add up");
  await page.keyboard.press("Escape");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Export" }).click();
  const href = await page.getByRole("menuitem", { name: /CSV/ }).getAttribute("href");
  const { data } = Papa.parse<Record<string, string>>(await (await page.request.get(href ?? "")).text(), {
    header: true,
    skipEmptyLines: true,
  });
  expect(sum(data.map((row) => row.difference_usd ?? "0"))).toBe(difference);
  await page.keyboard.press("Escape");

  await table.getByRole("button", { name: "Checkout – prod (show its models)" }).click();
  await expect(page).toHaveURL(/workspace=wrkspc_/);
  await expect(page.getByRole("button", { name: /Workspace: Checkout – prod/ })).toBeVisible();
  await expect(table.getByRole("columnheader", { name: "Model" })).toBeVisible();
  const amountsOf = (column: number) =>
    readAmounts(table.locator(`tbody tr[aria-rowindex] > :nth-child(${column})`));
  const [, , own = ""] = await readAmounts(table.locator("tfoot"));
  expect(sum(await amountsOf(4))).toBe(own);
  await pickSegment(page, "API key");
  await expect(table.getByRole("link", { name: "checkout-batch" })).toHaveAttribute(
    "href",
    /^\/usage\?.*key=apikey_/,
  );
  const [, , byKey = ""] = await readAmounts(table.locator("tfoot"));
  expect(byKey).toBe(own);
  await expectAccessible(page);
  await page.goBack();
  await expect(page).not.toHaveURL(/workspace=/);
});
