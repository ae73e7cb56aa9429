import { setTimeout as pause } from "node:timers/promises";
import type { Locator, Page } from "playwright/test";
import { openBrowser } from "@/scripts/stage/site";
import { betweenKeysMs, openPage, waitUntilQuiet } from "./browser";
import { toQuantile } from "./figures";
import { palette, searched } from "./pages";
import type { Bench } from "./part";

declare global {
  var watchRows: (path: string, place: string) => void;
  var rowsShown: Promise<number>;
}

/** So many that a single slow answer isn't the 95th percentile. Each starts with another letter, because known answers aren't requested. */
const words = ["team", "data", "prod", "core", "anna", "lead", "mart", "sand", "berg", "well"];

type Typed = { field: Locator; path: string; place: "main" | "dialog" };

export async function measureSearches({ people, note, say }: Bench): Promise<void> {
  const browser = await openBrowser();
  for (const [at, noun] of [...searched, palette].entries()) {
    const subject = `search of ${noun}`;
    say(subject);
    const page = await openPage(browser, people[at], noun === palette ? "/" : `/${noun}`);
    const times = await typeWords(page, noun === palette ? await openPalette(page) : toSearch(page, noun));
    note(subject, "key to rows, p50", toQuantile(times, 0.5), "ms");
    note(subject, "key to rows, p95", toQuantile(times, 0.95), "ms");
  }
  await browser.close();
}

function toSearch(page: Page, noun: string): Typed {
  const field = page.getByRole("main").getByRole("searchbox").first();
  return { field, path: `/api/${noun}?`, place: "main" };
}

async function openPalette(page: Page): Promise<Typed> {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("combobox");
  await field.waitFor();
  await waitUntilQuiet(page);
  return { field, path: "/api/palette?", place: "dialog" };
}

async function typeWords(page: Page, { field, path, place }: Typed): Promise<number[]> {
  const times: number[] = [];
  for (const word of words) {
    await field.fill("");
    await pause(betweenKeysMs);
    await field.focus();
    for (const letter of word) {
      await page.evaluate((given) => globalThis.watchRows(given.path, given.place), { path, place });
      await page.keyboard.press(letter);
      times.push(await page.evaluate(() => globalThis.rowsShown));
      await pause(betweenKeysMs);
    }
  }
  return times;
}
