import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import { emails } from "./people";

test.setTimeout(180_000);

const workspace = "Checkout – prod";
const grid = (page: Page) => page.getByRole("grid", { name: "People and workspaces" });
const rowOf = (page: Page, name: string) => grid(page).getByRole("row").filter({ hasText: name });

test("an admin finds out who reaches a workspace and why, by keyboard, and takes it along", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto("/access");
  await expect(grid(page).getByRole("columnheader", { name: "Default" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Workspace", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search workspaces" }).fill("checkout");
  await page.getByRole("checkbox", { name: workspace }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/workspace=/);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "2");
  await expect(rowOf(page, emails.admin)).toContainText("by organization role");
  await page.getByRole("searchbox", { name: "Search people" }).fill(emails.admin);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
  await grid(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const why = page.getByRole("dialog", { name: /Checkout – prod$/ });
  await expect(why).toContainText("reaches every workspace");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(grid(page)).toBeFocused();
  const file = await page.request.get(await readExportAddress(page, "CSV"));
  expect(await file.text()).toContain(",inherited,");
  await page.keyboard.press("Control+Home");
});

test("Enter on a name opens the person, and on a heading the workspace", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto(`/access?q=${emails.admin}`);
  await grid(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/members\//);
  await page.goto(`/access?q=${emails.admin}`);
  await grid(page).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/workspaces\//);
});

test("a past day is shown as it was and can't be changed", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/access");
  await page.getByRole("link", { name: "Past date" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Access on / })).toBeVisible();
  await expect(grid(page)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to today" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Access", exact: true })).toBeVisible();
  await page.goto("/access?at=2020-01-01");
  await expect(page.getByRole("heading", { name: "Nothing is known of this day" })).toBeVisible();
});

test("a lead sees only the workspaces that they lead and who reaches those", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/access");
  await expect(grid(page)).toBeVisible();
  await expect(grid(page).getByRole("columnheader", { name: "Default" })).toHaveCount(0);
  await expectAccessible(page);
});

test("an auditor reads it and changes nothing; members and finance don't get it", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/403/);
  await signIn("auditor");
  await page.goto("/access");
  await expect(grid(page)).toBeVisible();
  await expectAccessible(page);
  for (const persona of ["member", "finance"] as const) {
    await signIn(persona);
    await page.goto("/access");
    await expect(page.getByRole("heading", { name: "You don’t have access to this page" })).toBeVisible();
    expect((await page.request.get("/api/access")).status()).toBe(403);
  }
});
