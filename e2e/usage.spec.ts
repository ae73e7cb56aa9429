import type { Page } from "playwright/test";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import type { Line, Organization } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

const to = addDays(toDay(new Date()), -7);
const settled = `from=${addDays(to, -29)}&to=${to}`;

const table = (page: Page) => page.getByRole("table", { name: "Usage", exact: true });
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

test.describe("the usage report", () => {
  test("shows the kinds of tokens, their shares over time, and the hours of the week", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org, "");
    await expect(page.getByRole("combobox", { name: "Group" })).toHaveValue("kind");
    await expect(page.getByRole("figure", { name: "Tokens over time, stacked by group" })).toBeVisible();
    for (const name of [
      "Uncached input",
      "Cache reads",
      "Cache writes, 5 min",
      "Cache writes, 1 h",
      "Output",
    ])
      await expect(table(page).getByRole("button", { name, exact: true })).toBeVisible();
    await expect(page.getByText("isn’t in the cost report")).toBeVisible();
    await expect(page.getByText(/^Data as of/)).toBeVisible();
    await expect(page.getByRole("figure", { name: "Cache hits and batches over time" })).toBeVisible();
    await page.getByRole("heading", { name: "Usage by hour of the week" }).click();
    await expect(
      page.getByRole("table", { name: "Usage by hour of the week" }).getByRole("cell"),
    ).toHaveCount(7 * 24);
    await page.goto("/usage?include=today");
    await expect(page.getByText("come from the messages usage report")).toBeVisible();
  });

  test("shows the day that one chart is at in the other, which announces nothing", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const shares = page.getByRole("group", { name: "Cache hits and batches over time" });
    const tokens = page.getByRole("group", { name: "Tokens over time, stacked by group" });
    const day = formatDay(addDays(to, -29), "en");
    await tokens.focus();
    await page.keyboard.press("Home");
    await expect(tokens.getByRole("status")).toContainText(day);
    await expect(shares.getByText(day)).toBeVisible();
    await expect(shares.getByText(/^[\d.]+%$/).first()).toBeVisible();
    await expect(shares.getByRole("status")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(shares.getByText(day)).toHaveCount(0);
    await shares.focus();
    await page.keyboard.press("End");
    await expect(shares.getByRole("status")).toContainText(formatDay(to, "en"));
    await expect(tokens.getByText(formatDay(to, "en"))).toBeVisible();
    await expectAccessible(page);
  });

  test("has its chips in one row at 1440 pixels, also while it is compared", async ({
    page,
    org,
    signIn,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await signIn("finance");
    await open(page, org, "compare=previous");
    const first = await page.getByRole("button", { name: "Filter", exact: true }).boundingBox();
    const last = await page.getByRole("group", { name: "Chart", exact: true }).boundingBox();
    expect(Math.abs((last?.y ?? 0) - (first?.y ?? 99))).toBeLessThan(8);
    await expect(page.getByRole("combobox", { name: "Source" })).toHaveValue("messages");
    await expectAccessible(page);
  });

  test("adds up to its export by kind and by key, and by hour as well as by day", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    const total = sumTokens(await org.readCsv(`usage.csv?${settled}`, emails.finance));
    for (const group of ["kind", "key"]) {
      await open(page, org, `${settled}&group=${group}`);
      await expect(page.getByRole("definition").first()).toHaveText(`${total} tokens`);
      await expect(table(page).getByRole("row").last()).toContainText(total);
    }
    const before = sumTokens(
      await org.readCsv(`usage.csv?from=${addDays(to, -40)}&to=${addDays(to, -21)}`, emails.finance),
    );
    await open(page, org, `from=${addDays(to, -19)}&to=${to}&table=days&compare=previous`);
    await expect(table(page).getByRole("row").last()).toContainText(before);
    const week = `from=${addDays(to, -6)}&to=${to}`;
    const ofWeek = sumTokens(await org.readCsv(`usage.csv?${week}`, emails.finance));
    await open(page, org, `${week}&group=model&granularity=hour`);
    await expect(page.getByRole("definition").first()).toHaveText(`${ofWeek} tokens`);
    const file = await readExportAddress(page, "CSV");
    expect(file).toContain("group=day%2Chour%2Cmodel");
    const hours = await org.readCsv(file?.replace("/api/export/", "") ?? "", emails.finance);
    expect(sumTokens(hours)).toBe(ofWeek);
    expect(new Set(hours.map(({ hour }) => hour)).size).toBeGreaterThan(6 * 24);
    await pickSegment(page, "By period");
    await expect(table(page).getByRole("columnheader", { name: "Hour" })).toBeVisible();
    await expect(table(page)).toHaveAttribute("aria-rowcount", String(7 * 24 + 2));
  });

  test("keeps the grouping, range, filters, and table in the URL", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "");
    await page.getByRole("combobox", { name: "Group" }).selectOption({ label: "API key" });
    await page.getByRole("button", { name: "Range: 30 days" }).click();
    await page.getByRole("button", { name: "7 days" }).click();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    const filter = page.getByRole("dialog", { name: "Filter" });
    await filter.getByRole("combobox", { name: "Filter by" }).selectOption({ label: "Service tier" });
    await filter.getByRole("checkbox", { name: "batch" }).check();
    await page.keyboard.press("Escape");
    await pickSegment(page, "By period");
    await expect(page).toHaveURL(/(?=.*group=key)(?=.*range=7d)(?=.*service_tier=batch)(?=.*table=days)/);
    await page.reload();
    await expect(table(page).getByRole("columnheader", { name: "Day" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Active filters" })).toContainText("Service tier: batch");
    const narrowed = await org.readCsv("usage.csv?range=7d&service_tier=batch", emails.finance);
    await expect(page.getByRole("definition").first()).toHaveText(`${sumTokens(narrowed)} tokens`);
  });

  test("counts requests by product and person, and shows the source of the numbers", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    const left = async () =>
      (await org.read<{ missingDays: number }>(`/api/usage?${settled}&group=product`)).missingDays;
    await expect.poll(left, { timeout: 600_000 }).toBe(0);
    await open(page, org, `${settled}&group=product`);
    const source = page.getByRole("combobox", { name: "Source" });
    await expect(source).toHaveValue("analytics");
    await expect(page.getByText("Usage analytics cover every product")).toBeVisible();
    await expect(page.getByText(/^Complete until/)).toBeVisible();
    await expect(table(page).getByRole("button", { name: "Claude in Xcode", exact: true })).toBeVisible();
    await expect(table(page).getByRole("row", { name: "Voice mode" })).toContainText("Not reported");
    const file = await readExportAddress(page, "CSV");
    const lines = await org.readCsv(file.replace("/api/export/", ""), emails.finance);
    const requests = lines.reduce((total, line) => total + BigInt(line.requests || "0"), 0n);
    await expect(table(page).getByRole("row").last()).toContainText(requests.toLocaleString("en"));
    await expect(page.getByRole("definition").first()).toHaveText(`${sumTokens(lines)} tokens`);
    await expectAccessible(page);
    await page.getByRole("combobox", { name: "Group" }).selectOption({ label: "Person" });
    await expect(table(page).getByRole("button", { name: /@/ }).first()).toBeVisible();
    await source.selectOption({ label: "Messages usage report" });
    await expect(page.getByRole("combobox", { name: "Group" })).toHaveValue("kind");
    await expect(page.getByText("Usage analytics cover every product")).toBeHidden();
    await signIn("lead");
    await open(page, org, `${settled}&group=person`);
    const theirs = await org.readCsv(`usage.csv?${settled}&group=person`, emails.lead);
    await expect(page.getByRole("definition").first()).toHaveText(`${sumTokens(theirs)} tokens`);
  });

  test("shows a lead only their own workspaces", async ({ page, org, signIn }) => {
    await signIn("lead");
    await open(page, org, `${settled}&group=workspace`);
    await expect(table(page)).toHaveAttribute("aria-rowcount", "4");
    const theirs = await org.readCsv(`usage.csv?${settled}&group=workspace`, emails.lead);
    await expect(page.getByRole("definition").first()).toHaveText(`${sumTokens(theirs)} tokens`);
  });

  test("is accessible", async ({ page, org, signIn }) => {
    await signIn("auditor");
    await open(page, org, `${settled}&group=key`);
    await expectAccessible(page);
  });
});

test("a report that can't be loaded keeps its title, and what is chosen can be changed", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/500/);
  await signIn("admin");
  for (const path of ["/cost", "/usage", "/claude-code"]) {
    await page.goto(path);
    const main = page.getByRole("main");
    const title = await main.getByRole("heading", { level: 1 }).textContent();
    await page.route(/\/api\/(cost|usage|claude-code)/, (route) => route.fulfill({ status: 500 }));
    await main.getByRole("button", { name: "Include today" }).click();
    await expect(main.getByRole("heading", { name: "Couldn’t load this" }).first()).toBeVisible();
    await expect(main.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
    await page.unrouteAll();
    await main.getByRole("button", { name: "Include today" }).click();
    await expect(main.getByRole("figure").first()).toBeVisible();
  }
});
