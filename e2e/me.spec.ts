import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

test("a member sees their own role, workspaces, keys, and figures", async ({ page, org, signIn }) => {
  const member = await org.addMember({ role: "developer" });
  const key = await org.emulator.addKey({ name: `key of ${member.name}`, created_by_user_id: member.id });
  await org.waitUntilKeyIsMirrored(key.id);
  await signIn(member.email);
  await page.goto("/");
  await expect(page).toHaveURL(/\/me$/);
  await expect(page.getByText(/^Developer since/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "You aren’t in any workspace" })).toBeVisible();
  await expect(page.getByRole("table", { name: "My API keys" }).getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").filter({ hasText: `key of ${member.name}` })).toContainText("Active");
  await expect(page.getByRole("term").filter({ hasText: "Sessions" })).toBeVisible();
  await expect(
    page.getByText("See your own role, workspaces, keys, and figures.", { exact: true }),
  ).toBeVisible();
  const admins = page.getByRole("list", { name: "Admins of the organization" });
  await expect(admins.getByRole("link").first()).toHaveAttribute("href", /^mailto:/);
});

test("a member sees which of their keys expire soon and who leads their workspaces", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const member = await org.addMember({ role: "user" });
  const expires_at = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const name = `expiring key of ${member.name}`;
  const key = await org.emulator.addKey({ name, created_by_user_id: member.id, expires_at });
  await org.waitUntilKeyIsMirrored(key.id);
  await signIn(member.email);
  await page.goto("/me");
  await expect(
    page.getByRole("note").filter({ hasText: "1 of your keys expires within 30 days" }),
  ).toContainText(name);
  await expect(page.getByRole("columnheader", { name: "Last used" })).toBeVisible();
  await expectAccessible(page);
});

test("a lead sees which workspaces they administer", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/me");
  const workspaces = page.getByRole("table", { name: "My workspaces" });
  await expect(workspaces.getByRole("row", { name: /^Checkout – prod Admin/ })).toBeVisible();
});

test("a person outside the organization sees that they aren't a member", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/me");
  await expect(page.getByText("You aren’t a member of the organization.")).toBeVisible();
});

test("the My access page is accessible to everyone", async ({ page, signIn }) => {
  for (const persona of ["admin", "finance", "lead", "member", "auditor"] as const) {
    await signIn(persona);
    await page.goto("/me");
    await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
    await expectAccessible(page);
  }
});
