import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const row = (page: import("playwright/test").Page, text: string | RegExp) =>
  page.getByRole("row").filter({ hasText: text });

test("an admin sees service accounts by ID, and how to get their names", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/service-accounts");
  await expect(page.getByRole("note")).toContainText("ant auth login --scope org:admin");
  await expect(row(page, "checkout-batch")).toContainText("svac_");
  await row(page, "checkout-batch").getByRole("link", { name: "checkout-batch" }).first().click();
  await expect(page).toHaveURL(/\/keys\/apikey_/);
});

test("a lead sees only the service accounts of their own workspaces", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/service-accounts");
  await expect(row(page, "checkout-batch")).toBeVisible();
  await expect(row(page, "churn-model")).toHaveCount(0);
});

test.describe("with an OAuth token", () => {
  test.use({ server: "sandbox" });

  test("service accounts are shown by name, and the page is accessible", async ({ page, signIn }) => {
    await signIn("admin");
    const load = async () => {
      await page.goto("/service-accounts");
      return row(page, "llm-gateway").count();
    };
    await expect.poll(load).toBe(1);
    await expect(row(page, "checkout-fraud-agent").first()).toContainText("Checkout – prod");
    await expect(page.getByRole("note")).toHaveCount(0);
    await expectAccessible(page);
  });
});
