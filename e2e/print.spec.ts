import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expect, test } from "./fixtures";
import { readPdfPages, toPrintedText } from "./pdf";

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
const lists = ["/members", "/keys", "/workspaces", "/limits", "/findings", "/reviews", "/cost/statements"];

/** As a browser does before it prints on A4: it reports that it will, and then applies the styles of print. */
async function print(page: Page): Promise<void> {
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

/** Texts that are printed over the next row or the edge of the page, where a cell is smaller than what it holds. */
function listOverprints(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const cell of document.querySelectorAll("main tbody :is(th, td)")) {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        // What only screen readers get is a pixel wide.
        const isShown = text.parentElement?.checkVisibility() && text.parentElement.offsetWidth > 1;
        const range = document.createRange();
        range.selectNode(text);
        const { bottom, right } = range.getBoundingClientRect();
        if (isShown && (bottom > cell.getBoundingClientRect().bottom + 1 || right > innerWidth))
          found.push(text.textContent ?? "");
      }
    }
    return found;
  });
}

test.describe("on paper", () => {
  for (const [what, paths] of Object.entries({ reports, lists }))
    test(`${what} fit the page, without what can only be pressed`, { tag: "@long" }, async ({
      page,
      signIn,
    }) => {
      const size = page.viewportSize();
      await signIn("admin");
      for (const path of paths) {
        if (size) await page.setViewportSize(size);
        await page.emulateMedia({ media: "screen" });
        await page.goto(path);
        await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
        await page.waitForLoadState("networkidle");
        await print(page);
        const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        await expect.poll(isWider, path).toBe(false);
        const controls = page.locator("main :is(button[aria-label], input, select, summary)");
        const shown = controls.filter({ visible: true }).and(page.locator(":not([role=combobox])"));
        await expect(shown, path).toHaveCount(0);
        await expect(page.getByRole("navigation"), path).toHaveCount(0);
        expect(await listOverprints(page), path).toEqual([]);
      }
    });

  test("the heads of a list are printed on each page, and times as they were", { tag: "@long" }, async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/findings");
    await expect(page.getByRole("main").getByRole("rowheader").nth(20)).toBeVisible();
    await print(page);
    const pages = readPdfPages(await page.pdf({ format: "A5" }));
    expect(pages.length).toBeGreaterThan(2);
    for (const text of pages.slice(0, -1)) expect(text).toContain("FindingEvidence");
    await page.goto("/activity");
    const time = page.getByRole("main").getByRole("row").nth(1).getByRole("time");
    const full = (await time.getAttribute("title")) ?? "";
    await print(page);
    expect(readPdfPages(await page.pdf())[0]).toContain(toPrintedText(full));
  });

  test("what follows a table of several pages is printed below it", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto(`/workspaces/${await org.findLedWorkspace()}?tab=limits`);
    await expect(page.getByRole("heading", { name: "Spend limits" })).toBeVisible();
    await print(page);
    // Only blocks leave room for heads that are repeated, which can't be measured on the screen.
    const around = page
      .getByRole("main")
      .getByRole("table")
      .first()
      .locator("xpath=ancestor::*[ancestor::main]");
    const displays = await around.evaluateAll((all) => all.map((one) => getComputedStyle(one).display));
    expect(displays.length).toBeGreaterThan(3);
    expect(new Set(displays)).toEqual(new Set(["block"]));
  });

  test("colors that say something are printed, though browsers leave out backgrounds", {
    tag: "@long",
  }, async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/usage?group=model");
    const colored = page.getByRole("main").locator("table [style*='background']");
    await expect(colored.nth(2)).toBeAttached();
    await print(page);
    const adjusts = await colored.evaluateAll((all) =>
      all.map((one) => getComputedStyle(one).printColorAdjust),
    );
    expect(new Set(adjusts)).toEqual(new Set(["exact"]));
  });

  test("what can be pressed and names a row is printed", { tag: "@long" }, async ({ page, signIn }) => {
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

test.describe("on paper of the sandbox", { tag: "@long" }, () => {
  test.use({ server: "sandbox" });

  test("each page says that its data is made up", async ({ page, signIn }) => {
    await signIn("admin");
    for (const path of ["/members", "/cost"]) {
      await page.goto(path);
      await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
      await print(page);
      await expect(page.getByText("Sandbox: All data is made up.")).toBeVisible();
      const pages = readPdfPages(await page.pdf());
      expect(pages.length).toBeGreaterThan(1);
      for (const text of pages) expect(text).toContain("Sandbox:Alldataismadeup.");
      await page.emulateMedia({ media: "screen" });
    }
  });

  test("so does a picture of a report, below it", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/cost");
    const shown = page.getByRole("main").locator("#report-picture");
    await expect(shown.getByRole("figure").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Picture (PNG)" }).press("Enter");
    const file = await readFile(await (await download).path());
    const height = (await shown.boundingBox())?.height ?? 0;
    // Twice as large, with one line of 32 pixels.
    expect(Math.abs(file.readUInt32BE(20) - 2 * (height + 32))).toBeLessThanOrEqual(2);
  });
});
