import type { Page } from "playwright/test";
import { usualGrantDays } from "@/lib/account/grants/vocabulary";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { addSession, expect, test, untilHydrated } from "./fixtures";
import { newWord } from "./organization";
import { findOperation } from "./row-menu";

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

async function add(page: Page, email: string, note: string) {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Add grant" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a grant" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("textbox", { name: "Note" }).fill(note);
  await dialog.getByRole("button", { name: "Add grant" }).click();
  return dialog;
}

test("after a grant is removed, focus is on the row that took its place", async ({ page, signIn }) => {
  // In the order of addresses, no grant of another test comes between them.
  const word = newWord();
  const [first, second] = [`${word}-a@outside.example`, `${word}-b@outside.example`];
  await signIn("admin");
  await add(page, first, "First of two");
  await add(page, second, "Second of two");
  const removal = await findOperation(row(page, first), "Remove");
  await removal.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).press("Enter");
  await expect(row(page, first)).toHaveCount(0);
  await expect(page.locator("tr:focus")).toContainText(second);
  await (await findOperation(row(page, second), "Remove")).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row(page, second)).toHaveCount(0);
});

test("an admin adds a grant, which lets someone in, changes it, and removes it, and all of it is audited", async ({
  page,
  org,
  signIn,
  browser,
  site,
}) => {
  const email = `${newWord()}@outside.example`;
  await signIn("admin");
  await add(page, email, "Yearly audit");
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
  await expect(row(page, email)).toContainText("Auditor");
  await expect(row(page, email)).toContainText("Yearly audit");

  const theirs = await browser.newContext({ baseURL: site });
  await addSession(theirs, site, email);
  const theirPage = untilHydrated(await theirs.newPage());
  await theirPage.goto("/settings");
  await expect(theirPage.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(theirPage.getByRole("button", { name: "Add grant" })).toHaveCount(0);

  await (await findOperation(row(page, email), "Change")).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change this grant" });
  await dialog.getByRole("radio", { name: /^Finance / }).check();
  await dialog.getByLabel("Last day").fill(addDays(toDay(Date.now()), 1));
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText(`${email} is now Finance`);
  await expect(row(page, email)).toContainText("Finance");
  await (await findOperation(row(page, email), "Renew")).press("Enter");
  const renewal = page.getByRole("dialog", { name: "Renew this grant?" });
  await expect(renewal.getByLabel("Last day")).toHaveValue(addDays(toDay(Date.now()), usualGrantDays));
  await expectAccessible(page);
  await renewal.getByRole("button", { name: "Renew" }).click();
  await expect(page.getByRole("status")).toHaveText(`Grant of ${email} renewed`);
  await theirPage.goto("/cost");
  await expect(theirPage.getByRole("heading", { level: 1, name: "Cost" })).toBeVisible();

  await (await findOperation(row(page, email), "Remove")).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText(`Grant of ${email} removed`);
  await expect(row(page, email)).toHaveCount(0);
  await theirPage.reload();
  await expect(theirPage).toHaveURL(/\/sign-in/);
  await theirs.close();
  expect((await org.listAudit(email)).map(({ action, outcome }) => [action, outcome])).toEqual([
    ["grant.remove", "succeeded"],
    ["grant.renew", "succeeded"],
    ["grant.change", "succeeded"],
    ["grant.add", "succeeded"],
  ]);
});

test("an email address can have only one grant, and the dialog says so", { tag: "@long" }, async ({
  page,
  signIn,
}) => {
  const email = `${newWord()}@outside.example`;
  await signIn("admin");
  await add(page, email, "");
  await expect(row(page, email)).toBeVisible();
  const dialog = await add(page, email.toUpperCase(), "");
  await expect(dialog.getByRole("alert")).toHaveText(
    "This address already has a grant. Change that one instead.",
  );
  await expectAccessible(page);
});

test("an auditor sees the break-glass admins and what each role can do", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Break-glass admins" })).toBeVisible();
  const matrix = page.getByRole("region", { name: "Who can do what" }).last();
  const cells = matrix.getByRole("row", { name: /Change roles and remove members/ }).getByRole("cell");
  await expect(cells).toHaveText(["Yes", "–No", "–No", "–No", "–No"]);
  await expectAccessible(page);
});

test("an admin changes the rules, which is audited, and an auditor can only see them", async ({
  page,
  org,
  signIn,
}) => {
  await signIn("admin");
  await page.goto("/settings");
  await page.getByRole("link", { name: "Rules" }).click();
  const hours = page.getByRole("spinbutton", { name: "Maximum session length, hours" });
  await hours.fill("9");
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(page.getByRole("status")).toHaveText("Settings saved");
  await expectAccessible(page);
  const entries = (await org.readCsv("activity.csv?noun=settings")) as { after: string }[];
  expect(entries.map(({ after }) => JSON.parse(after || "null"))).toContainEqual(
    expect.objectContaining({ session_hours: 9, two_person_rule: false }),
  );
  await signIn("auditor");
  await page.goto("/settings?tab=rules");
  await expect(hours).toBeDisabled();
  await expect(hours).toHaveValue("9");
  await expect(page.getByRole("button", { name: "Save rules" })).toHaveCount(0);
});

test("an auditor sees what the admin key can do and where it comes from", async ({ page, signIn }) => {
  await signIn("auditor");
  await page.goto("/settings?tab=key");
  await expect(page.getByText("The key comes from ANTHROPIC_ADMIN_KEY.")).toBeVisible();
  const capabilities = page.getByRole("table", { name: "What the admin key can do" });
  await expect(capabilities.getByRole("row").filter({ hasText: "Cost report" })).toContainText(
    /Available|Not checked yet/,
  );
  await expectAccessible(page);
});

test("the tables of sessions and activity fit a window of 1280 pixels without scrolling sideways", {
  tag: "@long",
}, async ({ page, org, signIn }) => {
  const { id } = await org.addKey();
  await org.emulator.changeKey(id, { status: "inactive" });
  await signIn("admin");
  for (const [address, name] of [
    ["/settings", "Sessions"],
    ["/activity", "Activity"],
  ] as const) {
    await page.goto(address);
    const region = page.getByRole("region", { name, exact: true }).last();
    await expect(region.getByRole("row").nth(1)).toBeVisible();
    const hidden = await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(hidden, address).toBe(0);
  }
});
