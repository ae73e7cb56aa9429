import type { Browser, Page } from "playwright/test";
import { Authenticator } from "./authenticator";
import { addSession, expect, test, untilHydrated } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { findOperation } from "./row-menu";
import { addGrant, confirming } from "./step-up";

const byPasskey = (page: Page) => confirming(page).getByRole("button", { name: "Confirm with a passkey" });
const newAddress = () => `${newWord()}@outside.example`;

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto("/me");
  await page.getByRole("button", { name: "Add passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("status")).toHaveText(`Passkey ${name} added`);
}

/** An admin in this browser, whose device somebody has copied. */
async function copyPasskey(page: Page, org: Organization, signIn: (who: string) => Promise<void>) {
  const admin = await org.addMember({ role: "admin" });
  const device = await Authenticator.attach(page);
  await signIn(admin.email);
  await addPasskey(page, "Laptop");
  const [copied] = await device.copy();
  if (!copied) throw new Error("the device has no passkey");
  return { admin, copied };
}

/** Another browser with an old session of the same person, as somebody has it who took their cookie. */
async function openThief(browser: Browser, site: string, email: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: site, locale: "en-GB" });
  await addSession(context, site, email, 60);
  return untilHydrated(await context.newPage());
}

test("a thief with a copied passkey that is behind, or with one that was removed, confirms nothing", {
  tag: "@long",
}, async ({ page, org, signIn, browser, site }) => {
  const { admin, copied } = await copyPasskey(page, org, signIn);
  await signIn(admin.email, 60);
  await addGrant(page, newAddress());
  await byPasskey(page).click();
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);

  const thief = await openThief(browser, site, admin.email);
  const copy = await Authenticator.attach(thief);
  await copy.add({ ...copied, signCount: 0 });
  const wanted = newAddress();
  await addGrant(thief, wanted);
  await byPasskey(thief).click();
  await expect(confirming(thief).getByRole("alert")).toContainText("didn’t confirm that it’s you");

  await page.goto("/me");
  const own = page.getByRole("table", { name: "Passkeys" }).getByRole("row").filter({ hasText: "Laptop" });
  await (await findOperation(own, "Remove")).press("Enter");
  await page.getByRole("dialog", { name: "Remove passkey?" }).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText("Passkey Laptop removed");
  await copy.reset();
  await copy.add({ ...copied, signCount: 1_000 });
  await byPasskey(thief).click();
  await expect(confirming(thief).getByRole("alert")).toContainText("You have no passkey for this address");
  const outcomes = (await org.listAudit(wanted)).map(({ action, outcome }) => [action, outcome]);
  expect(outcomes).toEqual([["grant.add", "failed"]]);
  await thief.context().close();
});

test("a passkey confirms nothing in a session that its owner has ended elsewhere", { tag: "@long" }, async ({
  page,
  org,
  signIn,
  browser,
  site,
}) => {
  const { admin, copied } = await copyPasskey(page, org, signIn);
  const thief = await openThief(browser, site, admin.email);
  await (await Authenticator.attach(thief)).add({ ...copied, signCount: 1_000 });
  const wanted = newAddress();
  await addGrant(thief, wanted);
  await expect(byPasskey(thief)).toBeVisible();

  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("button", { name: "Sign out everywhere" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in to Castellan" })).toBeVisible();
  const answered = thief.waitForResponse((answer) => "next-action" in answer.request().headers());
  await byPasskey(thief).click();
  await answered;
  expect((await org.listAudit(wanted)).map(({ outcome }) => outcome)).toEqual(["failed"]);
  await thief.context().close();
});
