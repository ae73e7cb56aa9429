import type { Locator } from "playwright/test";

/**
 * Opens the menu of a row and finds one of its operations, to be pressed rather than clicked: while rows of other tests
 * come and go, the menu moves along with its row, and a click beside it closes it.
 */
export async function findOperation(row: Locator, name: string | RegExp): Promise<Locator> {
  await row.getByRole("button", { name: /^Actions for/ }).click();
  // The menu takes the focus a moment after it opens, and what a test focuses before would lose it.
  await row.page().locator("[role=menuitem]:focus").waitFor();
  return row.page().getByRole("menuitem", { name });
}
