import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { McpApp } from "./mcp-app";

test.use({ server: "sandbox" });

let app: McpApp;
let asksAt = "";
test.beforeEach(async ({ site }) => {
  app = new McpApp(site);
  asksAt = await app.start();
});
test.afterEach(() => app.stop());

test("an app with the official SDK is allowed, refreshes its token, works, and is cut off", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto(asksAt);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect “Desk assistant” to Castellan?");
  await expect(page.getByText("Not verified: any app can use this name")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Propose changes" })).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("Back in the app")).toBeVisible();
  expect(app.answer).toContain("state=opaque");
  await app.finish();

  expect(await app.connect()).toBeNull();
  expect(await app.call("whoami")).toMatchObject({ persona: "admin", name: "Desk assistant" });
  app.expire();
  expect(await app.call("whoami")).toMatchObject({ persona: "admin" });

  await page.goto("/me");
  const row = page.getByRole("row", { name: /Desk assistant Connected app, only for MCP/ }).first();
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Token Desk assistant revoked")).toBeVisible();
  expect(await app.connect()).toContain("/oauth/authorize");
  await page.goto("/activity");
  await expect(page.getByText("Inês Duarte connected the app Desk assistant").first()).toBeVisible();
});

test("everyone decides for themselves, and an app that is denied learns it", async ({ page, signIn }) => {
  for (const persona of ["finance", "lead", "member", "auditor"] as const) {
    await signIn(persona);
    await page.goto(asksAt);
    await expect(page.getByText("Read everything that you may see")).toBeVisible();
    const checkbox = page.getByRole("checkbox", { name: "Propose changes" });
    await expect(checkbox).toHaveCount(persona === "lead" ? 1 : 0);
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("Back in the app")).toBeVisible();
  expect(app.answer).toContain("error=access_denied");
});

test("a stranger signs in first and comes back", async ({ page }) => {
  await page.goto(asksAt);
  await page.getByRole("button", { name: "Finance" }).click();
  await expect(page.getByRole("button", { name: "Allow" })).toBeVisible();
});

test("an app that nobody knows, or that asks wrongly, isn’t offered to anyone", async ({ page, signIn }) => {
  await signIn("admin");
  const ask = async (name: string, value: string) => {
    const address = new URL(asksAt);
    address.searchParams.set(name, value);
    await page.goto(address.href);
  };
  await ask("client_id", "nobody");
  await expect(page.getByText("Castellan doesn’t know this app.")).toBeVisible();
  await expectAccessible(page);
  await ask("redirect_uri", "https://evil.example/");
  await expect(page.getByText("at an address that it hasn’t registered")).toBeVisible();
  await ask("resource", "https://evil.example/mcp");
  expect(app.answer).toContain("error=invalid_target");
});

test("an app that asks wrongly names the address that its button leads to", async ({ page, signIn }) => {
  await signIn("admin");
  const address = new URL(asksAt);
  const site = "https://evil.example/cb";
  const registered = await page.request.post(`${address.origin}/oauth/register`, {
    data: { client_name: "Claude", redirect_uris: [site] },
  });
  const { client_id } = await registered.json();
  for (const [name, value] of Object.entries({ client_id, redirect_uri: site, resource: site }))
    address.searchParams.set(name, value);
  await page.goto(address.href);
  await expect(page.getByText("“Claude” asked in a way that Castellan doesn’t accept.")).toBeVisible();
  const link = page.getByRole("link", { name: "Return to evil.example" });
  await expect(link).toHaveAttribute("href", /^https:\/\/evil\.example\/cb\?error=invalid_target/);
  await expectAccessible(page);
});
