import type { Page } from "playwright/test";
import { expect } from "./fixtures";

export const palette = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
export const input = (page: Page) => palette(page).getByRole("combobox", { name: "Command palette" });
export const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
export const marked = (page: Page) => palette(page).getByRole("option", { selected: true });
export const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** Until the page listens, keys do nothing. */
export async function press(page: Page, key: string, isDone: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await isDone();
  }).toPass();
}

export const pressPalette = (page: Page) =>
  press(page, "Control+k", () => expect(palette(page)).toBeVisible({ timeout: 1_000 }));

export async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await expect(title(page, heading)).toBeVisible();
  await pressPalette(page);
  await expect(input(page)).toBeFocused();
}
