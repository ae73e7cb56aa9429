import type { Page } from "playwright/test";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { Organization } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

const to = addDays(toDay(new Date()), -7);
const settled = `from=${addDays(to, -29)}&to=${to}`;

const people = (page: Page) => page.getByRole("table", { name: "People" });

async function open(page: Page, org: Organization, query = settled): Promise<void> {
  await org.waitForHistory();
  await page.goto(`/claude-code?${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Claude Code" })).toBeVisible();
}

async function listPeople(org: Organization, email: string): Promise<Set<string>> {
  const lines = await org.readCsv(`claude-code.csv?${settled}&group=actor,actor_type`, email);
  return new Set(lines.flatMap((line) => (line.actor_type === "user_actor" ? [line.actor ?? ""] : [])));
}

test.describe("the Claude Code report", () => {
  test("counts people, not rows", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    const { size } = await listPeople(org, emails.finance);
    expect(size).toBeGreaterThan(1);
    await expect(page.getByRole("definition").first()).toHaveText(`${size} active people`);
    await expect(people(page)).toHaveAttribute("aria-rowcount", String(size + 1));
    await expect(page.getByRole("figure", { name: "Active people and API keys over time" })).toBeVisible();
    await page.getByRole("heading", { name: "Acceptance rate by tool" }).click();
    await expect(page.getByRole("table", { name: "Acceptance rate by tool" })).toBeVisible();
    await page.getByRole("heading", { name: "Adoption" }).click();
    const adoption = page.getByRole("region", { name: "Adoption" });
    await expect(adoption.getByRole("listitem").filter({ hasText: "Active this week" })).toContainText("%");
  });

  test("a row of the legend or the table highlights its bars, and a click on the legend isolates them", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const chart = page.getByRole("group", { name: "Active people and API keys over time" });
    const keys = page.getByRole("button", { name: "API keys", exact: true });
    await keys.hover();
    await expect(chart).toHaveAttribute("style", /--opacity-of-0: ?0.15/);
    await people(page).getByRole("row").nth(1).hover();
    await expect(chart).toHaveAttribute("style", /--opacity-of-1: ?0.15/);
    await keys.click();
    await expect(keys).toHaveAttribute("aria-pressed", "true");
    await chart.focus();
    await expect(chart).toHaveAttribute("style", /--opacity-of-0: ?0.15/);
    await expectAccessible(page);
    await keys.click();
    await page.mouse.move(0, 0);
    await chart.focus();
    await expect(chart).not.toHaveAttribute("style", /--opacity/);
  });

  test("compares every figure and every bar with the previous period", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org, `from=${addDays(to, -19)}&to=${to}&table=days&compare=previous`);
    await expect(page.getByText(/^Compared with .+\d{4}$/).first()).toBeVisible();
    await expect(page.getByRole("definition").filter({ hasText: /^was [\d,]+/ })).not.toHaveCount(0);
    await expect(page.getByRole("columnheader", { name: "Difference" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("combobox", { name: "Compare" }).selectOption({ label: "Off" });
    await expect(page).not.toHaveURL(/compare=/);
    await expect(page.getByText(/^Compared with/)).toHaveCount(0);
    await expect(page.getByRole("columnheader", { name: "Difference" })).toBeHidden();
  });

  test("can be grouped and filtered by terminal, and matches its export", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    const broken = page.getByRole("table", { name: "Breakdown" });
    await expect(broken.getByRole("row").filter({ hasText: "claude-" }).first()).toBeVisible();
    // By model, the report has only tokens and cost.
    await expect(broken.getByRole("columnheader", { name: /^(Cost|Tokens)/ })).toHaveCount(2);
    await expect(broken.getByRole("columnheader", { name: "Pull requests" })).toHaveCount(0);
    await pickSegment(page, "Terminal");
    await expect(broken.getByRole("row").filter({ hasText: "vscode" })).toBeVisible();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByRole("dialog", { name: "Filter" }).getByRole("checkbox", { name: "vscode" }).check();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/terminal=vscode/);
    const lines = await org.readCsv(
      `claude-code.csv?${settled}&group=actor,actor_type&terminal=vscode`,
      emails.finance,
    );
    const size = lines.filter((line) => line.actor_type === "user_actor").length;
    await expect(page.getByRole("definition").first()).toHaveText(`${size} active people`);
    // Between the header and the total.
    await expect(broken.getByRole("row")).toHaveCount(3);
  });

  test("sorts people, and keeps the order in the URL", { tag: "@long" }, async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    await people(page).getByRole("button", { name: "Commits" }).click();
    await expect(page).toHaveURL(/sort=commits/);
    await expect(people(page).getByRole("columnheader", { name: "Commits" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await page.reload();
    await expect(people(page).getByRole("columnheader", { name: "Commits" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
  });

  test("lists API keys separately from people, and can be shown by period", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org);
    await pickSegment(page, "API keys");
    await expect(page.getByRole("columnheader", { name: "Key name" })).toBeVisible();
    await pickSegment(page, "By period");
    await expect(page.getByRole("table", { name: "Claude Code" })).toHaveAttribute("aria-rowcount", "32");
  });

  test("shows a lead only the people in their workspaces", async ({ page, org, signIn }) => {
    await signIn("lead");
    await open(page, org);
    const own = await listPeople(org, emails.lead);
    expect(own.size).toBeLessThan((await listPeople(org, emails.finance)).size);
    await expect(page.getByRole("definition").first()).toContainText(`${own.size} active`);
  });

  test("explains why it may be empty", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "from=2020-01-01&to=2020-01-07");
    await expect(page.getByRole("heading", { name: "No Claude Code activity in this range" })).toBeVisible();
    await expect(page.getByText("the report covers API users only.")).toBeVisible();
  });

  test("is accessible", async ({ page, org, signIn }) => {
    await signIn("auditor");
    await open(page, org);
    await expect(people(page)).toBeVisible();
    await expectAccessible(page);
  });
});
