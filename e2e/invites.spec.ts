import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";

// In order: a fault that strikes invites would strike those of a parallel test as well.
test.describe.configure({ mode: "default" });

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const find = (page: Page, text: string) => page.goto(`/invites?q=${encodeURIComponent(text)}`);
const newAddress = () => `${newWord()}@northwind.example`;

/** What the Admin API says of the invites of an address. */
async function listSent(org: Organization, email: string) {
  const all = await org.emulator.list<{ id: string; email: string; role: string; status: string }>("invites");
  return all.filter((invite) => invite.email === email);
}

async function send(page: Page, email: string, role: string) {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
  await dialog.getByRole("radio", { name: new RegExp(`^${role} `) }).check();
  await dialog.getByRole("button", { name: "Send invite" }).click();
  return dialog;
}

test("somebody is invited, and the act is audited", async ({ page, org, signIn }) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await expect(page.getByRole("heading", { name: "No invite matches" })).toBeVisible();
  await send(page, email, "Developer");
  await expect(page.getByRole("status")).toHaveText("Invite sent");
  await expect(row(page, email)).toContainText("Pending");
  await expect(row(page, email)).toContainText("in 21 days");
  expect(await listSent(org, email)).toMatchObject([{ role: "developer", status: "pending" }]);
  expect(await org.auditOf(email)).toMatchObject({ action: "invite.create", outcome: "succeeded" });
});

test("the role picker explains each role and never offers admin", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await expect(dialog.getByRole("radio")).toHaveCount(4);
  await expect(dialog.getByRole("radio", { name: /admin/i })).toHaveCount(0);
  await expect(dialog.getByText("Admins can be made only in the Claude Console.")).toBeVisible();
  await expectAccessible(page);
});

test("an address of a member is known beforehand", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(emails.lead);
  await expect(dialog.getByText("This address already belongs to Aoife Ní Bhriain.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Send invite" })).toBeDisabled();
  await dialog.getByRole("link", { name: "Show the member" }).click();
  await expect(page).toHaveURL(/\/members\?q=aoife/);
});

test("somebody invited already is withdrawn and invited again", async ({ page, org, signIn }) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await send(page, email, "User");
  await expect(row(page, email)).toContainText("Pending");
  await row(page, email).getByRole("button", { name: "Invite again" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await expect(dialog.getByText(/already invited as User; the invite expires in 21 days/)).toBeVisible();
  await dialog.getByRole("radio", { name: /^Billing / }).check();
  await dialog.getByRole("button", { name: "Withdraw and invite again" }).click();
  await expect(page.getByText("The old invite was withdrawn and a new one sent")).toBeVisible();
  await expect(row(page, email)).toHaveCount(1);
  await expect(row(page, email)).toContainText("Billing");
  expect(await listSent(org, email)).toMatchObject([{ role: "billing", status: "pending" }]);
});

test("an invite is withdrawn", async ({ page, org, signIn }) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await send(page, email, "User");
  await expect(row(page, email)).toContainText("Pending");
  const [invite] = await listSent(org, email);
  await row(page, email).getByRole("button", { name: "Withdraw" }).click();
  const dialog = page.getByRole("dialog", { name: "Withdraw this invite?" });
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("status")).toHaveText("Invite withdrawn");
  await expect(row(page, email)).toHaveCount(0);
  expect(await listSent(org, email)).toEqual([]);
  expect(await org.auditOf(invite?.id ?? "")).toMatchObject({
    action: "invite.withdraw",
    outcome: "succeeded",
  });
});

test("only a pending invite can be withdrawn, and the page filters by status", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites?status=accepted");
  const withdraw = page.getByRole("button", { name: "Withdraw" }).first();
  await expect(withdraw).toBeDisabled();
  await expect(withdraw).toHaveAttribute("title", /^Only a pending invite can be withdrawn\./);
  await page.getByRole("button", { name: "Status", exact: true }).first().click();
  await page.getByRole("checkbox", { name: /^Expired/ }).check();
  await page.getByRole("checkbox", { name: /^Accepted/ }).uncheck();
  await expect(page).toHaveURL(/status=expired/);
  await expect(page.getByRole("cell", { name: "Accepted", exact: true })).toHaveCount(0);
  await expect(page.getByRole("cell", { name: "Expired", exact: true }).first()).toBeVisible();
});

test("the export holds what the page shows", async ({ org }) => {
  const statuses = (await org.readCsv("invites.csv?status=accepted")).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(["accepted"]));
});

test("a refusal is told in the dialog, which keeps what was typed", async ({ page, org, signIn }) => {
  const email = newAddress();
  const error_code = "org_member_limit_exceeded";
  await signIn("admin");
  await find(page, email);
  await org.emulator.addFault({
    kind: "error",
    method: "POST",
    path: "/invites",
    status: 400,
    error_code,
    times: 1,
  });
  const dialog = await send(page, email, "User");
  await expect(dialog.getByRole("alert")).toHaveText(
    "The organisation has reached its limit of members. Pending invites count too.",
  );
  await expect(dialog.getByRole("textbox", { name: "E-mail" })).toHaveValue(email);
  expect(await listSent(org, email)).toEqual([]);
});

test("the auditor reads invites and is offered no act; others find no such page", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  await signIn("auditor");
  await page.goto("/invites");
  await expect(page.getByRole("heading", { level: 1, name: "Invites" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Withdraw" })).toHaveCount(0);
  await expectAccessible(page);
  expectConsoleError(/403/);
  for (const who of ["finance", "lead", "member"] as const) {
    await signIn(who);
    await page.goto("/invites");
    await expect(
      page.getByRole("heading", { level: 1, name: "You have no access to this page" }),
    ).toBeVisible();
  }
});
