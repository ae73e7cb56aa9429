import type { Locator, Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord } from "./organization";
import { emails } from "./people";

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const roleOf = (page: Page, name: string) => row(page, name).getByRole("combobox", { name: "Role" });
const question = (page: Page) => page.getByRole("dialog", { name: "Discard your changes?" });
const options = (page: Page) => page.getByRole("listbox", { name: "Role" });

const focusWindow = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")));

async function openCreation(page: Page): Promise<Locator> {
  await page.goto("/workspaces");
  await page.getByRole("button", { name: "Create workspace" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a workspace" });
  await expect(dialog).toBeVisible();
  return dialog;
}

test.describe("a submit", () => {
  test("clicked twice at the same moment creates one workspace", async ({ page, org, signIn }) => {
    const name = newWord();
    await signIn("admin");
    const dialog = await openCreation(page);
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await dialog.getByRole("button", { name: "Create workspace" }).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const made = (await org.emulator.list<{ name: string }>("workspaces")).filter((one) => one.name === name);
    expect(made).toHaveLength(1);
    const created = (await org.readCsv(`activity.csv?q=${encodeURIComponent(name)}`)).filter(
      (line) => line.target_label === name,
    );
    expect(created.map(({ action }) => action)).toEqual(["workspace.create"]);
  });

  test("repeated by a proxy gets the same response and runs once", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const name = newWord();
    await signIn("admin");
    const dialog = await openCreation(page);
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    const sent = page.waitForRequest((one) => one.method() === "POST" && "next-action" in one.headers());
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    const request = await sent;
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const { origin } = new URL(page.url());
    const { "next-action": action = "", "content-type": type = "" } = request.headers();
    const again = await page.request.post(request.url(), {
      data: request.postDataBuffer() ?? Buffer.of(),
      headers: { "next-action": action, "content-type": type, origin },
    });
    expect(await again.text()).toContain('"workspaceId"');
    const made = (await org.emulator.list<{ name: string }>("workspaces")).filter((one) => one.name === name);
    expect(made).toHaveLength(1);
    const created = (await org.readCsv(`activity.csv?q=${encodeURIComponent(name)}`)).filter(
      (line) => line.target_label === name,
    );
    expect(created).toHaveLength(1);
  });
});

test.describe("a role", () => {
  test("doesn't change when a person presses arrow keys, letters, Tab, or Escape", async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members?q=${member.email}`);
    const role = roleOf(page, member.email);
    await role.focus();
    await page.keyboard.press("ArrowDown");
    await expect(options(page)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("b");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(options(page)).toBeHidden();
    await expect(role).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    await expect(role).toHaveText("User");
    expect(await org.role(member.id)).toBe("user");
    expect(await org.listAudit(member.id)).toEqual([]);
  });

  test("that gives more access asks for confirmation, and one that gives less doesn't", async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember({ role: "developer" });
    await signIn("admin");
    await page.goto(`/members?q=${member.email}`);
    const role = roleOf(page, member.email);
    await role.click();
    await expect(options(page).getByRole("option", { name: "Billing" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(role).toBeFocused();
    for (const key of ["Enter", "b", "Enter"]) await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name: "Give more access?" });
    await expect(dialog.getByText("They can see what the whole organization uses and spends")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(role).toHaveText("Developer");
    expect(await org.role(member.id)).toBe("developer");

    await role.click();
    await page.getByRole("option", { name: "Billing" }).click();
    await dialog.getByRole("button", { name: "Change to Billing" }).click();
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    expect(await org.role(member.id)).toBe("billing");

    await role.click();
    await page.getByRole("option", { name: "User", exact: true }).click();
    await expect.poll(() => org.role(member.id)).toBe("user");
    await expect(dialog).toHaveCount(0);
  });

  test("that can't be changed shows the reason to people who use a keyboard or a screen reader", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto(`/members?q=${emails.admin}`);
    const role = roleOf(page, emails.admin);
    await expect(role).toHaveAccessibleDescription(
      "Admins and owners can be changed only in the Claude Console.",
    );
    await role.focus();
    await expect(role).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(
      page.locator("[popover]:popover-open").getByText("Admins and owners can be changed only"),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: "Off-board…" })).toHaveCount(0);
    await expectAccessible(page);
  });
});

test.describe("unsaved input", () => {
  test("in a dialog isn't lost to Escape or a click outside without a question", async ({ page, signIn }) => {
    await signIn("admin");
    const dialog = await openCreation(page);
    const name = dialog.getByRole("textbox", { name: "Name" });
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Create workspace" }).click();
    await name.fill("Half a name");

    const box = await name.boundingBox();
    if (!box) throw new Error("The field is not shown.");
    await page.mouse.move(box.x + 20, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await expect(question(page)).toHaveCount(0);
    await expect(name).toHaveValue("Half a name");

    await page.mouse.move(5, 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 5);
    await page.mouse.up();
    await expect(question(page)).toHaveCount(0);
    await expect(name).toHaveValue("Half a name");

    await page.mouse.click(5, 5);
    await expectAccessible(page);
    await question(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(name).toHaveValue("Half a name");
    for (let presses = 0; presses < 3; presses += 1) {
      await page.keyboard.press("Escape");
      await expect(question(page)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(question(page)).toHaveCount(0);
      await expect(name).toHaveValue("Half a name");
    }
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await question(page).getByRole("button", { name: "Discard" }).click();
    await expect(dialog).toHaveCount(0);

    await page.getByRole("button", { name: "Create workspace" }).click();
    await dialog.getByText("Color, tags, and data residency").click();
    await dialog.getByRole("button", { name: "Add a tag" }).click();
    await page.keyboard.press("Escape");
    await question(page).getByRole("button", { name: "Discard" }).click();
    await expect(dialog).toHaveCount(0);

    await page.getByRole("button", { name: "Create workspace" }).click();
    await name.fill("Half a name");
    await name.fill("");
    await page.mouse.click(5, 5);
    await expect(dialog).toHaveCount(0);
  });

  test("on a page isn't lost to a link, the back button, or a reload without a question", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/members");
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: "Rules" }).click();
    const minutes = page.getByRole("spinbutton").first();
    const before = await minutes.inputValue();
    await minutes.fill("77");
    await page.getByRole("link", { name: "Members", exact: true }).first().click();
    await question(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(minutes).toHaveValue("77");
    await page.evaluate(() => history.back());
    await question(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(minutes).toHaveValue("77");

    const asked = page.waitForEvent("dialog");
    const reload = page.reload({ timeout: 5_000 }).catch(() => null);
    const unload = await asked;
    expect(unload.type()).toBe("beforeunload");
    await unload.dismiss();
    await reload;
    await expect(minutes).toHaveValue("77");

    await page.getByRole("link", { name: "Members", exact: true }).first().click();
    await question(page).getByRole("button", { name: "Discard" }).click();
    await expect(page).toHaveURL(/\/members$/);
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("link", { name: "Rules" }).click();
    await expect(minutes).toHaveValue(before);
  });

  test("isn't lost if the code that asks can't be loaded", async ({ page, expectConsoleError, signIn }) => {
    expectConsoleError(/ERR_FAILED/);
    await signIn("admin");
    let refused = 0;
    await page.route("**/_next/static/chunks/**", async (route) => {
      const response = await route.fetch();
      // Only the code that asks uses the history this way.
      if (!(await response.text()).includes("traverseTo")) return route.fulfill({ response });
      refused += 1;
      return route.abort();
    });
    await page.goto("/settings?tab=rules");
    await expect.poll(() => refused).toBe(1);
    const minutes = page.getByRole("spinbutton").first();
    await minutes.fill("77");
    const asked = page.waitForEvent("dialog");
    const reload = page.reload({ timeout: 5_000 }).catch(() => null);
    await (await asked).dismiss();
    await reload;
    await expect(minutes).toHaveValue("77");
  });
});

test("a typed confirmation ignores case, accents, dashes, and spaces, and the text can be copied", async ({
  page,
  context,
  signIn,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const word = newWord().toUpperCase();
  const name = `Übung – ${word}`;
  await signIn("admin");
  const dialog = await openCreation(page);
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).last().click();
  await page.getByRole("button", { name: "Archive workspace" }).click();
  const archive = page.getByRole("dialog");
  const confirm = archive.getByRole("button", { name: "Archive" });
  await archive.getByRole("button", { name: "Copy name" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(name);
  await archive.getByRole("textbox").fill("ubung");
  await expect(confirm).toBeDisabled();
  await archive.getByRole("textbox").fill(`ubung-${word.toLowerCase().replaceAll("-", " ")}`);
  await expect(confirm).toBeEnabled();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(archive).toHaveCount(0);
});

test("a person is warned before they save a limit above the organization's", async ({ page, signIn }) => {
  const name = newWord();
  await signIn("admin");
  const creation = await openCreation(page);
  await creation.getByRole("textbox", { name: "Name" }).fill(name);
  await creation.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Workspace sections" })
    .getByRole("link", { name: "Limits" })
    .click();
  await page.getByRole("button", { name: "Actions for Claude Sonnet 5.x" }).click();
  await page.getByRole("menuitem", { name: "Change limits" }).press("Enter");
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("spinbutton", { name: "Requests per minute" });
  await field.fill("999999999");
  await expect(field).toHaveAccessibleDescription(/999,999,999, but [\d,]+ applies/);
  await expect(dialog.getByRole("button", { name: "Save anyway" })).toBeEnabled();
  await expectAccessible(page);
  await field.fill("1");
  await expect(dialog.getByRole("status")).toHaveCount(0);
});

test.describe("a person who returns to a window", () => {
  test("sees the current list", async ({ page, org, signIn }) => {
    const word = newWord();
    await signIn("admin");
    await page.goto(`/members?q=${word}`);
    await expect(page.getByRole("heading", { name: "No matching members" })).toBeVisible();
    const member = await org.addMember({ name: word });
    await expect(async () => {
      await focusWindow(page);
      await expect(row(page, member.email)).toBeVisible({ timeout: 2_500 });
    }).toPass();
  });

  test("can't off-board someone who is already gone, and the page says so", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members/offboard?members=${member.id}`);
    await expect(page.getByRole("button", { name: "Off-board…" })).toBeEnabled();
    await org.emulator.removeMember(member.id);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("1 person has left already:")).toBeVisible({ timeout: 2_500 });
    }).toPass();
    await expect(page.getByRole("button", { name: "Off-board…" })).toHaveCount(0);
    await expectAccessible(page);
  });
});
