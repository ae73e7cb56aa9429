import Big from "big.js";
import type { Locator, Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const directories = {
  admin: ["People", "Pending invites", "Active API keys", "Workspaces"],
  auditor: ["People", "Pending invites", "Active API keys", "Workspaces"],
  finance: [],
  lead: ["People", "Active API keys", "Workspaces"],
} as const;

for (const persona of ["admin", "finance", "lead", "auditor"] as const) {
  test(`${persona} sees the month's cost, what changed, and what else they can open`, async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn(persona);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const month = page.getByRole("region", { name: /^Cost in / });
    await expect(month).toContainText(/^Cost.*\$[\d,.]+/);
    await expect(month.getByRole("term").filter({ hasText: "Forecast" })).toBeVisible();
    await expect(page.getByRole("region", { name: "What changed" }).getByRole("listitem").first()).toHaveText(
      /\$[\d,.]+ (above|below) /,
    );
    const top = page.getByRole("region", {
      name: persona === "lead" ? "Your workspaces" : "Top workspaces",
    });
    await expect(top.getByRole("listitem").first()).toContainText(/\$[\d,.]+\d+(\.\d)?%$/);
    // On the first day of a month, nobody may have worked with it yet.
    await expect(page.getByRole("region", { name: "Claude Code" })).toContainText(
      /^Claude Code\s*(0\s*active people|[1-9].* per person)/,
    );
    await expect(page.getByRole("region", { name: "Cache hits" })).toContainText("of input read from cache");
    const labels = page.getByRole("navigation", { name: "Directory" }).locator("a > span:nth-child(2)");
    await expect(labels).toHaveText([...directories[persona]]);
    await expect(findChart(month)).toBeVisible();
    await expectAccessible(page);
    const opened = top.getByRole("listitem").first().getByRole("link");
    await opened.click();
    await expect(page).toHaveURL(persona === "finance" ? /\/cost\?.*workspace=/ : /\/workspaces\/wrkspc_/);
  });
}

function findChart(month: Locator): Locator {
  return month.getByRole("group", { name: /^Cost of this month by day/ });
}

async function readTitles(place: Locator): Promise<string[]> {
  const amounts = await place.locator("[title$=' USD']").all();
  return Promise.all(
    amounts.map(async (one) => (await one.getAttribute("title"))?.replace(/^.*: | USD$/g, "") ?? ""),
  );
}

/** The two amounts of the first sentence, and the query string of its link. */
async function readTotal(page: Page) {
  const total = page.getByRole("region", { name: "What changed" }).getByRole("listitem").first();
  // Months of different lengths have what the days cost, and the rest, between them.
  const titles = await readTitles(total);
  const [difference = "", before = "", after = ""] = [titles[0], titles.at(-2), titles.at(-1)];
  const href = await total.getByRole("link").getAttribute("href");
  return { difference, before, after, search: new URLSearchParams(href?.split("?")[1]) };
}

test("what changed is exact, and leads to the comparison", async ({ page, org, signIn }) => {
  await org.waitForHistory();
  await signIn("admin");
  await page.goto("/");
  const { difference, before, after, search } = await readTotal(page);
  const sum = async (from: string | null, to: string | null) => {
    const rows = await org.readCsv(`cost.csv?from=${from}&to=${to}&group=model`);
    return rows.reduce((total, row) => total.plus(row.amount_usd ?? ""), new Big(0)).toFixed();
  };
  expect(after).toBe(await sum(search.get("from"), search.get("to")));
  expect(before).toBe(await sum(search.get("beforeFrom"), search.get("beforeTo")));
  expect(difference).toBe(new Big(after).minus(before).abs().toFixed());
  await page
    .getByRole("region", { name: "What changed" })
    .getByRole("listitem")
    .first()
    .getByRole("link")
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "What changed" })).toBeVisible();
  await expect(page.locator(`[title="${after} USD"]`).first()).toBeVisible();
});

test("arrow keys walk through the days of the chart, and a table shows the same amounts", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/");
  const month = page.getByRole("region", { name: /^Cost in / });
  await findChart(month).focus();
  await page.keyboard.press("Home");
  const walked = month.getByRole("status");
  await expect(walked).toContainText("1, ");
  const [first = ""] = (await walked.textContent())?.match(/\$[\d,.]+\d/) ?? [];
  await page.keyboard.press("Escape");
  await expect(walked).toBeEmpty();
  await month.getByText("Show data").click();
  const rows = month.getByRole("table", { name: "Cost of this month by day, added up" }).getByRole("row");
  await expect(rows.nth(1)).toContainText(first);
  await expectAccessible(page);
});

test("on a phone, everything is in one column that doesn't scroll sideways", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await page.setViewportSize({ width: 360, height: 780 });
  await signIn("admin");
  await page.goto("/");
  await expect(findChart(page.getByRole("region", { name: /^Cost in / }))).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await expectAccessible(page);
});

test("an admin opens the findings that need attention", async ({ page, org, signIn }) => {
  const { name } = await org.addUnusedKey();
  await org.waitForFinding("key_unused", name);
  await signIn("admin");
  await page.goto("/");
  const item = page.getByRole("link", { name: /unused for 90 days/ }).filter({ hasText: "key" });
  const more = page.getByRole("button", { name: /^Show \d+ more$/ });
  await expect(item.or(more).first()).toBeVisible();
  if (await more.isVisible()) await more.click();
  await item.click();
  await expect(page).toHaveURL("/findings?rule=key_unused");
  await expect(page.getByRole("table", { name: "Findings" }).getByText("Unused key").first()).toBeVisible();
  await page.goBack();
  await page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("link", { name: "All findings" })
    .click();
  await expect(page).toHaveURL("/findings");
  await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
});
