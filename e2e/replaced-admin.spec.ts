import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { startCastellan } from "./castellan";
import { expect, test, untilHydrated } from "./fixtures";
import { startIdentityProvider } from "./identity-provider";
import { signInByProvider } from "./log-in";
import { emails } from "./people";
import { findFreePort } from "./processes";
import { notifications, openDetails } from "./run-toast";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const refusal = "Your account at the identity provider is new to Castellan.";

/** Uses its own Castellan, because the rule would block other tests. */
async function startWithProvider(admins: readonly string[]) {
  const [port, providerPort] = [await findFreePort(), await findFreePort()];
  const secret = randomBytes(24).toString("base64url");
  const redirectUri = `http://localhost:${port}/api/auth/callback/oidc`;
  const client = { id: "castellan", secret, redirectUri };
  const provider = await startIdentityProvider({ port: providerPort, client, accounts: {} });
  const castellan = await startCastellan({
    PORT: String(port),
    OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: secret,
    OIDC_NAME: "Northwind SSO",
    BOOTSTRAP_ADMINS: admins.join(","),
    HISTORY_DAYS: "1",
  });
  return { url: castellan.url, stop: () => Promise.all([castellan.stop(), provider.stop()]) };
}

async function openBrowser(browser: Browser, url: string, account: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB" });
  const page = untilHydrated(await context.newPage());
  await page.goto("/");
  await signInByProvider(page, account);
  return page;
}

async function requireTwo(page: Page): Promise<void> {
  await page.goto("/settings?tab=rules");
  await page.getByRole("checkbox", { name: "Two-person rule" }).check();
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(page.getByRole("status").last()).toBeVisible();
}

test("with the two-person rule, an admin's new account waits until two other admins have let it in", {
  tag: "@long",
}, async ({ browser }) => {
  const { url, stop } = await startWithProvider([emails.finance, emails.lead]);
  const pages: Page[] = [];
  const open = async (account: string) => {
    const page = await openBrowser(browser, url, account);
    pages.push(page);
    return page;
  };
  try {
    const person = await open(emails.finance);
    await expect(heading(person, "Overview")).toBeVisible();
    const first = await open(emails.admin);
    await expect(heading(first, "Overview")).toBeVisible();
    await requireTwo(first);
    const replaced = await open(`new ${emails.finance}`);
    await expect(replaced.getByRole("alert").filter({ hasText: refusal })).toBeVisible();

    await first.goto("/settings");
    await first.getByRole("button", { name: `Let in ${emails.finance}` }).click();
    const dialog = first.getByRole("dialog", { name: "Was this person’s account replaced?" });
    await dialog.getByRole("button", { name: "Same person" }).click();
    await expect(notifications(first).getByText("Waiting for approval", { exact: true })).toBeVisible();
    await openDetails(first);
    const approval = first.getByRole("region", { name: "Approval" });
    await expect(approval).toContainText("another admin must approve it");
    await expect(approval.getByRole("button")).toHaveCount(0);
    await expectAccessible(first);
    await replaced.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await expect(replaced.getByRole("alert").filter({ hasText: refusal })).toBeVisible();

    const second = await open(emails.lead);
    await expect(heading(second, "Overview")).toBeVisible();
    await second.goto(first.url());
    await expect(second.getByRole("heading", { level: 1 })).toContainText(
      `Account ID: new ${emails.finance} · Same person`,
    );
    await second.getByRole("button", { name: "Approve" }).click();
    await expect(second.getByText("1 of 1 done")).toBeVisible();
    await expect(second.getByText(/^Requested by/).getByTitle(emails.lead)).toBeVisible();
    await replaced.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await expect(heading(replaced, "Overview")).toBeVisible();
    await person.goto("/");
    await expect(person).toHaveURL(/\/sign-in/);
  } finally {
    // The pages still poll and must not ask a server that is gone.
    for (const page of pages) await page.context().close();
    await stop();
  }
});
