import type { Page } from "playwright/test";
import { expect, test } from "./fixtures";

const paper = { width: 718, height: 1016 };
const reports = [
  "/",
  "/cost",
  "/cost/people",
  "/cost/changes",
  "/cost/savings",
  "/cost/chargeback",
  "/usage",
  "/claude-code",
];
const lists = ["/members", "/keys", "/workspaces", "/limits"];

/** As a browser does before it prints on A4: it reports that it will, and then applies the styles of print. */
async function print(page: Page): Promise<void> {
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

test.describe("on paper", () => {
  for (const path of [...reports, ...lists])
    test(`${path} fits the page, without what can only be pressed`, async ({ page, signIn }) => {
      await signIn("admin");
      await page.goto(path);
      await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle");
      await print(page);
      const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      await expect.poll(isWider).toBe(false);
      const controls = page.locator("main :is(button[aria-label], input, select, summary)");
      const shown = controls.filter({ visible: true }).and(page.locator(":not([role=combobox])"));
      await expect(shown).toHaveCount(0);
      await expect(page.getByRole("navigation")).toHaveCount(0);
    });

  test("what can be pressed and names a row is printed", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/cost/changes");
    const name = page.getByRole("table", { name: "What changed" }).getByText("Checkout – prod");
    await expect(name).toBeVisible();
    await print(page);
    await expect(name).toBeVisible();
  });

  test("a report prints every row, and its total once, after the last row", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/cost?group=line_item&top=20");
    const table = page.getByRole("main").getByRole("table").first();
    await expect(table).toBeVisible();
    const count = Number(await table.getAttribute("aria-rowcount"));
    await print(page);
    const rows = table.getByRole("row");
    await expect(rows).toHaveCount(count);
    await expect(rows.last()).toContainText("Total");
    // Measured at once, because the page may still move between two questions.
    const tops = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(count);
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  });

  test("a dark screen prints black on white", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/usage");
    await print(page);
    const body = page.locator("body");
    await expect(body).toHaveCSS("background-color", "rgb(255, 255, 255)");
  });
});
