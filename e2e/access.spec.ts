import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import { newWord } from "./organization";
import { emails } from "./people";
import { expectDone, undoAll } from "./run-toast";

const workspace = "Checkout – prod";
const grid = (page: Page) => page.getByRole("grid", { name: "People and workspaces" });
const rowOf = (page: Page, name: string) => grid(page).getByRole("row").filter({ hasText: name });

test("an admin finds out who reaches a workspace and why, by keyboard, and takes it along", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto("/access");
  await expect(grid(page).getByRole("columnheader", { name: "Default" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Workspace", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search workspaces" }).fill("checkout");
  await page.getByRole("checkbox", { name: workspace }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/workspace=/);
  await expect(grid(page)).toHaveAttribute("aria-colcount", "2");
  await expect(rowOf(page, emails.admin)).toContainText("by organization role");
  await page.getByRole("searchbox", { name: "Search people" }).fill(emails.admin);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "2");
  await grid(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const why = page.getByRole("dialog", { name: /Checkout – prod$/ });
  await expect(why).toContainText("gives access to every workspace");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(grid(page)).toBeFocused();
  const file = await page.request.get(await readExportAddress(page, "CSV"));
  expect(await file.text()).toContain(",inherited,");
  await page.keyboard.press("Control+Home");
});

test("Enter on a name opens the person, and on a heading the workspace", { tag: "@long" }, async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto(`/access?q=${emails.admin}`);
  await grid(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/members\//);
  await page.goto(`/access?q=${emails.admin}`);
  await grid(page).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/workspaces\//);
});

test("a past day is shown as it was and can't be changed", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/access");
  await page.getByRole("link", { name: "Past date" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Access on / })).toBeVisible();
  await expect(grid(page)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to today" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Access", exact: true })).toBeVisible();
  await page.goto("/access?at=2020-01-01");
  await expect(page.getByRole("heading", { name: "No records for this day" })).toBeVisible();
});

test("a lead sees only the workspaces that they lead and who reaches those", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/access");
  await expect(grid(page)).toBeVisible();
  await expect(grid(page).getByRole("columnheader", { name: "Default" })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`/workspaces/${await findId(page)}?tab=reach`);
  await expect(page.getByRole("table", { name: "Who can reach this workspace" })).toBeVisible();
  await expect(page.getByText("only admins and auditors see those")).toBeVisible();
  await expectAccessible(page);
});

test("an auditor reads who reaches what and changes nothing", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/access");
  await expect(grid(page)).toBeVisible();
  await expectAccessible(page);
  await cellAt(page, "ArrowRight");
  await expect(page.getByText("Your role can see access but not change it.")).toBeVisible();
  await page.goto(`/workspaces/${await findId(page)}?tab=reach`);
  await expect(page.getByRole("table", { name: "Who can reach this workspace" })).toBeVisible();
  await expectAccessible(page);
});

const cellAt = async (page: Page, ...keys: string[]) => {
  await grid(page).focus();
  await page.keyboard.press("Control+Home");
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
};
async function findId(page: Page): Promise<string> {
  const { workspaces } = await (await page.request.get("/api/access/columns")).json();
  return workspaces.find(({ name }: { name: string }) => name === workspace)?.id ?? "";
}
const choose = (page: Page, name: string) =>
  page.getByRole("group", { name: "Change to" }).getByRole("button", { name, exact: true }).click();

for (const persona of ["admin", "lead"] as const)
  test(`${persona === "admin" ? "an" : "a"} ${persona} stages changes, applies them as one, and undoes all`, {
    tag: persona === "admin" ? "@long" : [],
  }, async ({ page, org, signIn }) => {
    const member = await org.addMember({ name: `Basket ${persona}` });
    await signIn("admin");
    await page.goto(`/access?q=${member.email}&workspace=${await findId(page)}&others=true`);
    await cellAt(page, "ArrowRight");
    await choose(page, "User");
    if (persona === "lead") {
      await page.getByRole("button", { name: "Review and apply" }).click();
      await page.getByRole("button", { name: "Apply 1 change" }).click();
      await expectDone(page, 1);
      await signIn("lead");
      await page.goto(`/access?q=${member.email}`);
      await cellAt(page, "ArrowRight");
      await choose(page, "Developer");
    }
    await page.reload();
    const bar = page.getByRole("region", { name: "Staged changes" });
    await expect(bar).toContainText("1 staged change");
    await expectAccessible(page);
    await bar.getByRole("button", { name: "Review and apply" }).click();
    const dialog = page.getByRole("dialog", { name: "Staged changes" });
    const requests = dialog.getByRole("list", { name: "Requests to the Admin API" });
    await expect(requests).toBeHidden();
    await dialog.getByText("Requests to the Admin API").click();
    await expect(requests).toContainText("POST");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Apply 1 change" }).click();
    await expectDone(page, 1);
    await expect(bar).toHaveCount(0);
    await expect(rowOf(page, member.email)).toContainText(persona === "lead" ? "Developer" : "User");
    await undoAll(page, 1);
    await expect(rowOf(page, member.email)).toContainText(persona === "lead" ? "User" : "no access");
  });

test("an admin stages what an invited person gets, and the basket knows that they accepted", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const email = `${newWord()}@northwind.example`;
  const { id } = await org.emulator.addInvite(email, "user");
  const ofInvite = async () => (await org.readCsv(`access.csv?who=invited&others=true&q=${email}`)).length;
  await expect.poll(ofInvite).toBeGreaterThan(0);
  await signIn("admin");
  await page.goto(`/access?q=${email}&workspace=${await findId(page)}&others=true`);
  await cellAt(page, "ArrowRight");
  await choose(page, "Developer");
  const bar = page.getByRole("region", { name: "Staged changes" });
  await bar.getByRole("button", { name: "Review and apply" }).click();
  const dialog = page.getByRole("dialog", { name: "Staged changes" });
  await expect(dialog.getByText("1 change to what an invited person gets")).toBeVisible();
  await expect(dialog.getByText("asks the API once the invite is accepted")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply 1 change" }).click();
  await expectDone(page, 1);
  await expect(rowOf(page, email)).toContainText("once the invite is accepted");
  await cellAt(page, "ArrowRight");
  await choose(page, "User");
  await org.emulator.acceptInvite(id);
  await org.waitUntilMirrored({ email });
  // Invites are read after members.
  await expect
    .poll(() => org.read<{ total: number }>(`/api/invites?q=${email}&status=pending`))
    .toMatchObject({ total: 0 });
  await bar.getByRole("button", { name: "Review and apply" }).click();
  await expect(dialog.getByText("Whoever accepted an invite has a row of their own now.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Nothing to apply" })).toBeDisabled();
});

test("a workspace shows who can reach it, and a person what they can reach", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto(`/workspaces/${await findId(page)}?tab=reach`);
  const people = page.getByRole("table", { name: "Who can reach this workspace" });
  await expect(people.getByRole("row", { name: /ines\.duarte@/ })).toContainText("By organization role");
  await expect(page.getByRole("table", { name: "API keys in the workspace" })).toBeVisible();
  await expectAccessible(page);
  await people.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^What .* can reach$/ })).toBeVisible();
  await page.goto("/members");
  await page.getByRole("button", { name: "Workspace", exact: true }).click();
  await page.getByRole("checkbox", { name: workspace }).check();
  await expect(page).toHaveURL(/workspace=/);
});

test("staging a workspace admin warns, and discarded changes can be taken back", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember({ name: "Basket raised" });
  await signIn("admin");
  await page.goto(`/access?q=${member.email}&workspace=${await findId(page)}&others=true`);
  await cellAt(page, "ArrowRight");
  await choose(page, "Admin");
  const bar = page.getByRole("region", { name: "Staged changes" });
  await expect(
    page.getByText("They can manage the workspace: its people, keys, and settings."),
  ).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change to Admin" }).click();
  await expect(bar).toContainText("1 staged change");
  await bar.getByRole("button", { name: "Review and apply" }).click();
  const dialog = page.getByRole("dialog", { name: "Staged changes" });
  await dialog.getByRole("button", { name: "Discard all" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("status")).toHaveText("1 staged change discarded");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(bar).toContainText("1 staged change");
  await bar.getByRole("button", { name: "Review and apply" }).click();
  await dialog.getByRole("button", { name: "Discard all" }).click();
});
