import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { confirmOffboarding } from "./offboard";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { pickRole } from "./pick-role";
import { findOperation } from "./row-menu";
import { dismiss, expectDone, notifications, openDetails, undoAll } from "./run-toast";

type Grant = { user_id: string; workspace_role: string };

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const placeRole = (page: Page, workspace: string) =>
  page.getByRole("combobox", { name: `Role in ${workspace}` });

async function findWorkspaceId(org: Organization, name: string): Promise<string> {
  const found = (await org.emulator.list<{ id: string; name: string }>("workspaces")).find(
    (workspace) => workspace.name === name,
  );
  if (!found) throw new Error(`There is no workspace ${name}.`);
  return found.id;
}

async function roleIn(org: Organization, workspaceId: string, userId: string): Promise<string | undefined> {
  const grants = await org.emulator.list<Grant>(`workspaces/${workspaceId}/members`);
  return grants.find((grant) => grant.user_id === userId)?.workspace_role;
}

async function addToWorkspaces(page: Page, names: string[], role: RegExp) {
  await page.getByRole("button", { name: "Add to workspaces" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to workspaces" });
  for (const name of names) await dialog.getByRole("checkbox", { name, exact: true }).check();
  await dialog.getByRole("radio", { name: role }).check();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
}

test("an admin gives, changes, and removes a person's access, and the history shows it", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  const key = await org.emulator.addKey({ name: `key ${newWord()}`, created_by_user_id: member.id });
  await org.waitUntilKeyIsMirrored(key.id);
  const tools = await findWorkspaceId(org, "Internal tools");
  const science = await findWorkspaceId(org, "Data science");
  await signIn("admin");
  await page.goto(`/members?q=${encodeURIComponent(member.email)}`);
  await page.getByRole("link", { name: member.name }).dblclick();
  await expect(heading(page, member.name)).toBeVisible();
  const places = page.getByRole("table", { name: "Workspaces" });
  await expect(places.getByRole("row").filter({ hasText: "Default" })).toContainText("Everyone");
  await expect(page.getByRole("table", { name: "API keys" })).toContainText("Created it");
  await expect(page.getByRole("listitem").filter({ hasText: "Member added" })).toContainText(
    "Changed outside Castellan",
  );
  await expectAccessible(page);

  await addToWorkspaces(page, ["Internal tools", "Data science"], /^User/);
  await expectDone(page, 2);
  await expect(places.getByRole("row").filter({ hasText: "Data science" })).toBeVisible();
  await expect(heading(page, member.name)).toBeVisible();
  await page.getByRole("button", { name: "Add to workspaces" }).click();
  const adding = page.getByRole("dialog", { name: "Add to workspaces" });
  const there = adding.getByRole("checkbox", { name: /^Data science/ });
  await expect(there).toBeChecked();
  await expect(there).toBeDisabled();
  await expect(adding.getByRole("checkbox", { name: "Search & ranking" })).not.toBeChecked();
  await page.keyboard.press("Escape");
  expect([await roleIn(org, tools, member.id), await roleIn(org, science, member.id)]).toEqual([
    "workspace_user",
    "workspace_user",
  ]);

  await page.goto(`/members/${member.id}`);
  await pickRole(placeRole(page, "Internal tools"), "Developer", { raises: true });
  await expect(page.getByText(/ is now Developer \(was /)).toBeVisible();
  expect(await roleIn(org, tools, member.id)).toBe("workspace_developer");
  await (await findOperation(row(page, "Data science"), "Remove from workspace")).press("Enter");
  const leaving = page.getByRole("dialog");
  await expect(leaving.getByText("They created no keys here that keep working.")).toBeVisible();
  await expectAccessible(page);
  await leaving.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("button", { name: "Actions for Data science" })).toHaveCount(0);
  expect(await roleIn(org, science, member.id)).toBeUndefined();

  await page.getByRole("button", { name: "Change role" }).click();
  const dialog = page.getByRole("dialog", { name: "Change role" });
  await expect(dialog.getByRole("radio", { name: /Admin/ })).toHaveCount(0);
  await dialog.getByRole("radio", { name: /^Billing/ }).check();
  await expectAccessible(page);
  await expect(dialog.getByText("They can see what the whole organization uses and spends")).toBeVisible();
  await dialog.getByRole("button", { name: "Change to Billing" }).click();
  await expect(page.getByText(/ is now Billing \(was /)).toBeVisible();
  expect(await org.role(member.id)).toBe("billing");
  await expect(
    page
      .getByRole("paragraph")
      .filter({ hasText: "This person’s organization role shows the cost of every workspace." }),
  ).toBeVisible();
  await expect(await findOperation(row(page, "Internal tools"), "Remove from workspace")).toBeDisabled();
  await page.keyboard.press("Escape");

  // The API's one exception: a billing member can be raised and lowered.
  await pickRole(placeRole(page, "Data science"), "Admin", { raises: true });
  await expect.poll(() => roleIn(org, science, member.id)).toBe("workspace_admin");
  await pickRole(placeRole(page, "Data science"), "Billing", { raises: false });
  await expect.poll(() => roleIn(org, science, member.id)).toBe("workspace_billing");

  const events = page.getByRole("listitem");
  await expect(
    events.filter({ hasText: "Changed role" }).filter({ hasText: "User → Billing" }),
  ).toBeVisible();
  await expect(events.filter({ hasText: "Removed from workspace" })).toContainText("Data science");
  await expect(events.filter({ hasText: "Removed from workspace" }).getByTitle(emails.admin)).toBeVisible();
});

test("an admin copies access from another person after seeing the differences", async ({
  page,
  org,
  signIn,
}) => {
  const [source, target] = await org.addMembers(2, { name: newWord() });
  if (!source || !target) throw new Error("Nobody was added.");
  const tools = await findWorkspaceId(org, "Internal tools");
  const science = await findWorkspaceId(org, "Data science");
  await signIn("admin");
  await page.goto(`/members/${source.id}`);
  await addToWorkspaces(page, ["Internal tools", "Data science"], /^Developer/);
  await expectDone(page, 2);
  await page.goto(`/members/${target.id}`);
  await addToWorkspaces(page, ["Internal tools"], /^User/);
  await expectDone(page, 1);

  await page.getByRole("button", { name: "Copy access from…" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy access from another person" });
  await dialog.getByRole("searchbox").fill(source.name);
  await dialog.getByRole("radio", { name: source.name }).check();
  const changes = dialog.getByRole("listitem");
  await expect(changes.filter({ hasText: "Data science" })).toHaveText(
    "Data scienceNo accessbecomesDeveloper",
  );
  await expect(changes.filter({ hasText: "Internal tools" })).toHaveText(
    "Internal toolsUserbecomesDeveloper",
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply 2 changes" }).click();
  await expectDone(page, 2);
  await expect.poll(() => roleIn(org, science, target.id)).toBe("workspace_developer");
  await expect.poll(() => roleIn(org, tools, target.id)).toBe("workspace_developer");
});

test("an admin makes several people identical to another, exports them, and takes them out again", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const word = newWord();
  const source = await org.addMember({ name: newWord(), role: "developer" });
  const [first, second] = await org.addMembers(2, { name: word });
  if (!first || !second) throw new Error("Nobody was added.");
  const tools = await findWorkspaceId(org, "Internal tools");
  const science = await findWorkspaceId(org, "Data science");
  await org.emulator.addToWorkspace(science, first.id);
  const reached = async () => (await org.readCsv(`access.csv?q=${first.email}`)).map((line) => line.access);
  await expect.poll(reached).toContain("direct");
  await signIn("admin");
  await page.goto(`/members/${source.id}`);
  await addToWorkspaces(page, ["Internal tools"], /^Developer/);
  await expectDone(page, 1);

  await page.goto(`/members?q=${word}`);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Export" }).click();
  const file = await page.getByRole("menuitem", { name: /CSV/ }).getAttribute("href");
  const text = await (await page.request.get(file ?? "")).text();
  expect([text.includes(first.email), text.trim().split("\n").length]).toEqual([true, 3]);
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Access" }).click();
  await page.getByRole("menuitem", { name: "Copy access from…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Copy another person’s access to 2 people" });
  await dialog.getByRole("searchbox").fill(source.name);
  await dialog.getByRole("radio", { name: source.name }).check();
  const changes = dialog.getByRole("listitem");
  await expect(changes).toHaveCount(2);
  await dialog.getByText("Make identical", { exact: true }).click();
  await expect(changes).toHaveText([
    "Organization roleUserbecomesDeveloper",
    "Internal toolsNo accessbecomesDeveloper",
    "Data scienceDeveloperbecomesNo access",
    "Organization roleUserbecomesDeveloper",
    "Internal toolsNo accessbecomesDeveloper",
  ]);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply 5 changes" }).click();
  await expectDone(page, 5);
  expect(await roleIn(org, tools, first.id)).toBe("workspace_developer");
  expect(await roleIn(org, tools, second.id)).toBe("workspace_developer");
  expect(await roleIn(org, science, first.id)).toBeUndefined();
  expect([await org.role(first.id), await org.role(second.id)]).toEqual(["developer", "developer"]);
  await dismiss(page);

  await page.getByRole("checkbox", { name: "Select all" }).click();
  await bar.getByRole("button", { name: "Access" }).click();
  await page.getByRole("menuitem", { name: "Remove from workspaces…" }).press("Enter");
  const removing = page.getByRole("dialog", { name: "Remove 2 people from workspaces" });
  await removing.getByRole("checkbox", { name: "Internal tools" }).check();
  await expect(removing.getByText("2 memberships will be removed.")).toBeVisible();
  await expectAccessible(page);
  await removing.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(() => roleIn(org, tools, first.id)).toBeUndefined();
  await expect.poll(() => roleIn(org, tools, second.id)).toBeUndefined();
  await undoAll(page, 2);
  await expect.poll(() => roleIn(org, tools, first.id)).toBe("workspace_developer");
});

test("a lead changes a person's access to the lead's workspaces and sees nothing else of the person", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/404/);
  const member = await org.addMember();
  const staging = await findWorkspaceId(org, "Checkout – staging");
  const prod = await findWorkspaceId(org, "Checkout – prod");
  await signIn("admin");
  await page.goto(`/members/${member.id}`);
  await addToWorkspaces(page, ["Checkout – staging", "Data science"], /^User/);
  await expectDone(page, 2);

  await signIn("lead");
  await page.goto(`/members/${member.id}`);
  await expect(heading(page, member.name)).toBeVisible();
  await expect(page.getByRole("button", { name: "Change role" })).toHaveCount(0);
  await expect(page.getByText("Data science")).toHaveCount(0);
  await expectAccessible(page);
  await addToWorkspaces(page, ["Checkout – prod"], /^Developer/);
  await expectDone(page, 1);
  expect(await roleIn(org, prod, member.id)).toBe("workspace_developer");
  await pickRole(placeRole(page, "Checkout – staging"), "Limited developer", { raises: true });
  await expect(page.getByText(/ is now .+ \(was .+\)/).last()).toBeVisible();
  expect(await roleIn(org, staging, member.id)).toBe("workspace_restricted_developer");

  const stranger = await org.addMember();
  await page.goto(`/members/${stranger.id}`);
  await expect(heading(page, "Person not found")).toBeVisible();
});

test("an admin changes the role of several members and then off-boards some of them", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const word = newWord();
  const members = await org.addMembers(3, { name: word });
  const [first, second, third] = members;
  if (!first || !second || !third) throw new Error("Nobody was added.");
  const key = await org.emulator.addKey({ name: `key ${word}`, created_by_user_id: first.id });
  await org.waitUntilKeyIsMirrored(key.id);
  await org.emulator.addFault({
    kind: "error",
    method: "POST",
    path: `/users/${second.id}`,
    status: 400,
    times: 1,
  });
  await signIn("admin");
  await page.goto(`/members?q=${word}`);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("status")).toHaveText("3 selected");
  await bar.getByRole("button", { name: "Change role" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Developer/ }).check();
  await expect(dialog.getByText("3 roles will change.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change 3 roles" }).click();
  await expectDone(page, 3);
  await expect(notifications(page)).toContainText("1 failed");
  await openDetails(page);
  await expect(row(page, second.email)).toContainText("Failed");
  expect(await org.role(third.id)).toBe("developer");
  await page.getByRole("button", { name: "Retry 1 failed" }).click();
  await expect(row(page, second.email)).toContainText("Succeeded");
  expect(await org.role(second.id)).toBe("developer");

  await page.goto(`/members?q=${word}`);
  await page.getByRole("checkbox", { name: `Select ${first.name}` }).check();
  await page.getByRole("checkbox", { name: `Select ${second.name}` }).check();
  await bar.getByRole("button", { name: "Off-board…" }).click();
  const choice = page.getByRole("group", { name: `What happens to key ${word}` });
  await choice.getByText("Stop").click();
  await expectAccessible(page);
  await confirmOffboarding(page, "Off-board 2 people…", "off-board 2 people");
  await expect(notifications(page)).toContainText("Off-board people");
  await expect(heading(page, "Members")).toBeVisible();
  await expect.poll(() => org.role(first.id)).toBeUndefined();
  await expect.poll(() => org.role(second.id)).toBeUndefined();
  expect(await org.auditOf(key.id)).toMatchObject({ action: "api_key.deactivate", outcome: "succeeded" });
  expect(await org.role(third.id)).toBe("developer");

  await page.goto(`/members/${first.id}`);
  await expect(page.getByText("Not a member since").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Off-board…" })).toHaveCount(0);
});
