import type { Page } from "playwright/test";

/** On the identity provider's page, which asks for nothing but the account. */
export async function logIn(page: Page, account: string): Promise<void> {
  await page.getByRole("textbox", { name: "Account" }).fill(account);
  await page.getByRole("button", { name: "Log in" }).click();
}

export async function signInByProvider(page: Page, account: string): Promise<void> {
  await page.getByRole("button", { name: "Continue with Northwind SSO" }).click();
  await logIn(page, account);
}
