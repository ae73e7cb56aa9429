import type { Locator, Page } from "playwright/test";
import { expect } from "./fixtures";
import { findOperation } from "./row-menu";

/** From a row of Members through the plan to its receipt. `typed` is the name or the address. */
export async function offboard(page: Page, row: Locator, typed: string): Promise<void> {
  await (await findOperation(row, "Off-board…")).press("Enter");
  await page.waitForURL(/\/members\/offboard\?members=/);
  await confirmOffboarding(page, "Off-board…", typed);
  await page.waitForURL(/\/members\/offboardings\/[\da-f-]+$/);
  await expect(page.getByRole("article", { name: "Off-boarding receipt" })).toBeVisible();
}

export async function confirmOffboarding(page: Page, button: string, typed: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog", { name: /^Off-board/ });
  await dialog.getByRole("textbox").fill(typed);
  await dialog.getByRole("button", { name: "Off-board" }).click();
}
