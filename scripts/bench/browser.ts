import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright/test";
import { openBrowser } from "@/scripts/stage/site";
import type { Visitor } from "@/scripts/stage/visitor";
import { toQuantile } from "./figures";
import { pages } from "./pages";
import type { Bench } from "./part";

declare global {
  var vitals: { largestPaint: number; layoutShift: number; maxEvent: number };
  var isQuiet: (ms: number) => boolean;
}

const loads = 3;
const quietMs = 400;
export const betweenKeysMs = 200;

/** Each load has an empty cache. */
export async function measureInBrowser({ people, note, say }: Bench): Promise<void> {
  const browser = await openBrowser();
  for (const [at, [name, { path }]] of Object.entries(pages).entries()) {
    say(name);
    const all: (typeof globalThis.vitals)[] = [];
    for (let load = 0; load < loads; load++) {
      const page = await openPage(browser, people[at], path);
      await tryPage(page);
      all.push(await page.evaluate(() => globalThis.vitals));
      await page.context().close();
    }
    const toMedian = (measure: "largestPaint" | "layoutShift" | "maxEvent") =>
      toQuantile(
        all.map((one) => one[measure]),
        0.5,
      );
    note(name, "largest paint", toMedian("largestPaint"), "ms");
    note(name, "layout shift", toMedian("layoutShift"), "");
    note(name, "interaction", toMedian("maxEvent"), "ms");
  }
  await browser.close();
}

export async function openPage(browser: Browser, person: Visitor | undefined, path: string): Promise<Page> {
  if (!person) throw new Error("There are fewer people than pages.");
  const context = await browser.newContext({
    extraHTTPHeaders: { cookie: person.cookie },
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript({ path: "scripts/bench/page-vitals.js" });
  await page.goto(`${person.url}${path}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await waitUntilQuiet(page);
  return page;
}

/** Not "networkidle", because pages poll the sync. */
export async function waitUntilQuiet(page: Page): Promise<void> {
  await page.waitForFunction((ms) => globalThis.isQuiet(ms), quietMs, { timeout: 15_000 });
}

/** Types into the first search, chooses something else in the first list, or moves on. */
async function tryPage(page: Page): Promise<void> {
  const main = page.getByRole("main");
  const [search, choice] = [main.getByRole("searchbox").first(), main.getByRole("combobox").first()];
  const isSearched = (await search.count()) > 0;
  const isChosen = !isSearched && (await choice.count()) > 0;
  if (isSearched) await search.focus();
  if (isChosen) await choice.focus();
  await page.evaluate(() => {
    globalThis.vitals.maxEvent = 0;
  });
  for (const key of isSearched ? [..."team"] : isChosen ? ["ArrowDown"] : ["Tab", "Tab", "Tab"]) {
    await page.keyboard.press(key);
    await pause(betweenKeysMs);
  }
  await waitUntilQuiet(page);
}
