import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord } from "./organization";
import { emails } from "./people";

const tabs = (page: Page) => page.getByRole("navigation", { name: "Views" });
const tab = (page: Page, name: string) => tabs(page).getByRole("link", { name, exact: true });
const menu = (page: Page, name: string) => page.getByRole("dialog", { name });

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Save view", exact: true }).first().click();
  await menu(page, "Save view").getByRole("textbox", { name: "Name" }).fill(name);
  await menu(page, "Save view").getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("status").filter({ hasText: `View ${name} saved` })).toBeVisible();
  await page.keyboard.press("Escape");
}

test("an admin saves what a list shows, finds it as a tab, and removes it", async ({ page, org, signIn }) => {
  const name = `View ${newWord()}`;
  await signIn("admin");
  await page.goto("/members?role=billing&page=1");
  await save(page, name);
  await expect(tab(page, name)).toHaveAttribute("aria-current", "page");
  await tab(page, "All").click();
  await expect(page).toHaveURL(/\/members$/);
  await expect(tab(page, "All")).toHaveAttribute("aria-current", "page");
  await page.reload();
  await expectAccessible(page);
  await tab(page, name).click();
  await expect(page).toHaveURL(/\/members\?role=billing$/);
  await expect(page.getByRole("button", { name: "Role, 1 selected" })).toBeVisible();
  expect(await org.auditOf(name)).toMatchObject({ action: "view.save", outcome: "succeeded" });
  expect(await org.read("/api/views?page=members", emails.finance)).toEqual([]);
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await menu(page, "Views")
    .getByRole("button", { name: `Remove ${name}` })
    .click();
  await expect(tab(page, name)).toHaveCount(0);
});

test("a lead's views that don't fit are in the menu at the end of the tabs", { tag: "@long" }, async ({
  page,
  signIn,
}) => {
  const word = newWord();
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn("lead");
  for (const status of ["active", "inactive", "archived", "expired"]) {
    await page.goto(`/keys?status=${status}&q=${word}`);
    await save(page, `${word} ${status}`);
  }
  await page.goto("/keys");
  const more = page.getByRole("button", { name: /^\d more$/ });
  await expect(more).toBeVisible();
  await expect(tab(page, `${word} inactive`)).toBeHidden();
  await more.click();
  await menu(page, (await more.textContent()) ?? "")
    .getByRole("link", { name: `${word} inactive` })
    .click();
  await expect(page).toHaveURL(/status=inactive/);
  await expectAccessible(page);
});

test("an auditor, who can't save views, isn't offered to", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/members?role=billing");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("button", { name: /view/i })).toHaveCount(0);
});
