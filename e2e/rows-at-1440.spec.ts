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

/** Beside the navigation, where what is seldom changed is in the menu. */
const narrower = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
];

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

/** The row of chips, which is as high as one of them and holds all of them. */
async function expectOneRow(chip: Locator, what: string): Promise<void> {
  const row = chip.locator("xpath=..");
  await expect.poll(async () => (await row.boundingBox())?.height, what).toBe(32);
  expect(await measureSpread(toolsOf(chip)), what).toBeLessThan(24);
  const excess = await row.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(excess, what).toBe(0);
}

const figuresOf = (page: Page): Locator => page.getByRole("main").locator("dl").first().locator("dt");

function listCutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main :is(tbody th, [role=rowheader], [role=gridcell]) *")]
      .filter((one) => one.checkVisibility() && !one.closest("[popover]"))
      .filter((one) => getComputedStyle(one).textOverflow === "ellipsis" && one.scrollWidth > one.clientWidth)
      .map((one) => one.textContent),
  );
}

const widthOf = (part: Locator) => part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

for (const locale of ["en-US", "de-DE"])
  test.describe(`at 1440 pixels, in ${locale}`, { tag: "@long" }, () => {
    test.use({ viewport: { width: 1440, height: 900 }, locale });

    test("the tools of a list stay in one row, whatever is filtered", async ({ page, signIn }) => {
      await signIn("admin");
      for (const path of lists) {
        await page.goto(path);
        const search = page.getByRole("main").getByRole("search");
        expect(await measureSpread(toolsOf(search)), path).toBeLessThan(24);
      }
    });

    test("tabs stand at the same height, whatever a page says about itself", async ({ page, signIn }) => {
      await signIn("admin");
      const tops = new Set<number | undefined>();
      for (const path of [
        "/members",
        "/keys",
        "/cost",
        "/cost/changes",
        "/cost/budgets",
        "/reviews",
        "/activity",
      ]) {
        await page.goto(path);
        const tabs = page.getByRole("main").getByRole("navigation").first();
        await expect(tabs).toBeVisible();
        tops.add((await tabs.boundingBox())?.y);
      }
      expect([...tops]).toHaveLength(1);
    });

    test("the figures and chips of a report stay in one row each, whatever is compared", async ({
      page,
      signIn,
    }) => {
      await signIn("admin");
      for (const path of reports)
        for (const query of ["", "range=this_month&compare=previous", longest]) {
          const address = `${path}?${query}`;
          await page.setViewportSize({ width: 1440, height: 900 });
          await page.goto(address);
          const range = page.getByRole("main").getByRole("button", { name: /^(Range|Zeitraum): / });
          await expect(range).toBeVisible();
          expect(await measureSpread(figuresOf(page)), address).toBeLessThan(24);
          for (const size of [page.viewportSize(), ...narrower]) {
            if (size) await page.setViewportSize(size);
            await expectOneRow(range, `${address} at ${size?.width}`);
            // The chart begins 48 pixels lower. Above are the figures, and below them a note if they aren't filtered.
            const top = (await range.boundingBox())?.y;
            expect(top, `${address} at ${size?.width}`).toBeLessThanOrEqual(query === longest ? 276 : 252);
          }
        }
    });

    test.describe("in the sandbox", () => {
      test.use({ server: "sandbox" });

      test("the chart of a report begins within the first 300 pixels, below the notice about the data", async ({
        page,
        signIn,
      }) => {
        await signIn("admin");
        // Most of 90 days are older than this history, which is said below the report.
        for (const path of [...reports, "/cost?range=90d", "/usage?range=90d"]) {
          await page.goto(path);
          const chart = page.getByRole("main").getByRole("figure").first();
          await expect(chart).toBeVisible();
          const toTop = async () => (await chart.boundingBox())?.y;
          await expect.poll(toTop, path).toBeLessThanOrEqual(292);
          const bar = page.getByRole("banner");
          await expect(bar.getByRole("complementary", { name: "Sandbox" })).toBeVisible();
          await expect(
            bar.getByRole("complementary", { name: "Sandbox" }).getByRole("button"),
          ).toBeInViewport();
        }
      });

      test("no name or address of a list is cut off", async ({ page, signIn }) => {
        await signIn("admin");
        for (const path of ["/members", "/keys", "/access", "/workspaces", "/invites", "/findings"]) {
          await page.goto(path);
          await expect(page.getByRole("main").getByRole("rowheader").nth(2)).toBeVisible();
          expect(await listCutTexts(page), path).toEqual([]);
        }
      });

      test("the last activity of a person is shown whole, and so is a list beside a panel", async ({
        page,
        signIn,
      }) => {
        await signIn("admin");
        await page.goto("/members");
        const active = page.getByRole("columnheader", { name: /^(Last active|Zuletzt aktiv)/ });
        await expect(active).toBeVisible();
        const [shown, after] = [
          await active.boundingBox(),
          await active.locator("xpath=../th[last()]").boundingBox(),
        ];
        expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual((after?.x ?? 0) + 1);
        for (const path of ["/members", "/keys", "/workspaces"]) {
          await page.goto(path);
          await page.getByRole("rowheader").first().getByRole("link").first().click();
          await expect(page.getByRole("region", { name: /^(Side panel|Detailbereich)$/ })).toBeVisible();
          expect(await widthOf(page.getByRole("table").locator("xpath=..")), path).toBeLessThanOrEqual(0);
        }
      });

      test("on a laptop, lists fit beside the navigation, and beside a panel too", async ({
        page,
        signIn,
      }) => {
        await signIn("admin");
        await page.setViewportSize({ width: 1280, height: 800 });
        const excess = () => widthOf(page.getByRole("table").first().locator("xpath=.."));
        for (const path of ["/members", "/keys", "/workspaces", "/invites", "/findings"]) {
          await page.goto(path);
          await expect(page.getByRole("main").getByRole("rowheader").first()).toBeVisible();
          expect(await excess(), path).toBeLessThanOrEqual(0);
          if (!["/members", "/keys", "/workspaces"].includes(path)) continue;
          await page.getByRole("rowheader").first().getByRole("link").first().click();
          await expect(page.getByRole("region", { name: /^(Side panel|Detailbereich)$/ })).toBeVisible();
          expect(await excess(), `${path} beside a panel`).toBeLessThanOrEqual(0);
        }
        // What the list is sorted by is shown there as well.
        await page.goto("/keys?sort=tokens");
        await expect(page.getByRole("columnheader", { name: /^(Tokens|Token), 30/ })).toBeVisible();
        await page.goto("/keys");
        await expect(page.getByRole("columnheader", { name: /^(Tokens|Token), 30/ })).toBeHidden();
        await page.getByRole("button", { name: /^(Display|Anzeige)$/ }).click();
        await expect(page.getByRole("checkbox", { name: /^(Tokens|Token), 30/ })).not.toBeChecked();
      });

      test("the notice leaves room for a long name at any width", async ({ page, signIn }) => {
        await signIn("admin");
        await page.goto("/me");
        const bar = page.getByRole("banner");
        for (const width of [1024, 1280, 1440, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          for (const length of [4, 40, 200]) {
            await bar
              .locator("bdi")
              .first()
              .evaluate((name, text) => {
                name.textContent = text;
              }, "n".repeat(length));
            const what = `${length} letters at ${width} pixels`;
            expect(await measureSpread(bar.getByRole("button")), what).toBeLessThan(24);
            const ends = await bar.getByRole("button").last().boundingBox();
            expect((ends?.x ?? width) + (ends?.width ?? 0), what).toBeLessThan(width);
          }
        }
      });
    });
  });
