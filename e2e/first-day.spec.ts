import { expectAccessible } from "./axe";
import { expect, test as shared } from "./fixtures";
import { openLink } from "./open-link";
import { emails } from "./people";
import { withAdminApi } from "./with-admin-api";

const test = withAdminApi({
  key: "sk-ant-admin01-first-day",
  historyDays: 2,
  prepare: async () => undefined,
});

test("a new server shows its admin what is left to set up, until someone hides it", async ({
  page,
  served,
}) => {
  await openLink(page, served.link);
  const list = page.getByRole("region", { name: "Set up Castellan" });
  await expect(list.getByRole("heading", { level: 3 })).toHaveText([
    "Sign in with your identity provider",
    "Let an admin sign in",
    "Send mail",
    "Load the history",
    "Set a budget",
  ]);
  await expect(list.getByRole("img", { name: "to do" })).toHaveCount(4);
  await expectAccessible(page);
  await list.getByRole("link", { name: "Set up: Sign in with your identity provider" }).click();
  const signIn = page.getByRole("region", { name: "Sign-in", exact: true });
  await expect(signIn).toContainText("OIDC_ISSUER");
  await expect(signIn).toContainText(`${served.url}/api/auth/callback/oidc`);

  await page.goto(served.url);
  await list.getByRole("link", { name: "Set up: Set a budget" }).click();
  const budget = page.getByRole("dialog", { name: "New budget" });
  await budget.getByRole("textbox", { name: "Amount, US dollars" }).fill("500");
  await budget.getByRole("button", { name: "Add budget" }).click();
  await expect(budget).toHaveCount(0);
  await page.goto(served.url);
  await expect(list.getByRole("img", { name: "to do" })).toHaveCount(3);

  await list.getByRole("button", { name: "Hide" }).click();
  await expect(list).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(list).toHaveCount(0);
  await page.goto("about:blank");
});

shared("an admin tries the identity provider, and reads what it answers", async ({ page, org, signIn }) => {
  await signIn("admin");
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Sign-in", exact: true });
  await section.getByRole("button", { name: "Test" }).click();
  const results = section.getByRole("list", { name: "What Northwind SSO answered" });
  await expect(results.getByRole("listitem")).toHaveCount(9);
  await expect(results).toContainText("It accepts the client ID and secret.");
  await expect(results).toContainText("It is the issuer that is set here.");
  await expectAccessible(page);
  await expect
    .poll(() => org.auditOf("oidc"))
    .toMatchObject({ action: "provider.test", outcome: "succeeded" });

  await signIn(emails.auditor);
  await page.goto("/settings");
  await expect(section).toContainText("Redirect URI");
  await expect(section.getByRole("button", { name: "Test" })).toHaveCount(0);
});
