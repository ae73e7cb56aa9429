import type { Locator, Page } from "playwright/test";
import { expect, test } from "./fixtures";

const lists = [
  "/members?workspaces=none&idle=90&role=admin",
  "/invites?status=pending",
  "/workspaces?archived=true",
  "/keys?unused=90&expiry=soon&maker=gone&status=active&workspace=default",
  "/activity?person=a&noun=member&verb=create&workspace=default&outcome=failed&source=outside&from=2026-09-28&to=2026-11-27",
];
const reports = ["/cost", "/usage", "/claude-code"];
const longest = "from=2025-09-28&to=2026-03-27&compare=last_month&model=claude-opus-5";

/** How far apart the tops of what stands side by side are; a second row is a control lower. */
async function measureSpread(parts: Locator): Promise<number> {
  await expect(parts.first()).toBeVisible();
  const tops = await parts.evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().top),
  );
  return Math.max(...tops) - Math.min(...tops);
}

/** The chips and buttons beside what the page is searched or ranged with. */
const toolsOf = (anchor: Locator): Locator =>
  anchor.locator("xpath=..").locator("css=:is(button, select, input):not([popover] *)");

const figuresOf = (page: Page): Locator => page.getByRole("main").locator("dl").first().locator("dt");

for (const locale of ["en-US", "de-DE"])
  test.describe(`at 1440 pixels, in ${locale}`, () => {
    test.use({ viewport: { width: 1440, height: 900 }, locale });

    test("the tools of a list stay in one row, whatever is filtered", async ({ page, signIn }) => {
      await signIn("admin");
      for (const path of lists) {
        await page.goto(path);
        const search = page.getByRole("main").getByRole("search");
        expect(await measureSpread(toolsOf(search)), path).toBeLessThan(24);
      }
    });

    test("the figures and chips of a report stay in one row each, whatever is compared", async ({
      page,
      signIn,
    }) => {
      await signIn("admin");
      for (const path of reports) {
        await page.goto(`${path}?${longest}`);
        const range = page.getByRole("main").getByRole("button", { name: /^(Range|Zeitraum): / });
        expect(await measureSpread(toolsOf(range)), path).toBeLessThan(24);
        expect(await measureSpread(figuresOf(page)), path).toBeLessThan(24);
      }
    });
  });
