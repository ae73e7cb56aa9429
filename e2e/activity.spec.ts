import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { emails } from "./people";

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const find = (page: Page, text: string, more = "") =>
  page.goto(`/activity?q=${encodeURIComponent(text)}${more}`);

async function changeRole(page: Page, email: string, role: string) {
  await page.goto(`/members?q=${encodeURIComponent(email)}`);
  const select = row(page, email).getByRole("combobox", { name: "Role" });
  await select.selectOption(role);
  await expect(select).toHaveValue(role);
}

test("an act is shown with who, what, whom, outcome and the difference", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await signIn("admin");
  await changeRole(page, member.email, "developer");
  await expect(page.getByRole("status")).toHaveText("Role changed");
  await find(page, member.email);
  const act = row(page, "Changed role");
  await expect(act).toContainText(member.email);
  await expect(act).toContainText("Succeeded");
  await expect(act).toContainText(emails.admin);
  await expect(act.locator("del")).toContainText("user");
  await expect(act.locator("ins")).toContainText("developer");
  await act.getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog", { name: "Changed role" });
  await expect(dialog.getByText(member.id)).toBeVisible();
  await expectAccessible(page);
});

test("a refusal is shown with its sentence and the request id to quote", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await org.emulator.addFault({ kind: "error", method: "POST", path: `/users/${member.id}`, status: 400 });
  await signIn("admin");
  await page.goto(`/members?q=${encodeURIComponent(member.email)}`);
  await row(page, member.email).getByRole("combobox", { name: "Role" }).selectOption("developer");
  await expect(page.getByRole("alert").filter({ hasText: "refused" })).toBeVisible();
  await find(page, member.email, "&outcome=failed");
  await row(page, "Failed").getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("The Admin API refused the change.")).toBeVisible();
  await expect(dialog.getByText("Nothing changed.")).toBeVisible();
  await expect(dialog.getByText(/^req_/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Copy Request ID" })).toBeVisible();
});

test("an unknown outcome stands out", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await org.emulator.addFault({ kind: "lost_before", path: `/users/${member.id}` });
  await signIn("admin");
  await page.goto(`/members?q=${encodeURIComponent(member.email)}`);
  await row(page, member.email).getByRole("combobox", { name: "Role" }).selectOption("developer");
  await expect(page.getByRole("alert").filter({ hasText: "did not confirm" })).toBeVisible();
  await page.goto("/activity?noun=invite");
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(page).toHaveURL(/\/activity\?outcome=unknown$/);
  const act = row(page, member.email);
  await expect(act).toContainText("Unknown");

  await act.getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "It did not happen" }).click();
  await expect(page.getByRole("status")).toHaveText("Outcome recorded");
  await expect(act).toHaveCount(0);
  await find(page, member.id);
  await row(page, "Changed role").getByRole("button", { name: "Details" }).click();
  await expect(dialog.getByText(`Found out by ${emails.admin}`)).toBeVisible();
  await expectAccessible(page);
});

test("filters are in the address, and the export holds the same rows", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await signIn("admin");
  await changeRole(page, member.email, "billing");
  await expect(page.getByRole("status")).toHaveText("Role changed");
  await find(page, member.email);
  await page.getByRole("button", { name: "Person", exact: true }).click();
  await page.getByRole("checkbox", { name: new RegExp(`^${emails.admin}`) }).check();
  await page.keyboard.press("Escape");
  await page.getByLabel("From", { exact: true }).fill("2020-01-01");
  await expect(page).toHaveURL(/person=ines.*from=2020-01-01/);
  await page.reload();
  await expect(page.getByText("1 entry", { exact: true })).toBeVisible();
  const href = await page.getByRole("link", { name: "Export CSV" }).getAttribute("href");
  const exported = await org.readCsv(href?.replace("/api/export/", "") ?? "");
  expect(exported).toMatchObject([{ action: "member.change_role", target_id: member.id }]);
  await page.getByLabel("To", { exact: true }).fill("2020-01-02");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
});

test("is for admins and auditors", async ({ page, signIn, expectConsoleError }) => {
  expectConsoleError(/403/);
  await signIn("auditor");
  await page.goto("/activity");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  for (const who of ["finance", "lead", "member"] as const) {
    await signIn(who);
    await page.goto("/activity");
    await expect(
      page.getByRole("heading", { level: 1, name: "You have no access to this page" }),
    ).toBeVisible();
  }
});
