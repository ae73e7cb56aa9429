import type { Page } from "playwright/test";
import { expect } from "./fixtures";
import { openLink } from "./open-link";
import { withFault } from "./with-admin-api";

const test = withFault({ kind: "large_yen" });
const screens = [
  ...[
    "/",
    "/cost",
    "/cost?compare=previous&range=7d",
    "/cost?table=days",
    "/cost?table=pivot",
    "/cost/people",
  ],
  ...["/cost/changes", "/cost/savings", "/cost/chargeback", "/cost/statements", "/claude-code"],
  ...["/members", "/workspaces", "/keys", "/findings", "/limits"],
];
const amount = /^¥\d{2},\d{3},\d{3},\d{3}$/;

/** Amounts that end with an ellipsis or at the edge of their cell. */
function listCutAmounts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter((one) => one.checkVisibility() && !one.closest("[popover]") && one.textContent.includes("¥"))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
      .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
      .map((one) => `${one.textContent} (${one.scrollWidth} in ${one.clientWidth} pixels)`),
  );
}

test("amounts of eleven digits are whole on every screen", { tag: "@long" }, async ({
  page,
  served: { url, link },
}) => {
  await openLink(page, link);
  const isLoaded = async () => {
    const { reports } = await (await page.request.get(`${url}/api/sync`)).json();
    return reports.done === reports.total;
  };
  await expect.poll(isLoaded, { timeout: 600_000 }).toBe(true);
  for (const path of screens) {
    await page.goto(`${url}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    for (const width of [1440, 1024, 390, 360]) {
      await page.setViewportSize({ width, height: 800 });
      const measure = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(measure, `${path} at ${width}`).toBeLessThanOrEqual(0);
      await expect.poll(() => listCutAmounts(page), `${path} at ${width}`).toEqual([]);
    }
  }
  await page.goto(`${url}/cost`);
  await page.setViewportSize({ width: 1024, height: 800 });
  const measureFigures = () =>
    page.evaluate(() => document.querySelector("main [data-many]")?.getBoundingClientRect().height);
  await expect.poll(measureFigures, "four lines").toBeLessThanOrEqual(90);
  await page.setViewportSize({ width: 1440, height: 900 });
  const main = page.getByRole("main");
  await expect(main.locator("dl").first().getByText(amount).first()).toBeVisible();
  const chart = main.getByRole("figure").first();
  await expect(chart).toBeVisible();
  await expect.poll(async () => (await chart.boundingBox())?.y).toBeLessThanOrEqual(300);
  // The server stops before the page, which must not ask it for more.
  await page.goto("about:blank");
});
