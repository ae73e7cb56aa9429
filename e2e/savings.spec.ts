import Big from "big.js";
import { addDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const lastMonth = toPeriodStart(addDays(toPeriodStart(toDay(new Date()), "month"), -1), "month").slice(0, 7);

const toCents = (text: string) => new Big(text.replace(/[$,]/g, "")).times(100);

test("finance sees what was saved, which adds up as printed, and takes it along", async ({
  page,
  org,
  signIn,
  site,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost/savings");
  await expect(page.getByRole("link", { name: "Savings", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  const table = page.getByRole("table", { name: "Savings by model" });
  await expect(table.getByRole("row").filter({ hasText: "claude-sonnet-5" })).toBeVisible();
  await expect(page.getByRole("figure", { name: "Savings by month, in US dollars" })).toBeVisible();
  const rows = await table.locator("tbody tr[aria-rowindex], tfoot tr").all();
  const amounts: Big[][] = [];
  for (const row of rows) {
    const texts = await row.getByTitle(/ USD$/).allTextContents();
    const [paid, caching, batching, full] = texts.map(toCents);
    if (!paid || !caching || !batching || !full) throw new Error("a row has four amounts");
    expect(paid.plus(caching).plus(batching).eq(full), texts.join(" ")).toBe(true);
    amounts.push([paid, caching, batching, full]);
  }
  const total = amounts.at(-1);
  const misses = [0, 1, 2, 3].map((column) => {
    const sum = amounts.slice(0, -1).reduce((all, row) => all.plus(row[column] ?? 0), new Big(0));
    return sum.minus(total?.[column] ?? 0);
  });
  expect(misses[3]?.eq(0)).toBe(true);
  const isOff = misses.some((miss) => !miss.eq(0));
  await expect(page.getByText("Rounded to the cent")).toHaveCount(isOff ? 1 : 0);
  const advice = page.getByRole("region", { name: "What could still be saved" });
  await expect(advice.getByRole("heading", { name: "Send batches" })).toBeVisible();
  await expect(advice.getByText("ranking-judge")).toBeVisible();
  await expect(advice.getByRole("link")).toHaveCount(0);
  await advice.getByRole("button", { name: "More about Send batches" }).click();
  await expect(page.getByRole("dialog", { name: /Send batches/ })).toContainText(
    "would have cost less in batches",
  );
  await page.keyboard.press("Escape");
  await expectAccessible(page);

  const csv = await page.request.get(
    `${site}/api/export/savings/savings.csv?from=${lastMonth}-01&to=${lastMonth}-28`,
  );
  expect((await csv.text()).split("\r\n")[1]).toContain(lastMonth);
  await page.getByRole("button", { name: /^Period: Last month/ }).click();
  await page.getByRole("button", { name: "Last 12 months" }).click();
  await expect(page).toHaveURL(/range=12_months/);
  await expect(page.getByText(/^Saved, .* to /)).toBeVisible();
});

test("an admin opens a key from the advice and replaces the table of successors, which an auditor only reads", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("admin");
  await page.goto("/cost/savings");
  const advice = page.getByRole("region", { name: "What could still be saved" });
  await expect(advice.getByRole("heading", { name: "Move to a cheaper model" })).toBeVisible();
  await expectAccessible(page);
  await advice.getByRole("link", { name: "ranking-judge" }).click();
  await expect(page.getByRole("heading", { name: "ranking-judge" })).toBeVisible();

  await page.goto("/settings?tab=rules");
  const table = page.getByRole("table", { name: "Cheaper successors" });
  await page.getByRole("button", { name: "Add model" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a model with a cheaper successor" });
  await dialog.getByLabel("Model", { exact: true }).fill("claude-haiku-4-5");
  await dialog.getByLabel("Successor", { exact: true }).fill("claude-haiku-5-5");
  for (const [label, price] of [
    ["Input price", "1"],
    ["Output price", "5"],
    ["Successor’s input price", "0.5"],
    ["Successor’s output price", "2.5"],
  ] as const)
    await dialog.getByLabel(label, { exact: true }).fill(price);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add model" }).click();
  await expect(dialog).toBeHidden();
  await expect(table.getByRole("row").filter({ hasText: "claude-haiku-4-5" })).toContainText("$0.5 / $2.5");

  await signIn("auditor");
  await page.goto("/settings?tab=rules");
  await expect(table.getByRole("row").filter({ hasText: "claude-haiku-4-5" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add model" })).toHaveCount(0);
  await page.goto("/cost/savings");
  await expect(page.getByRole("table", { name: "Savings by model" })).toBeVisible();

  await signIn("admin");
  await page.goto("/settings?tab=rules");
  await page.getByRole("button", { name: "Restore built-in table" }).click();
  await expect(table.getByRole("row").filter({ hasText: "claude-haiku-4-5" })).toHaveCount(0);
  const entries = await org.readCsv("activity.csv?noun=settings");
  expect(entries[0]).toMatchObject({ action: "settings.change", outcome: "succeeded" });
});

test("a lead sees the savings of their workspaces", async ({ page, org, signIn }) => {
  await org.waitForHistory();
  await signIn("lead");
  await page.goto("/cost/savings");
  await expect(page.getByRole("table", { name: "Savings by model" })).toBeVisible();
  const advice = page.getByRole("region", { name: "What could still be saved" });
  await expect(advice).toBeVisible();
  await expect(advice).not.toContainText("ranking-judge");
  await expectAccessible(page);
});
