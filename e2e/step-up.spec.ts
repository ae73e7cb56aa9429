import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { findExport } from "./export-menu";
import { expect, test } from "./fixtures";
import { logIn } from "./log-in";
import { newWord } from "./organization";
import { findOperation } from "./row-menu";
import { addGrant, confirming } from "./step-up";

/** Browsers must allow this window, because a click opens it. */
async function openProvider(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent("page");
  await confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" }).click();
  return opened;
}

test("a person confirms an old sign-in in the identity provider's window, and the form continues by itself", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/401 .*\/api\//);
  const admin = await org.addMember({ role: "admin" });
  const email = `${newWord()}@outside.example`;
  await signIn(admin.email, 60);
  await addGrant(page, email);
  await expect(confirming(page)).toContainText("This action requires a sign-in from the last 15 minutes.");
  await expect(confirming(page).getByRole("button", { name: "Confirm with a passkey" })).toHaveCount(0);
  await expectAccessible(page);
  const popup = await openProvider(page);
  await expect(confirming(page).getByRole("status")).toContainText("Continue in the Northwind SSO window.");
  const closed = popup.waitForEvent("close");
  await logIn(popup, admin.email);
  await closed;
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
  await expect(page.getByRole("row").filter({ hasText: email })).toBeVisible();
  expect(
    (await org.listAudit(email)).map(({ action, outcome, error_code }) => [action, outcome, error_code]),
  ).toEqual([
    ["grant.add", "succeeded", ""],
    ["grant.add", "failed", "step_up_required"],
  ]);

  await (await findOperation(page.getByRole("row").filter({ hasText: email }), "Remove")).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText(`Grant of ${email} removed`);
});

test("a different person at the identity provider can't confirm the sign-in, and the window says so", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const [admin, other] = [await org.addMember({ role: "admin" }), await org.addMember({ role: "admin" })];
  const email = `${newWord()}@outside.example`;
  await signIn(admin.email, 60);
  await addGrant(page, email);
  const popup = await openProvider(page);
  await logIn(popup, other.email);
  await expect(popup.getByRole("heading", { level: 1, name: "Different person" })).toBeVisible();
  await expectAccessible(popup);
  await popup.close();
  await expect(confirming(page)).toBeVisible();
  await confirming(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog", { name: "Add a grant" }).getByRole("alert")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(email);
  expect((await org.listAudit(email)).map(({ outcome }) => outcome)).toEqual(["failed"]);
});

test("the page itself goes to the identity provider and returns if the browser blocks windows", async ({
  page,
  org,
  signIn,
}) => {
  const admin = await org.addMember({ role: "admin" });
  await signIn(admin.email, 60);
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await addGrant(page, `${newWord()}@outside.example`);
  // Leaving would lose input, so the page asks.
  page.on("dialog", (question) => question.accept());
  await confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" }).click();
  await logIn(page, admin.email);
  await expect(page).toHaveURL(/\/settings$/);
  const email = `${newWord()}@outside.example`;
  await addGrant(page, email);
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
});

test("a file of members is downloaded only after the person confirms their sign-in", {
  tag: "@long",
}, async ({ page, org, signIn, expectConsoleError }) => {
  expectConsoleError(/401 .*\/api\//);
  const admin = await org.addMember({ role: "admin" });
  await signIn(admin.email, 60);
  await page.goto("/members");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  await (await findExport(page, "CSV")).press("Enter");
  const popup = await openProvider(page);
  const downloaded = page.waitForEvent("download");
  await logIn(popup, admin.email);
  expect((await downloaded).suggestedFilename()).toMatch(/^castellan-members-.*\.csv$/);
});

test("a list that needs a recent sign-in opens the same dialog and then shows its rows", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/40[13] .*\/api\//);
  const admin = await org.addMember({ role: "admin" });
  await signIn(admin.email, 60);
  await page.goto("/members");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
  // As the server answers somebody who has paged through hundreds of people.
  const refusal = { status: 403, json: { code: "step_up_required" } };
  await page.route(/\/api\/members\?/, (route) => route.fulfill(refusal), { times: 1 });
  await page.getByRole("searchbox", { name: "Search members" }).fill(admin.email);
  const popup = await openProvider(page);
  const closed = popup.waitForEvent("close");
  await logIn(popup, admin.email);
  await closed;
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: admin.email })).toBeVisible();
});

test("the last page of the window is readable if the window doesn't close by itself", async ({
  page,
  signIn,
}) => {
  await signIn("member");
  await page.goto("/me"); // A window without history would close.
  await page.goto("/confirmed");
  await expect(page.getByRole("heading", { level: 1, name: "Confirmed" })).toBeVisible();
  await expectAccessible(page);
});

test("a workspace with a limit is created after the person confirms, and not before", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const admin = await org.addMember({ role: "admin" });
  const name = newWord();
  const isMade = async () =>
    (await org.emulator.list<{ name: string }>("workspaces")).some((one) => one.name === name);
  await signIn(admin.email, 60);
  await page.goto("/workspaces?open=create");
  const dialog = page.getByRole("dialog", { name: "Create a workspace" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Monthly spend limit in USD (optional)" }).fill("120");
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  const confirm = confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" });
  await expect(confirm).toBeFocused();
  expect(await isMade()).toBe(false);
  const popup = await openProvider(page);
  const closed = popup.waitForEvent("close");
  await logIn(popup, admin.email);
  await closed;
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  expect(await isMade()).toBe(true);
});
