import type { Browser, Page } from "playwright/test";
import type { Shown } from "./sites";

/** Changes and a bulk change, without which their screens would be empty; the trial has a statement and a review of its own. */
export async function work(browser: Browser, site: Shown): Promise<void> {
  const context = await browser.newContext({ baseURL: site.url, locale: "en-US" });
  const cookie = await site.signIn("admin");
  await context.addCookies([{ ...cookie, url: site.url, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await changeRole(page, "zoe", "User");
  await changeRole(page, "ruta", "Claude Code user");
  await deactivateKeys(page, "slack-digest", 2);
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
