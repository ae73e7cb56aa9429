import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Page } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { toQuantile } from "./quantiles";
import type { Visitor } from "./visitor";

/** What a person feels, in milliseconds; the shift of the layout has no unit. */
export type Vitals = {
  largestPaint: number;
  layoutShift: number;
  /** From the key to the next paint, the slowest of those typed. */
  keyToPaint: number;
  /** From the last key to the rows that it asked for. */
  keyToRows: number;
  /** Frames of a scroll through all rows: the 95th percentile. */
  scrollFrame: number;
};

const word = "martin";
const screens = 40;
const betweenKeysMs = 200;

/** Opens `/members` as its visitor does, searches, and scrolls through the whole list. */
export async function measureVitals({ url, cookie }: Visitor): Promise<Vitals> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const page = await browser.newPage({
      extraHTTPHeaders: { cookie },
      viewport: { width: 1440, height: 900 },
    });
    await page.addInitScript({ path: "scripts/bench/page-vitals.js" });
    await page.goto(`${url}/members`, { waitUntil: "load" });
    await page.getByRole("row").nth(20).waitFor();
    const { largestPaint, layoutShift } = await page.evaluate(() => globalThis.vitals);
    const list = page.getByRole("region", { name: "Members" });
    const frames = await list.evaluate((region, steps) => globalThis.scrollThrough(region, steps), screens);
    const keyToRows = await search(page);
    const { keyToPaint } = await page.evaluate(() => globalThis.vitals);
    return { largestPaint, layoutShift, keyToPaint, keyToRows, scrollFrame: toQuantile(frames, 0.95) };
  } finally {
    await browser.close();
  }
}

/** What page-vitals.js adds to the page. */
declare global {
  var vitals: { largestPaint: number; layoutShift: number; keyToPaint: number };
  var scrollThrough: (region: Element, steps: number) => Promise<number[]>;
}

async function search(page: Page): Promise<number> {
  const box = page.getByRole("searchbox");
  await box.click();
  const answers: number[] = [];
  for (const letter of word) {
    await pause(betweenKeysMs);
    const answered = page.waitForResponse((response) => response.url().includes("/api/members?"));
    const startedAt = performance.now();
    await page.keyboard.press(letter);
    await answered;
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    answers.push(performance.now() - startedAt);
  }
  return toQuantile(answers, 0.95);
}
