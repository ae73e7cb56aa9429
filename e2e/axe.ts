import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";

/** WCAG 2.2 AA and good practice: everything in light, and in dark what depends on colors, because the rest of the page is the same. */
export async function expectAccessible(page: Page): Promise<void> {
  // Next renders the title after the page, also of one that a link opened: wait for that page before calling this.
  await expect(page).toHaveTitle(/./);
  await expectNoViolations(page, "light");
  await expectNoViolations(page, "dark", ["color-contrast", "link-in-text-block"]);
}

/** To load it again takes as long as to check the contrast of a page. */
function isLoaded(page: Page): Promise<boolean> {
  return page.evaluate(() => "axe" in window);
}

async function expectNoViolations(
  page: Page,
  colorScheme: "light" | "dark",
  rules?: string[],
): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
  // Legacy mode is for pages without frames: without it, each check opens a page of its own, which takes half of the time.
  const axe = new AxeBuilder({ page, ...((await isLoaded(page)) && { axeSource: ";" }) }).setLegacyMode();
  const runOnly = rules && { type: "rule" as const, values: rules };
  const options = runOnly ? { runOnly } : { rules: { "target-size": { enabled: true } } }; // Off by default.
  const { violations } = await axe.options({ resultTypes: ["violations"], ...options }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
}
