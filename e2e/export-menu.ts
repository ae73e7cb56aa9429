import type { Locator, Page } from "playwright/test";

/** Opens the menu of a page and finds one of its files. */
export async function findExport(page: Page, format: "CSV" | "XLSX"): Promise<Locator> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  return page.getByRole("menuitem", { name: format, exact: true });
}

/** The address of a file of the page. */
export async function readExportAddress(page: Page, format: "CSV" | "XLSX"): Promise<string> {
  const address = await (await findExport(page, format)).getAttribute("href");
  await page.keyboard.press("Escape");
  return address ?? "";
}
