import type { Locator, Page } from "playwright/test";

const names = { CSV: "CSV", XLSX: "Excel (XLSX)" } as const;
type Format = keyof typeof names;

/** Opens the menu of a page and finds one of its files. */
export async function findExport(page: Page, format: Format): Promise<Locator> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  return page.getByRole("menuitem", { name: names[format], exact: true });
}

/** The address of a file of the page. */
export async function readExportAddress(page: Page, format: Format): Promise<string> {
  const address = await (await findExport(page, format)).getAttribute("href");
  await page.keyboard.press("Escape");
  return address ?? "";
}
