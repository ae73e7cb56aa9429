import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const bar = (page: Page) => page.getByRole("region", { name: "Selection" });

/** Until the page listens, keys do nothing. */
async function press(page: Page, key: string, isDone: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await isDone();
  }).toPass();
}

const sheet = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const hasFocus = (page: Page) => page.evaluate(() => document.activeElement !== document.body);

test("one key leads to what can be done with the selection, and focus stays in the list when it goes", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto(`/members?q=${member.email}`);
  const row = page.getByRole("row").filter({ hasText: member.email });
  await expect(row).toBeVisible();
  await press(page, "j", () => expect(row).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.press("x");
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("b");
  await expect(bar(page).getByRole("button").first()).toBeFocused();
  await expectAccessible(page);
  await bar(page).getByRole("button", { name: "Clear selection" }).focus();
  await page.keyboard.press("Enter");
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Members" })).toBeFocused();
});

test("one key leads into the access matrix, and Enter takes the only match of a search", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto("/access");
  await expect(page.getByRole("grid")).toBeVisible();
  await press(page, "j", () => expect(page.getByRole("grid")).toBeFocused({ timeout: 1_000 }));
  await page.goto(`/workspaces/${await org.findLedWorkspace()}?open=people`);
  const dialog = page.getByRole("dialog", { name: "Add people to the workspace" });
  const field = dialog.getByRole("searchbox");
  await field.fill(member.email);
  const box = dialog.getByRole("checkbox", { name: member.name });
  await expect(box).not.toBeChecked();
  await field.press("Enter");
  await expect(box).toBeChecked();
  await page.keyboard.type("x");
  await expect(field).toHaveValue("x");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(await hasFocus(page)).toBe(true);
});

test("an unknown address keeps the navigation for whoever is signed in", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/404/);
  const stranger = await page.goto("/nope");
  expect(stranger?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await signIn("admin");
  const known = await page.goto("/nope/nothing");
  expect(known?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("navigation").getByRole("link", { name: "Members" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
});

test("single keys search the page, open pages, and show what they are", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/members");
  await expect(title(page, "Members")).toBeVisible();
  const search = page.getByRole("searchbox", { name: "Search members" });
  await press(page, "/", () => expect(search).toBeFocused({ timeout: 1_000 }));
  await page.keyboard.type("g?/");
  await expect(search).toHaveValue("g?/");
  await expect(sheet(page)).toHaveCount(0);
  await search.blur();
  // The second key has to come soon after the first, which a busy machine may not manage.
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await expect(title(page, "Workspaces")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await page.keyboard.press("?");
  await expect(sheet(page)).toContainText("Go to a page");
  await expect(sheet(page)).toContainText("Actions for the selection");
  await expect(sheet(page).getByRole("definition").filter({ hasText: "GthenM" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveCount(0);
  await expect(title(page, "Workspaces")).toBeVisible();
});

test("single keys can be turned off without the palette's", { tag: "@long" }, async ({ page, signIn }) => {
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const openPalette = () => press(page, "Control+k", () => expect(palette).toBeVisible({ timeout: 1_000 }));
  await signIn("member");
  await page.goto("/me");
  await expect(title(page, "My access")).toBeVisible();
  await openPalette();
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  const areOn = sheet(page).getByRole("checkbox", { name: /^Use single-key shortcuts/ });
  await areOn.uncheck();
  await expect(sheet(page)).not.toContainText("Go to a page");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveCount(0);
  await page.reload();
  await expect(title(page, "My access")).toBeVisible();
  await openPalette();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await openPalette();
  await expect(sheet(page)).toHaveCount(0);
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  await areOn.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(sheet(page)).toBeVisible();
});
