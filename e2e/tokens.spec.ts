import type { Locator, Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { logIn } from "./log-in";
import { newWord, type Organization } from "./organization";
import { confirming } from "./step-up";

const list = (page: Page) => page.getByRole("table", { name: "Access tokens" });
const rowOf = (page: Page, name: string) => list(page).getByRole("row").filter({ hasText: name });

async function openList(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Access tokens", exact: true })).toBeVisible();
}

async function stateOf(org: Organization, name: string): Promise<string | undefined> {
  const tokens = await org.read<{ name: string; state: string }[]>("/api/access-tokens");
  return tokens.find((one) => one.name === name)?.state;
}

/** A press beside the dialog. */
async function pressOutside(page: Page): Promise<void> {
  await page.mouse.click(5, 5);
}

async function expectShown(shown: Locator, site: string): Promise<string> {
  await expect(shown).toContainText("It’s shown only now");
  const token = await shown.getByRole("textbox", { name: "Access token" }).inputValue();
  expect(token).toMatch(/^cst_[\w-]{40,}$/);
  await expect(shown).toContainText(`curl -H "Authorization: Bearer ${token}" ${site}/api/v1/me`);
  return token;
}

test("a lead makes a token for a script, copies it, and revokes it", async ({
  page,
  context,
  site,
  signIn,
  org,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const name = `Nightly ${newWord()}`;
  await signIn("lead");
  await openList(page, "/me");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog", { name: "New access token" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await expect(dialog.getByRole("checkbox", { name: /^Read everything/ })).toBeChecked();
  await dialog.getByText("Further permissions").click();
  await expect(dialog.getByRole("checkbox", { name: "See who is in the organization." })).toBeDisabled();
  await expect(dialog.getByRole("checkbox", { name: /^Change roles and remove members/ })).toHaveCount(0);
  await dialog.getByRole("checkbox", { name: /^Activate and deactivate API keys/ }).check();
  await expectAccessible(page);
  await dialog.getByRole("combobox", { name: "Valid for" }).selectOption("30 days");
  await dialog.getByRole("textbox", { name: /^Only from these networks/ }).fill("office");
  await dialog.getByRole("button", { name: "Make token" }).click();
  await expect(dialog).toContainText("Enter at most 20 addresses or ranges");
  await dialog
    .getByRole("textbox", { name: /^Only from these networks/ })
    .fill("203.0.113.0/24\n2001:db8::/32");
  await dialog.getByRole("button", { name: "Make token" }).click();

  const shown = page.getByRole("dialog", { name: "Copy your token" });
  const token = await expectShown(shown, site);
  await page.keyboard.press("Escape");
  await expect(shown.getByRole("alert")).toHaveText(/^The token isn’t copied yet/);
  await shown.getByRole("button", { name: "Copy token" }).click();
  await expect(shown.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  await expectAccessible(page);
  await pressOutside(page);
  await expect(shown).toBeVisible();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rowOf(page, name)).toContainText("Reads everything");
  await expect(rowOf(page, name)).toContainText("Changes API keys");
  await expect(rowOf(page, name)).toContainText("Only from 203.0.113.0/24, 2001:db8::/32");
  await expect(rowOf(page, name)).toContainText("Active");
  await expect(page.getByText(token)).toHaveCount(0);
  // The bar that stays on top must not cover half a button, which depends on how much is above the tokens.
  await page.evaluate(() => window.scrollTo(0, 0));
  await expectAccessible(page);

  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  const revoking = page.getByRole("dialog", { name: "Revoke this token?" });
  await revoking.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("status")).toHaveText(`Token ${name} revoked`);
  await expect(rowOf(page, name)).toContainText("Revoked");
  await expect(rowOf(page, name).getByRole("button")).toHaveCount(0);
  expect(await stateOf(org, name)).toBe("revoked");
});

test("an admin makes a service token, which an auditor sees and can't revoke", async ({
  page,
  site,
  signIn,
  org,
  expectConsoleError,
}) => {
  // What the page asked for with the session that the confirmation replaced.
  expectConsoleError(/401 .*\/api\//);
  const admin = await org.addMember({ role: "admin" });
  const name = `Identity provider ${newWord()}`;
  await signIn(admin.email, 60);
  await openList(page, "/settings");
  await page.getByRole("button", { name: "New service token" }).click();
  const dialog = page.getByRole("dialog", { name: "New service token" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByText("Further permissions").click();
  const change = dialog.getByRole("checkbox", { name: "Change roles and remove members." });
  await dialog.getByRole("radio", { name: /^Admin/ }).check();
  await change.check();
  await dialog.getByRole("radio", { name: /^Auditor/ }).check();
  await expect(change).toHaveCount(0);
  await dialog.getByRole("checkbox", { name: /^Read everything/ }).uncheck();
  await dialog.getByRole("button", { name: "Make token" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Select at least one thing that it may do.");
  await dialog.getByRole("checkbox", { name: "Provision people and groups (SCIM)" }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make token" }).click();
  const opened = page.context().waitForEvent("page");
  await confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" }).click();
  await logIn(await opened, admin.email);
  const shown = page.getByRole("dialog", { name: "Copy your token" });
  await expectShown(shown, site);
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rowOf(page, name)).toContainText("Service, Auditor");
  await expect(rowOf(page, name)).toContainText("Provisions people and groups");

  await signIn("auditor");
  await openList(page, "/settings");
  await expect(rowOf(page, name)).toContainText("Active");
  await expect(rowOf(page, name).getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "New service token" })).toHaveCount(0);
  await expectAccessible(page);

  await signIn("admin");
  await openList(page, "/settings");
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page
    .getByRole("dialog", { name: "Revoke this token?" })
    .getByRole("button", { name: "Revoke" })
    .click();
  await expect(rowOf(page, name)).toContainText("Revoked");
  expect(await stateOf(org, name)).toBe("revoked");
});
