import { expectAccessible } from "./axe";
import { startCastellan } from "./castellan";
import { addSession, expect, test, untilHydrated } from "./fixtures";
import { signInByProvider } from "./log-in";
import { emails } from "./people";
import { findFreePort } from "./processes";

test.describe("the sandbox sign-in", () => {
  test.use({ server: "sandbox" });

  for (const [persona, heading] of [
    ["Team lead", "Overview"],
    ["Member", "My access"],
    ["Auditor", "Overview"],
  ] as const) {
    test(`opens ${heading} for "${persona}" until they sign out`, async ({ page, expectConsoleError }) => {
      expectConsoleError(/401 .*\/api\//);
      await page.goto("/");
      await expect(page).toHaveURL(/\/sign-in/);
      await page.getByRole("button", { name: persona, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();

      await page.getByRole("button", { name: /^Account: / }).click();
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Sign in to Castellan" })).toBeVisible();
      await page.goto("/me");
      await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    });
  }

  test("leads back to the requested page", async ({ page }) => {
    await page.goto("/cost?group=model&range=7d");
    await page.getByRole("button", { name: "Finance", exact: true }).click();
    await expect(page.getByRole("combobox", { name: "Group" })).toHaveValue("model");
    await expect(page.getByRole("button", { name: "Range: 7 days" })).toBeVisible();
  });

  test("never leads to another site", async ({ page, site }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent("/.//evil.example")}`);
    await page.getByRole("button", { name: "Member", exact: true }).click();
    await expect(page).toHaveURL(`${site}/me`);
  });

  test("doesn't offer a one-time link, and refuses one", async ({ page }) => {
    await page.goto("/sign-in/link?token=guessed");
    await expect(page.getByRole("alert").filter({ hasText: "This link is invalid, expired" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Sign in with the one-time link" })).toHaveCount(0);
  });

  test("is accessible", async ({ page }) => {
    await page.goto("/sign-in");
    await expectAccessible(page);
  });
});

test("the sign-in page says when the identity provider can't be reached", { tag: "@long" }, async ({
  page,
}) => {
  // Uses its own installation, because parallel tests need the shared provider.
  const provider = await findFreePort();
  const castellan = await startCastellan({
    OIDC_ISSUER: `http://127.0.0.1:${provider}`,
    OIDC_CLIENT_ID: "castellan",
    OIDC_CLIENT_SECRET: "a secret that nobody asks for",
    OIDC_NAME: "Northwind SSO",
    HISTORY_DAYS: "1",
  });
  try {
    await page.goto(castellan.url);
    await page.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "The identity provider didn’t complete the sign-in." }),
    ).toBeVisible();
    // A browser asks for a page's icon last, and would find no server.
    await page.goto("about:blank");
  } finally {
    await castellan.stop();
  }
});

test("another tab shows nothing any more when the person signs out, or somebody else signs in", async ({
  page,
  context,
  site,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/401/);
  await signIn("admin");
  const other = untilHydrated(await context.newPage());
  for (const tab of [other, page]) await tab.goto("/members");
  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(other).toHaveURL(/\/sign-in/);

  await signIn("admin");
  await other.close();
  const left = untilHydrated(await context.newPage());
  await left.goto("/cost");
  await expect(left.getByRole("button", { name: "Account: Inês Duarte" })).toBeVisible();
  await addSession(context, site, emails.finance);
  // A page that isn't interactive yet misses the event.
  await expect(async () => {
    await left.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(left.getByRole("button", { name: "Account: Inês Duarte" })).toHaveCount(0, {
      timeout: 3_000,
    });
  }).toPass();
  await expect(left.getByRole("button", { name: /^Account: / })).toBeVisible();
});

test.describe("the identity provider", () => {
  // Sequential, because some tests sign in as the same person.
  test.describe.configure({ mode: "default" });

  test("lets a member in and leads to the requested page", async ({ page }) => {
    await page.goto("/members?sort=email");
    await signInByProvider(page, emails.admin);
    await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeVisible();
    await expect(page).toHaveURL(/\/members\?sort=email$/);
    await expect(page.getByRole("button", { name: "Account: Inês Duarte" })).toBeVisible();
  });

  for (const [account, why] of [
    ["impostor", "The identity provider didn’t confirm that this email address is yours."],
    ["stranger", "This email address doesn’t belong to a member of the organization and has no grant."],
  ] as const) {
    test(`keeps ${account} out, and the page says why`, async ({ page }) => {
      await page.goto("/");
      await signInByProvider(page, account);
      await expect(page.getByRole("alert").filter({ hasText: why })).toBeVisible();
      await page.getByRole("button", { name: "Use a different Northwind SSO account" }).click();
      await expect(page.getByRole("textbox", { name: "Account" })).toBeVisible();
      await page.goto("/members");
      await expect(page).toHaveURL(/\/sign-in/);
    });
  }

  test("reports a canceled sign-in to the page", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "The identity provider didn’t complete the sign-in." }),
    ).toBeVisible();
  });

  test("signs in a person whose session an admin can end, and who can sign out everywhere", async ({
    page,
    org,
    browser,
    site,
    expectConsoleError,
  }) => {
    // A page that still asks for news learns it from that answer.
    expectConsoleError(/401/);
    const { email } = await org.addMember();
    await page.goto("/");
    await signInByProvider(page, email);
    await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();

    const admins = await browser.newContext({ baseURL: site, locale: "en-GB" });
    await addSession(admins, site, emails.admin);
    const settings = untilHydrated(await admins.newPage());
    await settings.goto(`/activity?person=${encodeURIComponent(email)}`);
    await expect(
      settings.getByRole("row").filter({ hasText: "signed in from a new device: Chrome" }),
    ).toBeVisible();
    await settings.goto("/settings");
    const attempts = settings.getByRole("table", { name: "Sign-in attempts" });
    await expect(attempts.getByRole("row").filter({ hasText: email })).toContainText("Signed in");
    const sessions = settings.getByRole("table", { name: "Sessions" });
    await sessions.getByRole("button", { name: `Actions for ${email}` }).click();
    await settings.getByRole("menuitem", { name: "End session" }).press("Enter");
    await expect(settings.getByRole("status")).toHaveText(`Session of ${email} ended`);
    await expect(sessions.getByRole("row").filter({ hasText: email })).toHaveCount(0);
    await admins.close();
    await page.goto("/me");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fme$/);

    await page.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
    const elsewhere = await browser.newContext({ baseURL: site });
    await addSession(elsewhere, site, email);
    const other = untilHydrated(await elsewhere.newPage());
    await other.goto("/me");
    await expect(other).toHaveURL(/\/me$/);
    await page.getByRole("button", { name: /^Account: / }).click();
    await page.getByRole("button", { name: "Sign out everywhere" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Sign in to Castellan" })).toBeVisible();
    await other.goto("/me");
    await expect(other).toHaveURL(/\/sign-in/);
    await elsewhere.close();
    const own = await org.readCsv(`activity.csv?person=${encodeURIComponent(email)}`);
    // The browser whose session the admin has ended is new again.
    expect(own.filter(({ action }) => action === "session.new_device")).toHaveLength(3);
    const entries = (await org.readCsv(`activity.csv?q=${encodeURIComponent(email)}`)).filter(
      (line) => line.target_label === email,
    );
    const ended = entries.filter(({ source }) => source === "castellan");
    expect(ended.map(({ action }) => action)).toEqual(["session.end_own", "session.end"]);
  });

  test("vouches for a new account of a known address only once an admin has let it in", async ({
    page,
    org,
    browser,
    site,
  }) => {
    const { email } = await org.addMember();
    await addSession(page.context(), site, email);
    await page.context().clearCookies();
    await page.goto("/");
    await signInByProvider(page, `new ${email}`);
    await expect(
      page
        .getByRole("alert")
        .filter({ hasText: "Your account at the identity provider is new to Castellan." }),
    ).toBeVisible();

    const admins = await browser.newContext({ baseURL: site, locale: "en-GB" });
    await addSession(admins, site, emails.admin);
    const settings = untilHydrated(await admins.newPage());
    await settings.goto("/settings");
    const dialog = settings.getByRole("dialog", { name: "Was this person’s account replaced?" });
    await settings.getByRole("button", { name: `Let in ${email}` }).click();
    await expect(dialog).toBeVisible();
    await expectAccessible(settings);
    await dialog.getByRole("button", { name: "Same person" }).click();
    await expect(settings.getByRole("status")).toHaveText(`Account of ${email} let in`);
    await admins.close();

    await page.getByRole("button", { name: "Continue with Northwind SSO" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  });

  test("is the only way to sign in to a real organization, which has no sandbox people", async ({
    page,
    request,
  }) => {
    await page.goto("/sign-in");
    await expect(page.getByRole("button", { name: "Admin", exact: true })).toHaveCount(0);
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    const form = { csrfToken, persona: "admin", json: "true" };
    await request.post("/api/auth/callback/sandbox", { form });
    expect((await request.get("/api/members")).status()).toBe(401);
  });
});
