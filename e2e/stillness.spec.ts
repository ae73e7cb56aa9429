import { pages } from "@/lib/test-surface";
import { expect, test } from "./fixtures";
import { expectStill } from "./layout-shift";

test.setTimeout(240_000);

/** Without those of one object, whose addresses have an ID. */
const screens = pages.flatMap(({ file, address, permission }) =>
  file.startsWith("app/(console)") && permission && !address.includes("/x") ? [address] : [],
);

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  test(`nothing moves while a screen loads at ${width} pixels`, async ({ page, org, signIn }) => {
    await org.waitForHistory();
    await page.setViewportSize({ width, height });
    await signIn("admin");
    for (const path of screens) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectStill(page, 0);
    }
  });
