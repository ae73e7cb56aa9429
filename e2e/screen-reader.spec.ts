import type { Locator, Page } from "playwright/test";
import { expect, test } from "./fixtures";
import { pickRole } from "./pick-role";
import { findOperation } from "./row-menu";

/**
 * The walks of docs/accessibility.md. What is asserted is Chromium's accessibility tree, the order of focus, and what
 * live regions hold, which is what screen readers speak from; how each of them words it isn't.
 */
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const announcer = (page: Page) => page.locator("next-route-announcer").getByRole("alert");

async function expectFocusOrder(page: Page, stops: readonly Locator[]): Promise<void> {
  for (const stop of stops) {
    await page.keyboard.press("Tab");
    await expect(stop).toBeFocused();
  }
}

test("a page says its name, and a list says how much a search finds and whose row it is", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto("/keys");
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page
    .getByRole("navigation", { name: "Main navigation" })
    .getByRole("link", { name: "Members" })
    .click();
  await expect(announcer(page)).toHaveText(/^Members/);
  await page.getByRole("searchbox", { name: "Search members" }).fill(member.email);
  const found = page.getByText("1 member", { exact: true });
  await expect(found).toHaveAttribute("aria-live", "polite");
  const table = page.getByRole("table", { name: "Members" });
  await expect(table).toHaveAttribute("aria-rowcount", "2");
  await expect(table.getByRole("rowheader")).toContainText(member.name);
  for (const name of ["Name", "Role", "Cost, 30 days", "Last active"])
    await expect(table.getByRole("columnheader", { name, exact: true })).toBeVisible();
});

test("someone is off-boarded: consequences, title, what to type, and the receipt", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto(`/members?q=${member.email}`);
  await (await findOperation(row(page, member.email), "Off-board…")).press("Enter");
  await page.waitForURL(/\/members\/offboard\?members=/);
  await expect(page.getByRole("region", { name: member.email })).toContainText("No usable API keys.");
  const opener = page.getByRole("button", { name: "Off-board…" });
  await opener.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Off-board this person?" });
  await expect(dialog).toHaveAccessibleDescription(/loses access to the organization/);
  const field = dialog.getByRole("textbox", { name: `Type ${member.name} or ${member.email} to confirm` });
  await expect(field).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await opener.press("Enter");
  await expect(field).toBeFocused();
  await page.keyboard.type(member.email);
  await expectFocusOrder(page, [
    dialog.getByRole("button", { name: "Copy first one" }),
    dialog.getByRole("button", { name: "Cancel" }),
    dialog.getByRole("button", { name: "Off-board", exact: true }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Off-boarding receipt" })).toBeVisible();
});

test("last month's cost is figures, then a chart that keys walk through, then its table", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1, name: "Cost" })).toBeVisible();
  await expect(main.getByRole("term").first()).toContainText("UTC");
  await expect(main.getByRole("definition").first()).toContainText("$");
  const chart = main.getByRole("group", { name: "Cost in US dollars over time, stacked by group" });
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(chart.getByRole("status")).toContainText("$");
  const table = main.getByRole("table", { name: "Cost", exact: true });
  await expect(table.getByRole("rowheader").first()).not.toBeEmpty();
  await expect(table.getByRole("columnheader", { name: "Amount", exact: true })).toBeVisible();
});

test("a role is a combobox that keeps focus, and its result is announced with a way back", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto(`/members?q=${member.email}`);
  const role = row(page, member.email).getByRole("combobox", { name: "Role" });
  await role.focus();
  await pickRole(role, "Developer", { raises: true });
  const notifications = page.getByRole("region", { name: "Notifications" });
  await expect(notifications.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
  const undo = notifications.getByRole("button", { name: "Undo" });
  await expect(undo).toHaveAccessibleDescription(/ is now .+ \(was .+\)/);
  await expect(role).toBeFocused();
});
