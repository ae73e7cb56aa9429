import type { Browser, Page } from "playwright/test";
import type { Shown } from "./sites";

/** A few changes, a bulk change, a closed month, and a review, without which the screens that show such things would be empty. */
export async function work(browser: Browser, site: Shown): Promise<void> {
  const context = await browser.newContext({ baseURL: site.url, locale: "en-US" });
  const cookie = await site.signIn("admin");
  await context.addCookies([{ ...cookie, url: site.url, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await changeRole(page, "zoe", "User");
  await changeRole(page, "ruta", "Claude Code user");
  await deactivateKeys(page, "slack-digest", 2);
  await closeMonth(page);
  await startReview(page, "Checkout – prod");
  await context.close();
}

async function changeRole(page: Page, who: string, role: string): Promise<void> {
  await page.goto(`/members?q=${who}`);
  await page.getByRole("row").getByRole("combobox", { name: "Role" }).first().click();
  await page.getByRole("option", { name: role, exact: true }).click();
  const isDone = page.getByRole("status").filter({ hasText: / is now / });
  const question = page.getByRole("button", { name: `Change to ${role}` });
  await isDone.or(question).waitFor();
  if (await question.isVisible()) await question.click();
  await isDone.waitFor();
}

async function deactivateKeys(page: Page, named: string, count: number): Promise<void> {
  await page.goto(`/keys?status=active&q=${named}`);
  const boxes = page.getByRole("checkbox", { name: /^Select (?!all)/ });
  for (let place = 0; place < count; place++) await boxes.nth(place).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function closeMonth(page: Page): Promise<void> {
  await page.goto("/cost/statements");
  await page.getByRole("button", { name: "Close month" }).click();
  const dialog = page.getByRole("dialog");
  // The last month can still change in the first days of this one.
  await dialog.getByLabel("Month", { exact: true }).selectOption({ index: 1 });
  await dialog.getByLabel("Shared and untagged cost").selectOption({ label: "Assign to one cost center" });
  await dialog.getByLabel("Cost center", { exact: true }).selectOption({ index: 1 });
  await dialog.getByRole("button", { name: /^Close [A-Z]/ }).click();
  await page.waitForURL(/\/cost\/statements\/\d+$/);
}

async function startReview(page: Page, workspace: string): Promise<void> {
  await page.goto("/reviews");
  await page.getByRole("button", { name: "Start review" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Fourth quarter");
  await dialog.getByText("Selected", { exact: true }).click();
  await dialog.getByLabel(workspace).check();
  await dialog.getByRole("button", { name: "Start review" }).click();
  await dialog.waitFor({ state: "detached" });
}
