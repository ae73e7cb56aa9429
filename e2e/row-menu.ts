import type { Locator } from "playwright/test";

/** Opens the menu of a row and finds one of its operations. */
export async function findOperation(row: Locator, name: string | RegExp): Promise<Locator> {
  await row.getByRole("button", { name: /^Actions for/ }).click();
  return row.page().getByRole("menuitem", { name });
}
