import { expect, type Locator, type Page } from "playwright/test";

export const notifications = (page: Page): Locator => page.getByRole("region", { name: "Notifications" });

/** Waits until the bulk change that was started last is over, as its toast shows. */
export async function expectDone(page: Page, count: number): Promise<void> {
  // A change of one says what became of it, in the words of its operation.
  if (count === 1)
    return expect(notifications(page).getByRole("link", { name: "Download results" }).last()).toBeVisible();
  await expect(notifications(page).getByText(`${count} of ${count} done`).last()).toBeVisible();
}

/** Opens the page of the bulk change. */
export async function openDetails(page: Page): Promise<void> {
  await notifications(page).getByRole("link", { name: "View details" }).first().click();
  await page.waitForURL(/\/bulk\/[\da-f-]+$/);
}

/** One change is undone without a question. */
export async function undoAll(page: Page, count: number): Promise<void> {
  const name = count === 1 ? "Undo" : "Undo all";
  await notifications(page).getByRole("button", { name, exact: true }).last().click();
  if (count === 1) return;
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Undo ${count} changes` })
    .click();
}

/** Closes the toast of the bulk change that was started last, so that the next one is the only one. */
export async function dismiss(page: Page): Promise<void> {
  await notifications(page).getByRole("button", { name: "Dismiss" }).last().click();
  await expect(notifications(page).getByRole("link", { name: "View details" })).toHaveCount(0);
}
