import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import type { Organization } from "./organization";
import { emails } from "./people";
import { pickRole } from "./pick-role";
import { expectDone } from "./run-toast";

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const find = (page: Page, text: string, more = "") =>
  page.goto(`/activity?q=${encodeURIComponent(text)}${more}`);

const roleOf = (page: Page, email: string) => row(page, email).getByRole("combobox", { name: "Role" });

async function changeRole(page: Page, email: string, role = "Developer") {
  await page.goto(`/members?q=${encodeURIComponent(email)}`);
  await pickRole(roleOf(page, email), role, { raises: true });
  await expect(roleOf(page, email)).toHaveText(role);
}

test("the log shows who changed what, the outcome, and the values before and after", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await changeRole(page, member.email);
  await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
  await find(page, member.email);
  const entry = row(page, "Inês Duarte changed the role of");
  await expect(entry).toContainText(`the role of ${member.name} from User to Developer`);
  await expect(entry.getByRole("link", { name: "Inês Duarte" })).toBeVisible();
  await expect(entry.getByRole("link", { name: member.name })).toHaveAttribute(
    "href",
    `/members/${member.id}`,
  );
  await entry.getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog", { name: "Changed role" });
  await expect(dialog.getByText(member.id)).toBeVisible();
  await expect(dialog.getByText("Succeeded")).toBeVisible();
  await expectAccessible(page);

  await expect(dialog.getByRole("button", { name: "Copy Link to this entry" })).toBeVisible();
  const link = new URL(page.url()).searchParams.get("entry");
  await page.goto(`/activity?entry=${link}`);
  await expect(dialog.getByText(member.id)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/activity$/);
  expect(await readExportAddress(page, "XLSX")).toBe("/api/export/activity.xlsx");
});

test("a refused change shows the reason and the request ID", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await org.emulator.addFault({ kind: "error", method: "POST", path: `/users/${member.id}`, status: 400 });
  await signIn("admin");
  await page.goto(`/members?q=${encodeURIComponent(member.email)}`);
  await pickRole(roleOf(page, member.email), "Developer", { raises: true });
  await expect(page.getByRole("alert").filter({ hasText: "refused" })).toBeVisible();
  await find(page, member.email, "&outcome=failed");
  await row(page, "Failed").getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("The Admin API refused the change.")).toBeVisible();
  await expect(dialog.getByText("Nothing changed.")).toBeVisible();
  await expect(dialog.getByText(/^req_/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Copy Request ID" })).toBeVisible();
});

test("an unknown outcome is highlighted until an admin resolves it", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  const path = `/users/${member.id}`;
  await org.emulator.addFault({ kind: "slow", delay_ms: 0, method: "GET", path, times: 1 });
  await org.emulator.addFault({ kind: "lost_before", path });
  await signIn("admin");
  await page.goto(`/members?q=${encodeURIComponent(member.email)}`);
  await pickRole(roleOf(page, member.email), "Developer", { raises: true });
  await expect(page.getByRole("alert").filter({ hasText: "didn’t confirm" })).toBeVisible();
  await page.goto("/activity?noun=invite");
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(page).toHaveURL(/\/activity\?outcome=unknown$/);
  const entry = row(page, member.name);
  await expect(entry).toContainText("Unknown");

  await entry.getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "It didn’t happen" }).click();
  await expect(page.getByRole("status")).toHaveText("Outcome recorded");
  await expect(entry).toHaveCount(0);
  await find(page, member.id);
  await row(page, "tried to change the role of").getByRole("button", { name: "Details" }).click();
  await expect(dialog.getByText(`Resolved by ${emails.admin}`)).toBeVisible();
  await expectAccessible(page);
});

test("the URL keeps the filters, and the export has the same rows", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await signIn("admin");
  await changeRole(page, member.email, "Billing");
  await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
  await find(page, member.email);
  await page.getByRole("button", { name: "Person", exact: true }).click();
  await page.getByRole("checkbox", { name: /^Inês Duarte/ }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Days", exact: true }).click();
  await page.getByLabel("From", { exact: true }).fill("2020-01-01");
  await expect(page).toHaveURL(/person=ines.*from=2020-01-01/);
  await page.reload();
  await expect(page.getByText("1 entry", { exact: true })).toBeVisible();
  const href = await readExportAddress(page, "CSV");
  const exported = await org.readCsv(href?.replace("/api/export/", "") ?? "");
  expect(exported).toMatchObject([{ action: "member.change_role", target_id: member.id }]);
  await page.getByRole("button", { name: "Days: Since Jan 1, 2020" }).click();
  await page.getByLabel("To", { exact: true }).fill("2020-01-02");
  await expect(page.getByRole("heading", { name: "No matching activity" })).toBeVisible();
});

test("a change made outside Castellan shows its author, and the compliance feed shows the details", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await org.emulator.changeRole(member.id, "developer");
  const query = `source=outside&verb=member.changed&q=${encodeURIComponent(member.email)}`;
  const authorOf = async () => {
    const { rows } = await org.read<{ rows: { actorEmail: string | null }[] }>(`/api/activity?${query}`);
    return rows[0]?.actorEmail;
  };
  // The feed is read once a minute.
  await expect.poll(authorOf, { timeout: 300_000 }).toBe("siobhan.oneill@northwind.example");

  await signIn("admin");
  await page.goto(`/activity?${query}`);
  const change = row(page, "(Member)");
  await expect(change.getByTitle("siobhan.oneill@northwind.example")).toBeVisible();
  await change.getByRole("button", { name: "Details" }).click();
  const dialog = page.getByRole("dialog", { name: "Member changed" });
  await expect(dialog).toContainText(/Person · 198\.51\.100\.\d+/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Compliance feed" }).click();
  await page.getByRole("searchbox", { name: "Search the feed" }).fill(member.id);
  await expect(page).toHaveURL(/q=user_/);
  const activity = row(page, member.email).filter({ hasText: "Claude user role updated" });
  await expect(activity).toContainText("siobhan.oneill@northwind.example");
  await activity.getByRole("button", { name: "Details" }).click();
  await expect(page.getByRole("dialog", { name: "Claude user role updated" })).toContainText("previous_role");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Type", exact: true }).click();
  await page.getByRole("checkbox", { name: "SCIM user created" }).check();
  await expect(page).toHaveURL(/q=.*type=scim_user_created/);
  await page.keyboard.press("Escape");
  await expect(row(page, "Claude user role updated")).toHaveCount(0);
  await expect(row(page, member.email)).toContainText("Directory sync");
});

test("a lead sees the activity of their own workspaces, reverts their own change, and opens it by its link", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/40[34]/);
  const led = await org.findLedWorkspace();
  const [own, other] = [await org.addKey({ workspace_id: led }), await org.addKey()];
  await signIn("admin");
  for (const key of [own, other]) {
    await page.goto(`/keys/${key.id}`);
    await page.getByRole("button", { name: `Actions for ${key.name}` }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).press("Enter");
    await expect(page.getByText(`${key.name} deactivated`)).toBeVisible();
  }
  const foreign = await org.read<{ rows: { key: string }[] }>(`/api/activity?q=${other.id}`);

  await signIn("lead");
  await page.goto("/activity");
  await expect(page.getByRole("link", { name: "Compliance feed" })).toHaveCount(0);
  await find(page, other.name);
  await expect(page.getByRole("heading", { name: "No matching activity" })).toBeVisible();
  await page.goto(`/activity?entry=${foreign.rows[0]?.key}`);
  await expect(page.getByRole("dialog", { name: "Entry" })).toContainText("no longer exists");

  await find(page, own.name);
  const entry = row(page, `Inês Duarte deactivated the key ${own.name}`);
  await expect(entry.getByRole("link", { name: own.name })).toHaveAttribute("href", `/keys/${own.id}`);
  await entry.getByRole("button", { name: "Details" }).click();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "Deactivated key" })).toContainText(own.name);
});

test.describe("in the activity log", () => {
  const revert = (page: Page, name: string) =>
    page.getByRole("button", { name: `Undo the change to ${name}` });
  const statusOf = async (org: Organization, id: string) => {
    const keys = await org.emulator.list<{ id: string; status: string }>("api_keys");
    return keys.find((key) => key.id === id)?.status;
  };

  test("an admin reverts the deactivation of a key, and then reverts that as well", async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await page.goto(`/keys/${id}`);
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).press("Enter");
    const toasts = page.getByRole("region", { name: "Notifications" });
    await expect(toasts.getByRole("status")).toHaveText(`${name} deactivated`);

    await find(page, name);
    await revert(page, name).click();
    const dialog = page.getByRole("dialog", { name: "Undo this change?" });
    await expect(dialog.locator("ins")).toHaveText(/Active$/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Undo" }).click();
    await expectDone(page, 1);
    await expect(page.getByRole("row", { name: new RegExp(` activated the key ${name}`) })).toBeVisible();
    expect(await statusOf(org, id)).toBe("active");
    expect(await org.auditOf(id)).toMatchObject({ action: "api_key.activate", outcome: "succeeded" });

    // Only the newest change still matches the key's state.
    await expect(row(page, "deactivated the key").getByRole("button", { name: /^Undo/ })).toHaveCount(0);
    await revert(page, name).click();
    await dialog.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => statusOf(org, id)).toBe("inactive");
  });

  test("an admin reverts a role change", { tag: "@long" }, async ({ page, org, signIn }) => {
    const member = await org.addMember();
    await signIn("admin");
    await changeRole(page, member.email);
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    await find(page, member.email);
    await revert(page, member.name).click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
    await expectDone(page, 1);
    expect(await org.role(member.id)).toBe("user");
    expect(await org.auditOf(member.id)).toMatchObject({
      action: "member.change_role",
      outcome: "succeeded",
    });
  });

  test("an auditor sees changes without a way to revert them", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    await signIn("admin");
    await changeRole(page, member.email);
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    await find(page, member.email);
    await expect(revert(page, member.name)).toBeVisible();
    await signIn("auditor");
    await find(page, member.email);
    await expect(row(page, "changed the role of")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  });
});
