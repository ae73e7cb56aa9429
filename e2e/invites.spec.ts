import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { findOperation } from "./row-menu";
import { expectDone, openDetails } from "./run-toast";

// Sequential: an injected fault for invites would hit parallel tests as well.
test.describe.configure({ mode: "default" });

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const find = (page: Page, text: string) => page.goto(`/invites?q=${encodeURIComponent(text)}`);
const newAddress = () => `${newWord()}@northwind.example`;

async function listSent(org: Organization, email: string) {
  const all = await org.emulator.list<{ id: string; email: string; role: string; status: string }>("invites");
  return all.filter((invite) => invite.email === email);
}

async function send(page: Page, email: string, role: string, workspace?: string) {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite someone" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("radio", { name: new RegExp(`^${role} `) }).check();
  if (workspace) await dialog.getByRole("checkbox", { name: workspace }).check();
  await dialog.getByRole("button", { name: "Send invite" }).click();
  return dialog;
}

test("an admin invites someone, and the invite is audited", async ({ page, org, signIn }) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await expect(page.getByRole("heading", { name: "No matching invites" })).toBeVisible();
  await send(page, email, "Developer");
  await expect(page.getByRole("status")).toHaveText(`Invite sent to ${email}`);
  await expect(row(page, email)).toContainText("Pending");
  await expect(row(page, email)).toContainText("in 21 days");
  expect(await listSent(org, email)).toMatchObject([{ role: "developer", status: "pending" }]);
  expect(await org.auditOf(email)).toMatchObject({ action: "invite.create", outcome: "succeeded" });
});

test("the role picker explains each role and never offers admin", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite someone" });
  await expect(dialog.getByRole("radio")).toHaveCount(4);
  await expect(dialog.getByRole("radio", { name: /admin/i })).toHaveCount(0);
  await expect(dialog.getByText("Admins can be added only in the Claude Console.")).toBeVisible();
  await expectAccessible(page);
});

test("the dialog shows that an address already belongs to a member", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Invite someone" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(emails.lead);
  await expect(dialog.getByText("This address already belongs to Aoife Ní Bhriain.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Send invite" })).toBeDisabled();
  await dialog.getByRole("link", { name: "Show the member" }).click();
  const question = page.getByRole("dialog", { name: "Discard your changes?" });
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(page).toHaveURL(/\/members\?q=aoife/);
});

test("an admin withdraws an invite and sends it again with the same workspaces", async ({
  page,
  org,
  signIn,
}) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await send(page, email, "User", "Internal tools");
  await expect(row(page, email)).toContainText("Pending");
  await (await findOperation(row(page, email), "Invite again")).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Invite someone" });
  await expect(dialog.getByText(/already been invited as User. The invite expires in 21 days/)).toBeVisible();
  await expect(dialog.getByText(/selected for the old invite are kept/)).toBeVisible();
  await expect(dialog.getByRole("checkbox", { name: "Internal tools" })).toBeChecked();
  await dialog.getByRole("radio", { name: /^Developer / }).check();
  await dialog.getByRole("button", { name: "Withdraw and invite again" }).click();
  await expect(page.getByText(/^Old invite withdrawn and a new one sent to /)).toBeVisible();
  await expect(row(page, email)).toHaveCount(1);
  await expect(row(page, email)).toContainText("Internal tools: waiting for the invite to be accepted");
  expect(await listSent(org, email)).toMatchObject([{ role: "developer", status: "pending" }]);
});

test("an admin imports a file with invalid rows, retries an invite that failed, and people get their workspaces", async ({
  page,
  org,
  signIn,
}) => {
  const word = newWord();
  const [first, second, third] = [1, 2, 3].map((number) => `${word}.${number}@northwind.example`) as [
    string,
    string,
    string,
  ];
  const lines = [
    "\ufeffemail;role;workspaces",
    `"${first}";Developer;"Data science|Internal tools"`,
    `${second};;`,
    `${third};billing;`,
    `"=HYPERLINK(""http://evil.example"")";user;`,
    `${emails.lead};user;`,
    `${word}.x@northwind.example;admin;`,
    `${word}.y@northwind.example;user;Nowhere`,
    "a".repeat(1_000_000),
    ...Array.from({ length: 4_992 }, () => `${first};user;`),
  ];
  await signIn("admin");
  await page.goto("/invites");
  await page.getByRole("link", { name: "Bulk invite" }).click();
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
  await page.getByLabel("Choose a file").setInputFiles(file);
  await expect(page.getByText("5,000 rows, 2 without an address.")).toBeVisible();
  await expect(page.getByText("3 invites to send, 4,997 rows skipped.")).toBeVisible();
  const address = page.getByLabel("Email of row 5");
  await expect(address).toHaveValue('=HYPERLINK("http://evil.example")');
  await expect(page.getByRole("row").filter({ has: address })).toContainText("Not an email address");
  await expect(row(page, emails.lead)).toContainText("Already a member");
  await expect(row(page, `${word}.x@`)).toContainText("Admins can’t be invited");
  await expect(row(page, `${word}.y@`)).toContainText("Unknown workspace");
  await expect(page.getByLabel("Workspaces of row 8")).toHaveValue("Nowhere");
  await expect(row(page, "Data science, Internal tools")).toContainText("New");
  await expect(page.getByRole("columnheader", { name: "Workspaces" })).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);

  await page.getByLabel("Role of row 7").fill("Benutzer");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Use/ }).click();
  await expect(row(page, `${word}.x@`)).toContainText("New");
  await expect(page.getByText("4 invites to send, 4,996 rows skipped.")).toBeVisible();

  const error_code = "org_member_limit_exceeded";
  const fault = { kind: "error", method: "POST", path: "/invites", status: 400, error_code } as const;
  await org.emulator.addFault({ ...fault, body: first, times: 1 });
  await page.getByRole("button", { name: "Send 4 invites" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Invites" })).toBeVisible();
  await expectDone(page, 4);
  await openDetails(page);
  await expect(row(page, first)).toContainText("The organization has reached its member limit.");
  await expect(row(page, third)).toContainText("Succeeded");
  await page.reload();
  await page.getByRole("button", { name: /^Retry/ }).click();
  await expect(row(page, first)).toContainText("Succeeded");
  for (const email of [first, second, third]) expect(await listSent(org, email)).toHaveLength(1);

  const [invite] = await listSent(org, first);
  const { id: userId } = await org.emulator.acceptInvite(invite?.id ?? "");
  const [workspace] = (await org.emulator.list<{ id: string; name: string }>("workspaces")).filter(
    ({ name }) => name === "Data science",
  );
  const path = `workspaces/${workspace?.id}/members`;
  const listUsers = async () =>
    (await org.emulator.list<{ user_id: string }>(path)).map(({ user_id }) => user_id);
  await expect.poll(listUsers).toContain(userId);
  await expect
    .poll(() => org.auditOf(`${workspace?.id}/${userId}`))
    .toMatchObject({ action: "workspace_member.add", outcome: "succeeded", actor_email: emails.admin });
  await find(page, first);
  await expect(row(page, first)).toContainText("Data science: added");
});

test("people who are pasted into the dialog get a role each, and are invited at once", async ({
  page,
  signIn,
}) => {
  const addresses = Array.from({ length: 5 }, () => `${newWord()}@northwind.example`);
  await signIn("admin");
  await page.goto("/invites?open=invite");
  const field = page.getByRole("dialog", { name: "Invite someone" }).getByRole("textbox", { name: "Email" });
  await field.evaluate(
    (input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    `${addresses[0]}, developer\n${addresses.slice(1).join("\n")}`,
  );
  await expect(page.getByRole("heading", { level: 1, name: "Bulk invite" })).toBeVisible();
  const first = page.getByRole("combobox", { name: `Role of ${addresses[0]}` });
  await expect(first).toHaveText("Developer");
  const last = page.getByRole("combobox", { name: `Role of ${addresses[4]}` });
  await expect(last).toHaveText("User");
  await last.press("ArrowDown");
  await last.press("d");
  await last.press("Enter");
  await expect(last).toHaveText("Developer");
  await expectAccessible(page);
  await expect(page.getByRole("button", { name: "Send 5 invites" })).toBeEnabled();

  await page.goto("/invites?open=invite");
  await field.fill(`${addresses[0]}, ${addresses[1]}`);
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "Send 2 invites" })).toBeEnabled();
});

test("an admin withdraws an invite", { tag: "@long" }, async ({ page, org, signIn }) => {
  const email = newAddress();
  await signIn("admin");
  await find(page, email);
  await send(page, email, "User");
  await expect(row(page, email)).toContainText("Pending");
  const [invite] = await listSent(org, email);
  await (await findOperation(row(page, email), "Withdraw")).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Withdraw this invite?" });
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("status")).toHaveText(`Invite to ${email} withdrawn`);
  await expect(row(page, email)).toHaveCount(0);
  expect(await listSent(org, email)).toEqual([]);
  expect(await org.auditOf(invite?.id ?? "")).toMatchObject({
    action: "invite.withdraw",
    outcome: "succeeded",
  });

  const word = newWord();
  const others = [`${word}.1@northwind.example`, `${word}.2@northwind.example`];
  await find(page, word);
  for (const other of others) {
    await send(page, other, "User");
    await expect(row(page, other)).toContainText("Pending");
  }
  await page.getByRole("checkbox", { name: "Select all" }).click(); // `check()` expects an immediate change, but this asks the server first.
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("status")).toContainText("2");
  await bar.getByRole("button", { name: "Send again" }).click();
  const again = page.getByRole("dialog", { name: "Send 2 invites again?" });
  await expectAccessible(page);
  await again.getByRole("button", { name: "Send again" }).click();
  await expectDone(page, 4);
  for (const other of others) expect(await listSent(org, other)).toHaveLength(1);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await expect(bar.getByRole("status")).toContainText("2");
  await bar.getByRole("button", { name: "Withdraw" }).click();
  const many = page.getByRole("dialog", { name: "Withdraw 2 invites?" });
  await many.getByRole("button", { name: "Withdraw" }).click();
  await expectDone(page, 2);
  for (const other of others) {
    await expect(row(page, other)).toHaveCount(0);
    expect(await listSent(org, other)).toEqual([]);
  }
});

test("only a pending invite can be withdrawn, and the page filters by status", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/invites?status=accepted");
  const withdraw = await findOperation(page.getByRole("row").nth(1), "Withdraw");
  await expect(withdraw).toBeDisabled();
  await expect(withdraw).toHaveAttribute("title", /^Only a pending invite can be withdrawn\./);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Status, 1 selected" }).click();
  await page.getByRole("checkbox", { name: /^Expired/ }).check();
  await page.getByRole("checkbox", { name: /^Accepted/ }).uncheck();
  await expect(page).toHaveURL(/status=expired/);
  await expect(page.getByRole("cell", { name: "Accepted", exact: true })).toHaveCount(0);
  await expect(page.getByRole("cell", { name: "Expired", exact: true }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  const counts = page.getByRole("list", { name: "Status" });
  await counts.getByRole("button", { name: /^Accepted \d+$/ }).click();
  await expect(page).toHaveURL(/status=accepted/);
  await expect(page.getByRole("cell", { name: "Expired", exact: true })).toHaveCount(0);
});

test("the export has the rows that the page shows", async ({ org }) => {
  const statuses = (await org.readCsv("invites.csv?status=accepted")).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(["accepted"]));
});

test("a refused invite shows the reason in the dialog, which keeps the input", async ({
  page,
  org,
  signIn,
}) => {
  const email = newAddress();
  const error_code = "org_member_limit_exceeded";
  await signIn("admin");
  await find(page, email);
  await org.emulator.addFault({
    kind: "error",
    method: "POST",
    path: "/invites",
    body: email,
    status: 400,
    error_code,
    times: 1,
  });
  const dialog = await send(page, email, "User");
  await expect(dialog.getByRole("alert")).toHaveText(
    "The organization has reached its member limit. Pending invites count too.",
  );
  await expect(dialog.getByRole("textbox", { name: "Email" })).toHaveValue(email);
  expect(await listSent(org, email)).toEqual([]);
});

test("an auditor can see invites but not change them", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/invites");
  await expect(page.getByRole("heading", { level: 1, name: "Invites" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Invite", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Bulk invite" })).toHaveCount(0);
  await expectAccessible(page);
});
