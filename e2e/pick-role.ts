import type { Locator } from "playwright/test";
import { expect } from "./fixtures";

export async function pickRole(
  picker: Locator,
  role: string,
  { raises }: { raises: boolean },
): Promise<void> {
  const page = picker.page();
  await picker.click();
  await page.getByRole("option", { name: role, exact: true }).click();
  const question = page.getByRole("dialog", { name: "Give more access?" });
  if (raises) await question.getByRole("button", { name: `Change to ${role}` }).click();
  await expect(question).toHaveCount(0);
}
