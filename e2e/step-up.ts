import type { Locator, Page } from "playwright/test";

export function confirming(page: Page): Locator {
  return page.getByRole("dialog", { name: "Confirm it’s you" });
}

export async function addGrant(page: Page, email: string, site = ""): Promise<void> {
  await page.goto(`${site}/settings`);
  await page.getByRole("button", { name: "Add grant" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a grant" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("textbox", { name: "Note" }).fill("Kept while confirming");
  await dialog.getByRole("button", { name: "Add grant" }).click();
}
