import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { expectStill } from "./layout-shift";

/** A laptop leaves out more than what is usually hidden. */
test.use({ viewport: { width: 1440, height: 900 } });

const header = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true });
const choice = (page: Page, name: string) =>
  page.getByRole("dialog", { name: "Display" }).getByRole("checkbox", { name, exact: true });
const openMenu = (page: Page) => page.getByRole("button", { name: "Display", exact: true }).click();

test("a browser keeps the columns of a list, and a reset brings back the usual ones", async ({
  page,
  org,
  signIn,
}) => {
  await signIn("lead");
  await page.goto("/keys");
  await expect(header(page, "Acts as")).toHaveCount(0);
  await openMenu(page);
  await expect(choice(page, "Name")).toHaveCount(0);
  await choice(page, "Acts as").check();
  await choice(page, "Created by").uncheck();
  await expect(header(page, "Acts as")).toBeVisible();
  await expect(header(page, "Created by")).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  expect(await org.auditOf("keys")).toBeUndefined();

  await page.getByRole("link", { name: "Cost", exact: true }).first().click();
  await expect(page).toHaveURL(/\/cost/);
  await page.goBack();
  await expect(header(page, "Acts as")).toBeVisible();
  await page.reload();
  await expect(header(page, "Acts as")).toBeVisible();
  await expect(header(page, "Created by")).toHaveCount(0);
  await expectStill(page, 0.001);
  await openMenu(page);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(header(page, "Created by")).toBeVisible();
  await expect(header(page, "Acts as")).toHaveCount(0);
  await page.reload();
  await expect(header(page, "Created by")).toBeVisible();
  await expect(header(page, "Acts as")).toHaveCount(0);
});

test("an auditor who hides a column still exports it", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await signIn("auditor");
  await page.goto(`/members?q=${member.email}`);
  await openMenu(page);
  await choice(page, "Role").uncheck();
  await page.keyboard.press("Escape");
  await expect(header(page, "Role")).toHaveCount(0);
  const [exported] = await org.readCsv(`members.csv?q=${member.email}`);
  expect(Object.keys(exported ?? {})).toEqual(expect.arrayContaining(["role", "added_at"]));
  await openMenu(page);
  await page.getByRole("button", { name: "Reset" }).click();
  await page.keyboard.press("Escape");
  await expect(header(page, "Role")).toBeVisible();
  await expect(header(page, "Added")).toHaveCount(0);
});
