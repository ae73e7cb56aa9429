import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { pickRole } from "./pick-role";
import { findOperation } from "./row-menu";
import { dismiss, expectDone, undoAll } from "./run-toast";

type Listed = {
  id: string;
  name: string;
  tags: Record<string, string>;
  archived_at: string | null;
  data_residency: object;
};
type Membership = { user_id: string; workspace_role: string };

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const listAll = (org: Organization) => org.emulator.list<Listed>("workspaces");

async function findWorkspace(org: Organization, name: string): Promise<Listed> {
  const found = (await listAll(org)).find((one) => one.name === name);
  if (!found) throw new Error(`There is no workspace ${name}.`);
  return found;
}

async function roleIn(org: Organization, workspaceId: string, userId: string): Promise<string | undefined> {
  const people = await org.emulator.list<Membership>(`workspaces/${workspaceId}/members`);
  return people.find((one) => one.user_id === userId)?.workspace_role;
}

async function createWorkspace(page: Page, name: string): Promise<void> {
  await page.goto("/workspaces");
  await page.getByRole("button", { name: "Create workspace" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test.describe("the list of workspaces", () => {
  test("shows tags and cost, and why Default can't be changed", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/workspaces");
    await expect(row(page, "Checkout – staging")).toContainText("cost_center: 4410");
    await expect(row(page, "Default")).toContainText("Every organization has this workspace.");
    await page.getByRole("columnheader", { name: /^Cost/ }).getByRole("button").first().click();
    await expect(page).toHaveURL(/sort=spend/);
    await expect(page.getByRole("columnheader", { name: /^Cost/ })).toHaveAttribute("aria-sort", "ascending");
  });

  test("shows archived workspaces on request, and keeps that in the URL", async ({ page, org, signIn }) => {
    await signIn("admin");
    await page.goto("/workspaces?q=legacy");
    await expect(page.getByRole("heading", { name: "No matching workspaces" })).toBeVisible();
    await page.getByRole("button", { name: "Show archived" }).click();
    await expect(row(page, "Legacy chatbot")).toContainText("Archived");
    await expect(page).toHaveURL(/archived=true/);
    const file = await readExportAddress(page, "CSV");
    const lines = await org.readCsv(file?.replace("/api/export/", "") ?? "");
    expect(lines.map(({ name }) => name)).toEqual(["Legacy chatbot"]);
  });
});

test.describe("a workspace", () => {
  test("is created once, opened, and audited by name", async ({ page, org, signIn }) => {
    const name = newWord();
    await signIn("admin");
    await createWorkspace(page, name);
    expect((await listAll(org)).filter((one) => one.name === name)).toHaveLength(1);
    const { id } = await findWorkspace(org, name);
    await expect(page).toHaveURL(new RegExp(`/workspaces/${id}$`));
    const entries = (await org.readCsv("activity.csv")).filter((line) => line.target_label === name);
    expect(entries).toMatchObject([{ action: "workspace.create", outcome: "succeeded" }]);
  });

  test("is created with people and a limit, and says what couldn't be done", async ({
    page,
    org,
    signIn,
    expectConsoleError,
  }) => {
    expectConsoleError(/ERR_FAILED/);
    const [name, word] = [newWord(), newWord()];
    const people = await org.addMembers(3, { name: word });
    await signIn("admin");
    await page.goto("/workspaces?open=create");
    const dialog = page.getByRole("dialog", { name: "Create a workspace" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("searchbox").fill(word);
    await dialog.getByRole("searchbox").press("Enter");
    await dialog.getByRole("button", { name: "Select all 3" }).click();
    await dialog.getByRole("combobox", { name: /unless set below/ }).selectOption("workspace_developer");
    await dialog
      .getByRole("combobox", { name: `Role of ${people[0]?.name}` })
      .selectOption("workspace_admin");
    await dialog.getByRole("button", { name: `Don’t add ${people[2]?.name}` }).click();
    const limit = dialog.getByRole("textbox", { name: "Monthly spend limit in USD (optional)" });
    await expect(limit).toHaveAttribute("title", "An amount above zero in USD, such as 120 or 120.50");
    await limit.fill("120.50");
    await expectAccessible(page);
    await page.route("**/workspaces**", (route) =>
      route.request().postData()?.includes("confirmedSpend") ? route.abort() : route.fallback(),
    );
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    const unfinished = page.getByRole("dialog", { name: "Workspace created, with something missing" });
    await expect(unfinished).toContainText("Setting the spend limit");
    await expect(unfinished).toContainText("then try again: nothing is done twice.");
    await expect(unfinished).not.toContainText("Adding");
    await expectDone(page, 2);
    await expectAccessible(page);
    await page.unroute("**/workspaces**");
    await unfinished.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const { id } = await findWorkspace(org, name);
    const roles = await Promise.all(people.map((person) => roleIn(org, id, person.id)));
    expect(roles).toEqual(["workspace_admin", "workspace_developer", undefined]);
    const limits = await org.emulator.list<{ amount: string; scope: { workspace_id?: string } }>(
      "spend_limits",
    );
    expect(limits.filter(({ scope }) => scope.workspace_id === id)).toMatchObject([{ amount: "12050" }]);
    expect((await listAll(org)).filter((one) => one.name === name)).toHaveLength(1);
  });

  test("is shown before people are added to it, if only its name says that it was made", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    const [name, word] = [newWord(), newWord()];
    const [person] = await org.addMembers(1, { name: word });
    await signIn("admin");
    await page.goto("/workspaces?open=create");
    const dialog = page.getByRole("dialog", { name: "Create a workspace" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("searchbox").fill(word);
    await dialog.getByRole("checkbox", { name: new RegExp(word) }).click();
    await org.emulator.addFault({
      kind: "lost_after",
      method: "POST",
      path: "/workspaces",
      body: name,
      times: 1,
    });
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    const unfinished = page.getByRole("dialog", { name: "Workspace created, with something missing" });
    await expect(unfinished).toContainText("The answer of the API was lost.");
    await expectAccessible(page);
    const { id } = await findWorkspace(org, name);
    expect(await roleIn(org, id, person?.id ?? "")).toBeUndefined();
    await unfinished.getByRole("button", { name: "Add people and limit" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect.poll(() => roleIn(org, id, person?.id ?? "")).toBe("workspace_user");
  });

  test("has its facts beside every tab", async ({ page, org, signIn }) => {
    const { id } = await findWorkspace(org, "Checkout – staging");
    await org.waitForHistory();
    await signIn("admin");
    for (const tab of ["members", "limits", "spend"]) {
      await page.goto(`/workspaces/${id}?tab=${tab}`);
      const facts = page.getByRole("region", { name: "Details" });
      await expect(facts.getByRole("term")).toContainText(["Status", "Color", "Members", "Active keys"]);
      await expect(facts.getByRole("definition").first()).toHaveText("Active");
      await expect(facts).toContainText(id);
      const [left, right] = await Promise.all([
        page.getByRole("navigation", { name: "Workspace sections" }).boundingBox(),
        facts.boundingBox(),
      ]);
      expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
    }
    // Its days are complete.
    await expect(page.getByText(/not over yet/)).toBeHidden();
  });

  test("is renamed and tagged, and both can be undone", async ({ page, org, signIn }) => {
    const name = newWord();
    await signIn("admin");
    await createWorkspace(page, name);
    const { id } = await findWorkspace(org, name);
    const parts = page.getByRole("navigation", { name: "Workspace sections" });
    await parts.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill(`${name} two`);
    await page.getByRole("button", { name: "Add a tag" }).click();
    await page.getByRole("textbox", { name: "Tag" }).fill("env");
    await page.getByRole("textbox", { name: "Value" }).fill("dev");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("status")).toHaveText(/Workspace changed/);
    await expect(page.getByRole("heading", { level: 1, name: `${name} two` })).toBeVisible();
    expect(await findWorkspace(org, `${name} two`)).toMatchObject({ id, tags: { env: "dev" } });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
    expect(await findWorkspace(org, name)).toMatchObject({ id, tags: {} });
  });

  test("shows how its data is retained, and a finding says what changed that elsewhere", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    await signIn("admin");
    const name = `Security ${newWord()}`;
    await createWorkspace(page, name);
    const { id } = await findWorkspace(org, name);
    await org.emulator.changeWorkspaceSecurity(id, { inference_data_retention: { type: "thirty_days" } });
    const security = page.getByRole("region", { name: "Data security" });
    const read = async () => {
      await page.goto(`/workspaces/${id}?tab=settings`);
      return security.textContent();
    };
    await expect.poll(read).toContain("thirty_days");
    await expect(security).toContainText("Changed outside Castellan");
    const mark = page.getByRole("link", { name: /^\d+ findings?: .*Data retention changed/ });
    await expect(async () => {
      await page.goto(`/workspaces/${id}?tab=settings`);
      await expect(mark).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await mark.click();
    const found = page.getByRole("row").filter({ hasText: "Data retention changed" });
    await expect(found).toContainText("thirty_days");
  });

  test("gets its data residency when it's created, and its limits can be changed and undone", async ({
    page,
    org,
    signIn,
  }) => {
    const name = newWord();
    await signIn("admin");
    await page.goto("/workspaces?tag=env%3Dstaging");
    await expect(row(page, "Checkout – staging")).toBeVisible();
    await expect(row(page, "Internal tools")).toHaveCount(0);
    await page.getByRole("button", { name: "Create workspace" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByText("Color, tags, and data residency").click();
    await dialog.getByRole("combobox", { name: "Default location for inference" }).selectOption("us");
    await dialog.getByText("Only these locations", { exact: true }).click();
    await expect(dialog.getByRole("checkbox", { name: "United States" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const { id, data_residency } = await findWorkspace(org, name);
    expect(data_residency).toEqual({
      workspace_geo: "us",
      default_inference_geo: "us",
      allowed_inference_geos: ["us"],
    });

    const parts = page.getByRole("navigation", { name: "Workspace sections" });
    await parts.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByRole("combobox", { name: "Data stored in" })).toBeDisabled();
    await page.getByRole("checkbox", { name: "Global" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("status")).toHaveText(/Workspace changed/);
    expect((await findWorkspace(org, name)).data_residency).toMatchObject({
      allowed_inference_geos: ["us", "global"],
    });

    await parts.getByRole("link", { name: "Limits" }).click();
    const sonnet = row(page, "Claude Sonnet 5.x").first();
    await expect(sonnet).toContainText("Inherited");
    await expect(page.getByText("can take up to an hour to take effect")).toBeVisible();
    await expectAccessible(page);
    await (await findOperation(sonnet, "Change limits")).press("Enter");
    await dialog.getByRole("spinbutton", { name: "Requests per minute" }).fill("700");
    await dialog.getByRole("button", { name: "Save limits" }).click();
    await expect(page.getByText(/700.* This can take up to an hour\.$/)).toBeVisible();
    await expect(sonnet).toContainText("700");
    const listOwn = () =>
      org.emulator.list<{ limits: { value: number }[] }>(`workspaces/${id}/rate_limits`, "");
    expect((await listOwn()).flatMap(({ limits }) => limits.map(({ value }) => value))).toEqual([700]);
    expect(await org.auditOf(id)).toMatchObject({ action: "workspace.change_limits", outcome: "succeeded" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(sonnet).toContainText("Inherited");
    expect(await listOwn()).toEqual([]);
    await expect(page.getByRole("heading", { name: "Spend limits" })).toBeVisible();
  });

  test("is archived after the impact is shown and its name is typed", async ({ page, org, signIn }) => {
    const name = newWord();
    await signIn("admin");
    await createWorkspace(page, name);
    const { id } = await findWorkspace(org, name);
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Rename…" }).press("Enter");
    await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Archive workspace…" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("It has no usable API keys.")).toBeVisible();
    await expectAccessible(page);
    await expect(dialog.getByRole("button", { name: "Archive" })).toBeDisabled();
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: "Archive" }).click();
    await expect(page.getByRole("status")).toHaveText(/ archived$/);
    await expect(page.getByText("can no longer be changed.").filter({ visible: true }).first()).toBeVisible();
    expect((await listAll(org)).some((one) => one.id === id)).toBe(false);
    expect(await org.auditOf(id)).toMatchObject({ action: "workspace.archive", outcome: "succeeded" });
  });

  test("named Claude Code asks for a second confirmation before it's archived", async ({
    page,
    org,
    signIn,
  }) => {
    const { id } = await findWorkspace(org, "Claude Code");
    await signIn("admin");
    await page.goto(`/workspaces/${id}?tab=settings`);
    await page.getByRole("button", { name: "Archive workspace" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/prevents everyone from signing in to Claude Code/)).toBeVisible();
    await dialog.getByRole("textbox").fill("Claude Code");
    await dialog.getByRole("button", { name: "Archive" }).click();
    await expect(dialog).toBeVisible();
    expect((await findWorkspace(org, "Claude Code")).archived_at).toBeNull();
  });
});

test.describe("in a workspace", () => {
  test("an admin adds several people at once, changes one, and removes one and undoes that", async ({
    page,
    org,
    signIn,
  }) => {
    const word = newWord();
    const [first, second] = await org.addMembers(2, { name: word });
    if (!first || !second) throw new Error("Nobody was added.");
    await signIn("admin");
    await createWorkspace(page, word);
    const { id } = await findWorkspace(org, word);

    await page.getByRole("button", { name: "Add people" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill(word);
    await dialog.getByRole("checkbox", { name: new RegExp(first.name) }).check();
    await dialog.getByRole("checkbox", { name: new RegExp(second.name) }).check();
    await expectAccessible(page);
    await expect(dialog.getByRole("radio", { name: /Billing/ })).toHaveCount(0);
    await dialog.getByRole("radio", { name: /^Developer/ }).check();
    await dialog.getByRole("combobox", { name: `Role of ${second.name}` }).selectOption("Limited developer");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add 2 people" }).click();
    await expectDone(page, 2);
    await expect(row(page, first.email)).toBeVisible();
    await page.goto(`/workspaces/${id}?tab=members`);
    expect(await roleIn(org, id, first.id)).toBe("workspace_developer");
    expect(await roleIn(org, id, second.id)).toBe("workspace_restricted_developer");

    const role = row(page, first.email).getByRole("combobox", { name: "Role in the workspace" });
    await role.click();
    await expect(page.getByRole("option", { name: "Billing" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await pickRole(role, "Admin", { raises: true });
    await expect(page.getByText(/ is now .+ \(was .+\)/)).toBeVisible();
    await page
      .getByRole("region", { name: "Notifications" })
      .getByRole("button", { name: "Dismiss" })
      .click();
    expect(await roleIn(org, id, first.id)).toBe("workspace_admin");

    await (await findOperation(row(page, second.email), /^Remove/)).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(row(page, second.email)).toHaveCount(0);
    expect(await roleIn(org, id, second.id)).toBeUndefined();
    await undoAll(page, 1);
    await expect(row(page, second.email)).toBeVisible();
    expect(await roleIn(org, id, second.id)).toBe("workspace_restricted_developer");
    expect((await org.listAudit(`${id}/${second.id}`)).map(({ action }) => action)).toEqual([
      "workspace_member.add",
      "workspace_member.remove",
      "workspace_member.add",
    ]);
  });

  for (const persona of ["admin", "lead"] as const)
    test(`${persona === "admin" ? "an" : "a"} ${persona} changes and removes several people, exports them, and undoes it`, {
      tag: persona === "admin" ? "@long" : [],
    }, async ({ page, org, signIn }) => {
      const word = newWord();
      const [first, second] = await org.addMembers(2, { name: word });
      if (!first || !second) throw new Error("Nobody was added.");
      const { id } = await findWorkspace(org, "Checkout – staging");
      await signIn("admin");
      await page.goto(`/members?q=${word}`);
      await page.getByRole("checkbox", { name: "Select all" }).click();
      const bar = page.getByRole("region", { name: "Selection" });
      await bar.getByRole("button", { name: "Access" }).click();
      await page.getByRole("menuitem", { name: "Add to workspaces…" }).press("Enter");
      const adding = page.getByRole("dialog", { name: "Add 2 people to workspaces" });
      await adding.getByRole("checkbox", { name: "Checkout – staging" }).check();
      await expect(adding.getByText("2 memberships will be added.")).toBeVisible();
      await expectAccessible(page);
      await adding.getByRole("button", { name: "Add", exact: true }).click();
      await expectDone(page, 2);

      await signIn(persona);
      await page.goto(`/workspaces/${id}?q=${word}`);
      await page.getByRole("checkbox", { name: "Select all" }).click();
      await expect(bar.getByRole("status")).toHaveText("2 selected");
      await bar.getByRole("button", { name: "Change role" }).click();
      const changing = page.getByRole("dialog", { name: "Change the role of 2 people" });
      await changing.getByRole("radio", { name: /^Developer/ }).check();
      await expect(changing.getByText("2 roles will change.")).toBeVisible();
      await expectAccessible(page);
      await changing.getByRole("button", { name: "Change 2 roles" }).click();
      await expectDone(page, 2);
      await expect(row(page, first.email).getByRole("combobox")).toHaveText(/^Developer/);
      await dismiss(page);

      await page.getByRole("checkbox", { name: "Select all" }).click();
      await expectAccessible(page);
      await bar.getByRole("button", { name: "Export" }).click();
      const file = await page.getByRole("menuitem", { name: /CSV/ }).getAttribute("href");
      const text = await (await page.request.get(file ?? "")).text();
      expect([text.includes(first.email), text.trim().split("\n").length]).toEqual([true, 3]);
      await page.keyboard.press("Escape");
      await bar.getByRole("button", { name: "Remove" }).click();
      const removing = page.getByRole("dialog", { name: "Remove 2 people from the workspace?" });
      await expectAccessible(page);
      await removing.getByRole("button", { name: "Remove" }).click();
      await expect(row(page, first.email)).toHaveCount(0);
      await expect.poll(() => roleIn(org, id, second.id)).toBeUndefined();
      await undoAll(page, 2);
      await expect.poll(() => roleIn(org, id, first.id)).toBe("workspace_developer");
      await expect.poll(() => roleIn(org, id, second.id)).toBe("workspace_developer");
      await expect(row(page, first.email)).toBeVisible();
    });

  test("people with access by organization role can't be removed, and the page says why", async ({
    page,
    org,
    signIn,
  }) => {
    const { id } = await findWorkspace(org, "Internal tools");
    await signIn("admin");
    await page.goto(`/workspaces/${id}?q=${emails.admin}`);
    const mine = row(page, emails.admin);
    await expect(mine).toContainText("By organization role");
    await expect(await findOperation(mine, /^Remove/)).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(mine.getByRole("combobox")).toHaveAccessibleDescription(/comes from the organization role/);
  });
});

test.describe("on the workspace pages", () => {
  test("a lead manages only the people in their own workspaces", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    const own = await findWorkspace(org, "Checkout – staging");
    const foreign = await findWorkspace(org, "Data science");
    await signIn("lead");
    await page.goto("/workspaces");
    await expect(page.getByText("2 workspaces", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create workspace" })).toHaveCount(0);

    await page.goto(`/workspaces/${own.id}`);
    await page.getByRole("button", { name: "Add people" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Type 3 letters of a name, or a full email address.")).toBeVisible();
    await dialog.getByRole("searchbox").fill("r");
    await expect(dialog.getByText("Type 2 more letters of a name, or a full email address.")).toBeVisible();
    await dialog.getByRole("searchbox").fill(member.email.slice(1));
    await expect(dialog.getByText("No matching people in the organization.")).toBeVisible();
    await dialog.getByRole("searchbox").fill(member.email);
    await dialog.getByRole("checkbox", { name: new RegExp(member.email) }).check();
    await dialog.getByRole("button", { name: "Add 1 person" }).click();
    await expectDone(page, 1);
    expect(await roleIn(org, own.id, member.id)).toBe("workspace_user");

    await page.goto(`/workspaces/${own.id}?tab=settings`);
    await expect(page.getByText("Only organization admins can change a workspace.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Archive workspace" })).toHaveCount(0);

    const answer = await page.request.get(`/api/workspaces/detail?workspace=${foreign.id}`);
    expect([answer.status(), await answer.text()]).toEqual([
      404,
      expect.not.stringContaining("Data science"),
    ]);
  });

  test("an auditor can see people but not change them", async ({ page, org, signIn }) => {
    const { id } = await findWorkspace(org, "Internal tools");
    await signIn("auditor");
    await page.goto(`/workspaces/${id}`);
    await expect(page.getByRole("table", { name: "People in the workspace" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add people" })).toHaveCount(0);
    await expect(page.getByRole("combobox")).toHaveCount(0);
  });

  test("an admin reads that people may be missing where the API no longer lists them", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    const { id } = await findWorkspace(org, "Internal tools");
    // Refused by a dozen syncs, and listed again for the other journeys.
    const path = `/workspaces/${id}/members`;
    await org.emulator.addFault({ kind: "error", status: 404, method: "GET", path, times: 12 });
    await signIn("admin");
    const note = page.getByRole("note").filter({ hasText: "The Admin API last listed the members" });
    await expect(async () => {
      await page.goto(`/workspaces/${id}`);
      await expect(note).toContainText("Later changes may be missing here.", { timeout: 2_000 });
    }).toPass();
    await expectAccessible(page);
  });

  test("each tab is accessible", async ({ page, org, signIn }) => {
    const { id } = await findWorkspace(org, "Checkout – staging");
    await signIn("admin");
    for (const tab of ["members", "keys", "spend", "settings"] as const) {
      await page.goto(`/workspaces/${id}?tab=${tab}`);
      await expect(page.getByRole("heading", { level: 1, name: "Checkout – staging" })).toBeVisible();
      await expectAccessible(page);
    }
  });

  test("the list is accessible to admins and leads", async ({ page, signIn }) => {
    for (const persona of ["admin", "lead"] as const) {
      await signIn(persona);
      await page.goto("/workspaces");
      await expect(page.getByRole("table", { name: "Workspaces" })).toBeVisible();
      await expectAccessible(page);
    }
  });
});
