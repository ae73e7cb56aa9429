import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { startCastellan } from "./castellan";
import { addSession, expect, test, untilHydrated } from "./fixtures";
import { expectStillAtAllSizes } from "./layout-shift";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { expectDone, notifications, openDetails, undoAll } from "./run-toast";

type ApiKey = { id: string; name: string; status: string };
type Grant = { user_id: string; workspace_role: string };

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const find = (page: Page, text: string) => page.goto(`/keys?q=${encodeURIComponent(text)}`);
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function addKeys(org: Organization, count: number, given: { workspace_id?: string } = {}) {
  const maker = await org.addMember();
  const word = newWord();
  const keys: { id: string; name: string }[] = [];
  for (let index = 1; index <= count; index++) {
    const name = `${word} ${index}`;
    const { id } = await org.emulator.addKey({ name, created_by_user_id: maker.id, ...given });
    keys.push({ id, name });
  }
  await org.waitUntilKeyIsMirrored(keys.at(-1)?.id ?? "");
  await org.waitForUse(keys.at(-1)?.id ?? "");
  return { word, keys };
}

async function listStatuses(org: Organization, keys: { id: string }[]) {
  const all = await org.emulator.list<ApiKey>("api_keys");
  return keys.map(({ id }) => all.find((key) => key.id === id)?.status);
}

async function findLedWorkspace(org: Organization): Promise<string> {
  const people = await org.emulator.list<{ id: string; email: string }>("users");
  const lead = people.find(({ email }) => email === emails.lead);
  for (const { id } of await org.emulator.list<{ id: string }>("workspaces")) {
    const grants = await org.emulator.list<Grant>(`workspaces/${id}/members`);
    if (grants.some((one) => one.user_id === lead?.id && one.workspace_role === "workspace_admin")) return id;
  }
  throw new Error("The lead administers no workspace.");
}

test("an admin deactivates several keys at once, sees why one failed, and retries it", async ({
  page,
  org,
  signIn,
}) => {
  const { word, keys } = await addKeys(org, 3);
  const [, unlucky] = keys;
  const path = `/api_keys/${unlucky?.id}`;
  const error_code = "workspace_policy_violation";
  await org.emulator.addFault({ kind: "error", status: 400, error_code, method: "POST", path, times: 1 });
  await signIn("admin");
  await find(page, word);
  await row(page, `${word} 1`).getByRole("checkbox").check();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("status")).toHaveText("1 selected");
  await page.getByRole("button", { name: "Clear selection" }).click();
  await expect(bar).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await expect(bar.getByRole("status")).toHaveText("3 selected");
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate 3 keys?" });
  await expect(dialog.getByText("Used in the last 7 days")).toBeVisible();
  await dialog.getByRole("button", { name: "Deactivate" }).click();

  await expectDone(page, 3);
  await expect(heading(page, "API keys")).toBeVisible();
  await expect(bar).toHaveCount(0);
  const toast = notifications(page);
  await expect(toast).toContainText("1 failed");
  await expect(toast.getByRole("status").filter({ hasText: "2 succeeded, 1 failed" })).toHaveCount(1);
  await expect(row(page, `${word} 1`)).toContainText("Inactive");
  await expect(row(page, unlucky?.name ?? "")).toContainText("Active");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await expect(heading(page, "Members")).toBeVisible();
  await expect(toast).toContainText("1 failed");
  await openDetails(page);
  await expect(heading(page, "Deactivate API keys")).toBeVisible();
  await expect(page.getByRole("main").getByText("3 of 3 done")).toBeVisible();
  await expect(row(page, unlucky?.name ?? "")).toContainText("Failed");
  await expect(row(page, unlucky?.name ?? "")).toContainText("workspace policy doesn’t allow this");
  await expect(row(page, unlucky?.name ?? "")).toContainText("req_");
  expect(await listStatuses(org, keys)).toEqual(["inactive", "active", "inactive"]);
  await expectAccessible(page);

  const phone = untilHydrated(await page.context().newPage());
  await phone.setViewportSize({ width: 390, height: 800 });
  await phone.goto("/bulk");
  await expect(row(phone, `${word} 1`).getByText("1 failed")).toBeVisible();
  await phone.close();

  await expect(page.getByRole("button", { name: "Retry 1 failed" })).toBeVisible();
  await toast.getByRole("button", { name: "Retry failed" }).click();
  await expect(row(page, unlucky?.name ?? "")).toContainText("Succeeded");
  await page.reload();
  expect(await listStatuses(org, keys)).toEqual(["inactive", "inactive", "inactive"]);
  const entries = await org.listAudit(unlucky?.id ?? "");
  expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
    ["api_key.deactivate", "succeeded"],
    ["api_key.deactivate", "failed"],
  ]);

  await page.getByRole("button", { name: "Undo all" }).click();
  const question = page.getByRole("dialog", { name: "Undo these changes?" });
  await expectAccessible(page);
  await question.getByRole("button", { name: "Undo 3 changes" }).click();
  await expectDone(page, 3);
  expect(await listStatuses(org, keys)).toEqual(["active", "active", "active"]);
  await expect(page.getByText("This was undone:")).toBeVisible();
  await expectStillAtAllSizes(page, new URL(page.url()).pathname);

  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link").click();
  await expect(heading(page, "Bulk changes")).toBeVisible();
  await expect(row(page, "Deactivate API keys").first()).toContainText("Finished");
  await expectAccessible(page);
});

test("a notification covers no row of a list that is scrolled to its end", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const { word } = await addKeys(org, 30);
  await signIn("admin");
  await find(page, word);
  await row(page, `${word} 1`).first().getByRole("checkbox").check();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expectDone(page, 1);
  const list = page.getByRole("region", { name: "API keys" });
  const gap = async () => {
    await list.evaluate((one) => one.scrollTo({ top: one.scrollHeight }));
    const [last, toast] = await Promise.all([
      page.getByRole("row").last().boundingBox(),
      notifications(page).boundingBox(),
    ]);
    return (toast?.y ?? 0) - (last ? last.y + last.height : Number.POSITIVE_INFINITY);
  };
  await expect.poll(gap).toBeGreaterThanOrEqual(0);
});

test("an admin renames several keys by a rule, sees each name before and after, and undoes it", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const { word, keys } = await addKeys(org, 3);
  const { name: taken } = await org.addKey();
  await signIn("admin");
  await find(page, word);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Rename" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename 3 keys" });
  await dialog.getByRole("textbox", { name: "Find" }).fill(` 2`);
  await dialog.getByRole("textbox", { name: "Replace with" }).fill(" 3");
  await expect(dialog.getByText("Another selected key has this name, too.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Nothing to rename" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Find" }).fill(`${word} 2`);
  await dialog.getByRole("textbox", { name: "Replace with" }).fill(taken);
  await expect(dialog.getByText("1 new name is already used in its workspace.")).toBeVisible();
  await dialog.getByText("Pattern", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "Pattern" }).fill("{name} renamed");
  await expect(dialog.getByRole("list", { name: "Names before and after" })).toContainText(
    `${word} 2 renamed`,
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Rename 3 keys" }).click();
  await expectDone(page, 3);
  await expect(row(page, `${word} 2 renamed`)).toBeVisible();
  await undoAll(page, 3);
  await expect(row(page, `${word} 2 renamed`)).toHaveCount(0);
  const names = async () => {
    const all = await org.emulator.list<ApiKey>("api_keys");
    return keys.map(({ id }) => all.find((key) => key.id === id)?.name);
  };
  await expect.poll(names).toEqual(keys.map(({ name }) => name));
});

test("an admin gives each chosen key its own replacement, or skips it, and exports only those", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const { id: workspace_id } = await org.emulator.addWorkspace(newWord());
  const { word, keys } = await addKeys(org, 3, { workspace_id });
  const next = await org.addKey({ workspace_id });
  const [first, second, third] = keys;
  await signIn("admin");
  await find(page, word);
  for (const key of [first, second, third])
    await page.getByRole("checkbox", { name: `Select ${key?.name}`, exact: true }).check();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Export" }).click();
  const file = page.getByRole("menuitem", { name: "CSV", exact: true });
  const csv = await page.request.get((await file.getAttribute("href")) ?? "");
  const lines = (await csv.text()).trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(keys.map(({ id }) => id).sort());
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Replace…" }).click();
  const asked = (position: number) => page.getByRole("dialog", { name: `(${position} of 3)` });
  await asked(1).getByRole("radio", { name: next.name }).check();
  await expectAccessible(page);
  await asked(1).getByRole("button", { name: "Start replacement" }).click();
  await asked(2).getByRole("button", { name: "Skip" }).click();
  await asked(3).getByRole("radio", { name: next.name }).check();
  await asked(3).getByRole("button", { name: "Start replacement" }).click();
  await expect(page.getByRole("status").filter({ hasText: `${next.name} replaces` })).toBeVisible();
  await expect(bar).toHaveCount(0);
  const rotated = await Promise.all(keys.map(async ({ id }) => (await org.listAudit(id)).length));
  expect(rotated.sort()).toEqual([0, 1, 1]);
});

test("a lead changes several keys of their workspace and sees only their own bulk changes", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/40[34]/);
  const { word, keys } = await addKeys(org, 2, { workspace_id: await findLedWorkspace(org) });
  await signIn("lead");
  await find(page, word);
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar.getByRole("button")).toHaveText([
    "Assign owner…",
    "Replace…",
    "Export",
    "Activate",
    "Deactivate",
    "",
  ]);
  await bar.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expectDone(page, 2);
  expect(await listStatuses(org, keys)).toEqual(["inactive", "inactive"]);
  await expect(row(page, `${word} 1`)).toContainText("Inactive");
  await expectAccessible(page);
  await undoAll(page, 2);
  await expect.poll(() => listStatuses(org, keys)).toEqual(["active", "active"]);
  await expect(row(page, `${word} 1`)).toContainText("Active");
  await openDetails(page);
  const address = page.url();

  await signIn("auditor");
  await page.goto(address);
  await expect(page.getByText("2 of 2 done")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Retry|Cancel|Approve)/ })).toHaveCount(0);
  await find(page, word);
  await expect(row(page, `${word} 1`)).toContainText("Active");
  await expect(page.getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);

  const { rows } = await org.read<{ rows: { id: string; createdBy: string }[] }>("/api/bulk");
  const other = rows.find(({ createdBy }) => createdBy !== emails.lead);
  await signIn("lead");
  if (other) {
    await page.goto(`/bulk/${other.id}`);
    await expect(heading(page, "Bulk change not found")).toBeVisible();
  }
  await signIn("finance");
  await page.goto("/bulk");
  await expect(heading(page, "You don’t have access to this page")).toBeVisible();
});

async function archiveOne(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/keys?status=active`);
  const menu = page.getByRole("button", { name: /^Actions for/ }).first();
  const name = (await menu.getAttribute("aria-label"))?.replace("Actions for ", "") ?? "";
  await menu.click();
  await page.getByRole("menuitem", { name: "Archive" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Archive" }).click();
}

test.describe("with the two-person rule", () => {
  // Uses its own Castellan, because the rule would block other tests.
  test("archiving many keys waits until a second admin approves it, and both admins are shown", async ({
    page,
    browser,
  }) => {
    const second = emails.finance;
    const { url, stop } = await startCastellan({ BOOTSTRAP_ADMINS: second });
    const theirs = await browser.newContext({ baseURL: url });
    try {
      await addSession(page.context(), url, emails.admin);
      await page.goto(`${url}/settings?tab=rules`);
      await page.getByRole("checkbox", { name: "Two-person rule" }).check();
      await page.getByRole("button", { name: "Save rules" }).click();
      await expect(page.getByRole("status").last()).toBeVisible();

      await page.goto(`${url}/keys?status=active`);
      const boxes = page.getByRole("checkbox", { name: /^Select (?!all)/ });
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Archive" }).click();
      const dialog = page.getByRole("dialog", { name: "Archive 2 keys?" });
      const archive = dialog.getByRole("button", { name: "Archive" });
      await expect(archive).toBeDisabled();
      await dialog.getByRole("textbox").fill("archive 2 keys");
      await archive.click();
      await expect(notifications(page).getByText("Waiting for approval", { exact: true })).toBeVisible();
      await expect(heading(page, "API keys")).toBeVisible();
      await openDetails(page);
      const approval = page.getByRole("region", { name: "Approval" });
      await expect(approval).toContainText("another admin must approve it");
      await expect(approval.getByRole("button")).toHaveCount(0);
      await expectAccessible(page);

      await addSession(theirs, url, second);
      const theirPage = untilHydrated(await theirs.newPage());
      await theirPage.goto(page.url());
      await theirPage.getByRole("button", { name: "Approve" }).click();
      await expect(theirPage.getByText("2 of 2 done")).toBeVisible();
      const decision = theirPage.getByText(/^Requested by .*\. Approved by /);
      await expect(decision.getByTitle(emails.admin)).toHaveText("Inês Duarte");
      await expect(decision.getByTitle(second)).toBeVisible();
      await theirPage.goto(`${url}/activity`);
      await expect(row(theirPage, "approved a bulk change").getByTitle(second)).toBeVisible();
      await expect(row(theirPage, "archived the key").first().getByTitle(emails.admin)).toBeVisible();

      await archiveOne(page, url);
      await expect(page.getByRole("status").filter({ hasText: "archived" })).toBeVisible();
      await archiveOne(page, url);
      await expect(notifications(page).getByText("Waiting for approval", { exact: true })).toBeVisible();
      await expect(heading(page, "API keys")).toBeVisible();
    } finally {
      await theirs.close();
      // The page still polls and must not ask a server that is gone.
      await page.close();
      await stop();
    }
  });
});
