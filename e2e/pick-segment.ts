import type { Locator, Page } from "playwright/test";
import { expect } from "./fixtures";

/**
 * By its label, as a person does. The radio itself is hidden, so that a click on it would have to be forced, and a forced
 * click lands beside it if what is above changes its height at that moment.
 */
export async function pickSegment(scope: Page | Locator, name: string): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await scope
    .locator("label")
    .filter({ has: page.getByRole("radio", { name, exact: true }) })
    .click();
  await expect(scope.getByRole("radio", { name, exact: true })).toBeChecked();
}
