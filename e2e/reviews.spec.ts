import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { mostScripts } from "@/scripts/bench/budgets";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { expectStillAtAllSizes } from "./layout-shift";
import { emails } from "./people";
import { weighPage } from "./weigh-page";

const workspace = "Checkout – prod";
// Another try starts another review beside the one that the first may have closed.
const attempt = Date.now().toString(36);

test.describe("a review of one workspace", () => {
  // The lead and the auditor read the review that the admin starts.
  test.describe.configure({ mode: "serial" });

  const name = `Autumn check ${attempt}`;
  let address = "";

  test("an admin starts a review of one workspace and sees its progress", async ({
    browser,
    page,
    site,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/reviews");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Start review" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Start a review" });
    await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByText("Selected", { exact: true }).click();
    await dialog.getByLabel(workspace).check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Start review" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("link", { name: name }).click();
    await page.waitForURL(/\/reviews\/[\da-f-]+$/);
    address = new URL(page.url()).pathname;
    await expect(page.getByRole("table", { name: "Memberships" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Close review" })).toBeVisible();
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    const remind = page.getByRole("menuitem", { name: /^Remind reviewers/ });
    await expect(remind).toBeDisabled();
    await expect(remind).toContainText("Mail isn’t set up on this server");
    await expectAccessible(page);
    await expectStillAtAllSizes(page, address);
    const { all } = await weighPage(browser, { site, email: emails.admin, path: address });
    expect(all, "kilobytes of JavaScript").toBeLessThanOrEqual(mostScripts.list);
  });

  test("the lead decides by keyboard, submits, and sees each row's result", async ({ page, signIn }) => {
    await signIn("lead");
    await page.goto("/findings");
    const navigation = page.getByRole("navigation", { name: "Main navigation" });
    await expect(navigation.getByRole("link", { name: /^Governance \d+ to do$/ })).toBeVisible();
    const tabs = page.getByRole("navigation", { name: "Governance", exact: true });
    await expect(tabs.getByRole("link", { name: /^Reviews \d+ to do$/ })).toBeVisible();
    await expectAccessible(page);
    await page.goto(address);
    const table = page.getByRole("table", { name: "Memberships" });
    await expect(table.getByText("Another reviewer decides about you.")).toBeVisible();
    const row = table
      .getByRole("row")
      .filter({ hasText: "Added here" })
      .filter({ has: page.getByRole("button", { name: "Change role" }) })
      .first();
    const changed = (await row.getByRole("link").first().textContent()) ?? "";
    await row.getByRole("button", { name: "Change role" }).click();
    const dialog = page.getByRole("dialog", { name: changed });
    await expectAccessible(page);
    await dialog.getByLabel("New role").selectOption({ index: 0 });
    await dialog.getByLabel("Reason").fill("Changed teams.");
    await dialog.getByRole("button", { name: "Save" }).click();
    const decided = table.getByRole("row").filter({ hasText: changed });
    await expect(decided.getByText("Decided", { exact: true })).toBeVisible();
    const others = table
      .getByRole("row")
      .filter({ has: page.getByRole("button", { name: "Keep", pressed: false }) })
      .filter({ hasText: "Open" })
      .filter({ hasNotText: "Suggested: Remove" });
    const kept = (await others.first().getByRole("link").first().textContent()) ?? "";
    const keptRow = table
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name: kept, exact: true }) });
    await others.first().focus();
    await page.keyboard.press("k");
    await expect(keptRow.getByText("Decided", { exact: true })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: `${kept}: Keep` })).toBeAttached();
    await expect(table.locator("tbody tr:focus")).toHaveCount(1);
    await expect(keptRow).not.toBeFocused();
    await page.keyboard.press("u");
    await expect(keptRow.getByText("Open", { exact: true })).toBeVisible();
    await keptRow.focus();
    await page.keyboard.press(" ");
    const panel = page.getByRole("region", { name: "Side panel" });
    await expect(panel.getByRole("heading", { name: kept })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("k");
    await expect(panel.getByRole("heading", { name: kept })).toBeHidden();
    await expect(panel.getByRole("heading")).toBeVisible();
    await page.keyboard.press("o");
    await expect(table.locator("tbody tr:focus")).toContainText("Open");
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(keptRow.getByText("Decided", { exact: true })).toBeVisible();
    await page.keyboard.press("Control+Enter");
    const submitting = page.getByRole("dialog", { name: "Submit these decisions?" });
    await expect(submitting.getByRole("list", { name: "Changes" })).toBeVisible();
    await submitting.getByText("Requests to the Admin API").click();
    await expect(submitting.getByText(/^POST /)).toBeVisible();
    await expectAccessible(page);
    await submitting.getByRole("button", { name: "Submit" }).click();
    await expect(keptRow.getByText("Kept", { exact: true })).toBeVisible();
    await expect(decided.getByText("Applied", { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  test("the lead hands a row over, asks about it and for more time, and an admin answers", async ({
    page,
    signIn,
  }) => {
    await signIn("lead");
    await page.goto(address);
    const table = page.getByRole("table", { name: "Memberships" });
    const open = table.getByRole("row").filter({ has: page.getByRole("button", { name: /^Note about/ }) });
    const person = (await open.filter({ hasText: "Open" }).first().getByRole("link").textContent()) ?? "";
    const row = table.getByRole("row").filter({ has: page.getByRole("link", { name: person, exact: true }) });
    await row.getByRole("button", { name: `Note about ${person}` }).click();
    await page.getByRole("dialog", { name: person }).getByRole("button", { name: "Hand over…" }).click();
    const handing = page.getByRole("dialog", { name: `Hand over ${person}` });
    await handing.getByLabel("To").selectOption({ label: `Inês Duarte (${emails.admin})` });
    await handing.getByLabel("Note for them").fill("You hired this person.");
    await expectAccessible(page);
    await handing.getByRole("button", { name: "Hand over" }).click();
    await expect(row.getByText("With Inês Duarte")).toBeVisible();
    await row.getByRole("button", { name: `Note about ${person}` }).click();
    await page.getByRole("dialog", { name: person }).getByRole("button", { name: "Ask a question…" }).click();
    const asking = page.getByRole("dialog", { name: `Ask about ${person}` });
    await asking.getByLabel("Question").fill("Which project is this?");
    await asking.getByRole("button", { name: "Send" }).click();
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Ask for more time…" }).click();
    const days = page.getByRole("dialog", { name: "Ask for a later due date" });
    await days.getByLabel("Reason").fill("On leave until then.");
    await days.getByRole("button", { name: "Send" }).click();
    await page.getByRole("button", { name: "2 open questions" }).click();
    const events = page.getByRole("dialog", { name: "Hand-overs, questions, and changes" });
    await expect(events.getByText(/asks for time until/)).toContainText("On leave until then.");
    await expectAccessible(page);

    await signIn("admin");
    await page.goto(address);
    await page.getByRole("button", { name: "2 open questions" }).click();
    const question = events.getByRole("listitem").filter({ hasText: "Which project is this?" });
    await question.getByRole("button", { name: "Answer…" }).click();
    const answering = page.getByRole("dialog", { name: "Answer" });
    await answering.getByLabel("Answer").fill("The migration.");
    await answering.getByRole("button", { name: "Send" }).click();
    await expect(question).toContainText("The migration.");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "1 open question" })).toBeVisible();
    await expectStillAtAllSizes(page, address);
  });

  test("an auditor reads it and changes nothing", async ({ page, signIn }) => {
    await signIn("auditor");
    await page.goto(address);
    await expect(page.getByRole("table", { name: "Memberships" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Submit|Close review|^Keep$/ })).toHaveCount(0);
    await expectAccessible(page);
  });

  test("an admin closes it, is asked what to do with decisions, and what is open becomes exceptions", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto(address);
    const table = page.getByRole("table", { name: "Memberships" });
    const row = table
      .getByRole("row")
      .filter({ has: page.getByRole("button", { name: "Keep", pressed: false }) })
      .filter({ hasText: "Open" })
      .filter({ hasNotText: "Another reviewer decides about you." })
      .first();
    const kept = (await row.getByRole("link").first().textContent()) ?? "";
    await row.getByRole("button", { name: "Keep" }).click();
    const note = page.getByRole("dialog", { name: kept });
    const keptRow = table
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name: kept, exact: true }) });
    await expect(note.or(keptRow.getByText("Decided", { exact: true }))).toBeVisible();
    if (await note.isVisible()) {
      await note.getByLabel("Reason").fill("Still needed.");
      await note.getByRole("button", { name: "Save" }).click();
    }
    await expect(keptRow.getByText("Decided", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Close review" }).click();
    const dialog = page.getByRole("dialog", { name: "Close this review?" });
    await dialog.getByLabel("Reason").fill("The rest is reviewed in winter.");
    await expectAccessible(page);
    await expect(dialog.getByText("1 decision was made but not submitted.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Close without submitting" })).toBeVisible();
    await dialog.getByRole("button", { name: "Submit 1 decision and close" }).click();
    await expect(page.getByText("Closed", { exact: true })).toBeVisible();
    await expect(keptRow.getByText("Kept", { exact: true })).toBeVisible();
    await expect(page.getByText("Exception", { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
    await expectStillAtAllSizes(page, address);
  });

  test("an auditor downloads the evidence pack, which verifies, and a lead doesn't get it", async ({
    page,
    signIn,
  }) => {
    await signIn("auditor");
    await page.goto(address);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Evidence pack" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^castellan-review-\d{4}-\d\d-\d\d\.zip$/);
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...["--import", "tsx", "--conditions=react-server", "scripts/review-verify.ts"],
      await file.path(),
    ]);
    expect(stdout).toContain("The pack is as it was signed");
    await signIn("lead");
    await page.goto(address);
    await expect(page.getByRole("table", { name: "Memberships" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Evidence pack" })).toHaveCount(0);
  });
});

test("on a phone, keys are cards, and an admin has one rotated", { tag: "@long" }, async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("admin");
  await page.goto("/reviews");
  await page.getByRole("button", { name: "Start review" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Start a review" });
  const name = `Keys check ${attempt}`;
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByText("API keys", { exact: true }).click();
  await dialog.getByText("Selected", { exact: true }).click();
  await dialog.getByLabel(workspace, { exact: true }).check();
  await dialog.getByRole("button", { name: "Start review" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/\/reviews\/[\da-f-]+$/);
  await expect(page).toHaveTitle(new RegExp(name));
  const table = page.getByRole("table", { name: "API keys" });
  await expect(table).toBeVisible();
  await expectAccessible(page);
  // There is no room for the panel of a row that an address names, so the card keeps the evidence.
  const first = table.getByRole("row").nth(1);
  const key = await first.getByRole("link").first().getAttribute("href");
  await page.goto(`${page.url()}?peek=${key?.split("/").pop()}`);
  await expect(first.getByRole("cell")).toHaveCount(3);
  await table.getByRole("button", { name: "Rotate" }).first().click();
  const deciding = page.getByRole("dialog");
  await expect(deciding.getByText("Expires", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await deciding.getByRole("button", { name: "Save" }).click();
  await expect(table.getByText("Decided", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Submit 1/ }).click();
  await page
    .getByRole("dialog", { name: "Submit these decisions?" })
    .getByRole("button", { name: "Submit" })
    .click();
  await expect(table.getByText("To rotate", { exact: true })).toBeVisible();
});

test("an admin reviews grants and revokes one, which a lead doesn't see", async ({
  page,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/404/);
  const email = `partner-${attempt}@outside.example`;
  const name = `Grants check ${attempt}`;
  await signIn("admin");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Add grant" }).click();
  const adding = page.getByRole("dialog", { name: "Add a grant" });
  await adding.getByRole("textbox", { name: "Email" }).fill(email);
  await adding.getByRole("textbox", { name: "Note" }).fill("Until the audit ends");
  await adding.getByRole("button", { name: "Add grant" }).click();
  await expect(adding).toBeHidden();

  await page.goto("/reviews");
  await page.getByRole("button", { name: "Start review" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Start a review" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  const toTop = async () => Math.round((await dialog.boundingBox())?.y ?? 0);
  await dialog.evaluate((opening) => Promise.all(opening.getAnimations().map(({ finished }) => finished)));
  const top = await toTop();
  await dialog.getByText("Grants", { exact: true }).click();
  await expect(dialog.getByText("Any admin decides, unless you choose reviewers among them.")).toBeVisible();
  expect(await toTop(), "a choice doesn't move the dialog").toBe(top);
  await expect(dialog.getByText("Selected", { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Start review" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("link", { name }).click();
  await page.waitForURL(/\/reviews\/[\da-f-]+$/);
  await expect(page).toHaveTitle(new RegExp(name));
  const address = new URL(page.url()).pathname;

  const row = page.getByRole("table", { name: "Grants" }).getByRole("row").filter({ hasText: email });
  await expect(row).toContainText("Not a member");
  await expect(row).toContainText("Until the audit ends");
  await expect(page.getByText("SHA-256 of what was frozen:")).toBeVisible();
  await expectAccessible(page);
  await expectStillAtAllSizes(page, address);
  await row.getByRole("button", { name: "Revoke" }).click();
  await expect(row.getByText("Decided", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Submit 1/ }).click();
  const submitting = page.getByRole("dialog", { name: "Submit these decisions?" });
  await expect(submitting.getByRole("list", { name: "Changes" })).toContainText(
    `${email}: revoked (Auditor)`,
  );
  await expectAccessible(page);
  await submitting.getByRole("button", { name: "Submit" }).click();
  await expect(row.getByText("Applied", { exact: true })).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByRole("button", { name: "Add grant" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: email })).toHaveCount(0);

  await signIn("lead");
  await page.goto("/reviews");
  await expect(page.getByRole("heading", { level: 1, name: "Reviews" })).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Review not found" })).toBeVisible();
});
