import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { confirmOffboarding } from "./offboard";
import { findOperation } from "./row-menu";
import { expectDone } from "./run-toast";

const table = (page: Page) => page.getByRole("table", { name: "Findings" });
const rows = (page: Page) => table(page).locator("tbody tr[aria-rowindex]");

test("an admin reads why something is wrong, dismisses it with a reason, assigns another, and takes the file along", async ({
  page,
  org,
  signIn,
}) => {
  const { name } = await org.addUnusedKey();
  await org.waitForFinding("key_unused", name);
  await signIn("admin");
  await page.goto("/findings?rule=key_unused");
  const row = rows(page).filter({ hasText: name });
  await expect(row).toContainText("Unused key");
  await expectAccessible(page);

  await row.getByRole("button", { name: "Unused key", exact: true }).click();
  const details = page.getByRole("dialog", { name: "Unused key" });
  await expect(details).toContainText("Why it matters");
  await expect(details).toContainText(/× .* [=≈] /);
  await expect(details.getByRole("button", { name: "Deactivate" })).toBeVisible();
  await expectAccessible(page);

  await details.getByRole("button", { name: "Dismiss" }).click();
  await expect(details).toHaveCount(0);
  const dismissal = page.getByRole("dialog", { name: "Dismiss this finding" });
  await dismissal.getByLabel("Reason").fill("A spare for the <b>yearly</b> drill");
  await expectAccessible(page);
  await dismissal.getByRole("button", { name: "Dismiss" }).click();
  await expect(dismissal).toBeHidden();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "Finding dismissed" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Finding reopened" })).toBeVisible();
  await expect(row).toHaveCount(1);

  await (await findOperation(row, "Dismiss")).press("Enter");
  await dismissal.getByLabel("Reason").fill("A spare for the <b>yearly</b> drill");
  await dismissal.getByRole("button", { name: "Dismiss" }).click();
  await expect(row).toHaveCount(0);

  await page.goto("/findings?rule=key_unused&state=dismissed");
  const dismissed = rows(page).filter({ hasText: name });
  await dismissed.getByRole("button", { name: "Unused key", exact: true }).click();
  await expect(details).toContainText("A spare for the <b>yearly</b> drill");
  await details.getByRole("button", { name: "Reopen" }).click();
  await expect(dismissed).toHaveCount(0);

  await page.goto("/findings?rule=key_unused");
  const again = rows(page).filter({ hasText: name });
  await again.getByRole("button", { name: "Unused key", exact: true }).click();
  await details.getByRole("button", { name: "Assign", exact: true }).click();
  const assignment = page.getByRole("dialog", { name: "Assign this finding" });
  const search = assignment.getByRole("searchbox", { name: "Name or email" });
  await search.fill("nobody here");
  await expect(assignment).toContainText("No matching people.");
  await expect(assignment.getByRole("button", { name: "Assign" })).toBeDisabled();
  await search.fill("ines dua");
  const assignee = assignment.getByRole("radio", { name: /^Inês Duarte/ });
  await expect(assignment.getByText("ines.duarte@northwind.example")).toBeVisible();
  await assignee.check();
  await expectAccessible(page);
  await assignment.getByRole("button", { name: "Assign" }).click();
  await expect(again).toContainText("Due ");

  await (await findOperation(again, "Deactivate key")).press("Enter");
  const deactivation = page.getByRole("dialog");
  await expect(deactivation).toContainText(name);
  await deactivation.getByRole("button", { name: "Cancel" }).click();

  const found = await org.readCsv("findings.csv?rule=key_unused");
  expect(found.find(({ subject }) => subject === name)).toMatchObject({
    rule: "key_unused",
    assigned_to: "ines.duarte@northwind.example",
  });
  const entries = await org.readCsv("activity.csv?noun=finding");
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["finding.dismiss", "finding.reopen", "finding.assign"]),
  );
});

test("an admin stops several keys at once, sees the trend, and finds the marks on the keys", async ({
  page,
  org,
  signIn,
}) => {
  const names = [(await org.addUnusedKey()).name, (await org.addUnusedKey()).name];
  for (const name of names) await org.waitForFinding("key_unused", name);
  await signIn("admin");
  await page.goto("/findings?rule=key_unused");
  for (const name of names) await rows(page).filter({ hasText: name }).getByRole("checkbox").click();
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toContainText("2 selected");
  await bar.getByRole("button", { name: "Deactivate 2 keys" }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate 2 keys?" });
  await expect(dialog.getByRole("button", { name: "Deactivate" })).toBeEnabled();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await bar.getByRole("button", { name: "Dismiss 2 findings" }).click();
  const dismissal = page.getByRole("dialog", { name: "Dismiss 2 findings" });
  await dismissal.getByLabel("Reason").fill("Both are kept for emergencies.");
  await expectAccessible(page);
  await dismissal.getByRole("button", { name: "Dismiss" }).click();
  await expectDone(page, 2);
  await page.goto("/findings?rule=key_unused&state=dismissed");
  for (const name of names) await rows(page).filter({ hasText: name }).getByRole("checkbox").click();
  await bar.getByRole("button", { name: "Reopen 2 findings" }).click();
  await expectDone(page, 2);
  for (const name of names) await expect(rows(page).filter({ hasText: name })).toHaveCount(0);

  await page.getByRole("button", { name: "Trend" }).click();
  const trend = page.getByRole("dialog", { name: "Findings of the last 90 days" });
  await expect(trend).toContainText("Mean time to fix");
  await expect(trend.getByRole("figure", { name: "Open findings at the end of each day" })).toBeVisible();
  await expectAccessible(page);
  await trend.getByRole("button", { name: "Close" }).last().click();

  await page.goto(`/keys?${new URLSearchParams({ q: names[0] ?? "" })}`);
  await page
    .getByRole("link", { name: /^\d+ findings?: .*Unused key/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/findings\?of=/);
  await expect(rows(page).filter({ hasText: "Unused key" })).toHaveCount(1);
});

test("an admin off-boards people in no workspace from their findings, which are then resolved as theirs", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const addedAt = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const people = await org.addMembers(2, { added_at: addedAt });
  for (const { name } of people) await org.waitForFinding("member_unplaced", name);
  const [first] = people;
  const address = `/findings?rule=member_unplaced&q=${first?.name.split(" ").slice(0, 2).join("+")}`;
  await signIn("admin");
  await page.goto(address);
  await expect(rows(page)).toHaveCount(2);
  for (const { name } of people) await rows(page).filter({ hasText: name }).getByRole("checkbox").click();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Off-board 2 members…" }).click();
  await page.waitForURL(/\/members\/offboard\?members=/);
  await confirmOffboarding(page, "Off-board 2 people…", "off-board 2 people");
  await expectDone(page, 2);
  for (const { id } of people) expect(await org.role(id)).toBeUndefined();

  await expect(async () => {
    await page.goto(`${address}&state=resolved`);
    await expect(rows(page)).toHaveCount(2, { timeout: 2_000 });
  }).toPass();
  await rows(page).first().getByRole("button", { name: "Member in no workspace", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Member in no workspace" })).toContainText("Inês Duarte");
});

test("an admin turns a rule off in Settings, and an auditor only reads", async ({ page, org, signIn }) => {
  await org.waitForHistory();
  await signIn("admin");
  await page.goto("/settings?tab=rules");
  const section = page.getByRole("region", { name: "Findings" });
  await section.getByLabel("Audit log without checkpoints").uncheck();
  await section.getByRole("button", { name: "Save findings" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Findings saved" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/findings?rule=audit_no_checkpoint&state=resolved");
  await expect(async () => {
    await page.reload();
    await expect(rows(page)).toHaveCount(1, { timeout: 2_000 });
  }).toPass();

  await signIn("auditor");
  await page.goto("/findings");
  await expect(rows(page).first()).toBeVisible();
  await rows(page)
    .first()
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await expect(page.getByRole("menuitem")).toHaveText(["Show details"]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByRole("menuitem")).toHaveText(["CSV", "Excel (XLSX)", "Scheduled reports"]);
  await page.goto("/settings?tab=rules");
  await expect(section.getByLabel("Unused key", { exact: true })).toBeDisabled();
});

test("a lead sees only findings of their workspaces, and a member none", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/403/);
  await org.waitForHistory();
  await signIn("lead");
  await page.goto("/findings");
  await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
  await page.getByRole("button", { name: /^About/ }).click();
  await expect(page.getByRole("dialog").or(page.getByRole("listbox")).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(table(page)).not.toContainText("Inactive member");
  await expect(table(page)).not.toContainText("admins");
  await expectAccessible(page);
  await signIn("member");
  await page.goto("/findings");
  await expect(page.getByRole("heading", { name: "You don’t have access to this page" })).toBeVisible();
  await expectAccessible(page);
});
