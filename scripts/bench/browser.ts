import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Locator, type Page } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import { type Note, toQuantile } from "./figures";
import { pages, palette, searched } from "./pages";
import type { Visitor } from "./visitor";
import { type Weight, waitUntilQuiet, watchScripts } from "./weigh-scripts";

declare global {
  var vitals: { largestPaint: number; layoutShift: number; maxTask: number; maxEvent: number };
  var watchRows: (path: string, place: string) => void;
  var rowsShown: Promise<number>;
  var scrollThrough: (region: Element, steps: number) => Promise<number[]>;
}

const loads = 3;
const word = "team";
/** So many that a single slow answer isn't the 95th percentile. Each starts with another letter, because known answers aren't requested. */
const typed = [word, "data", "prod", "core", "anna", "lead", "mart", "sand", "berg", "well"];
const betweenKeysMs = 200;
const screens = 40;

type Opened = { page: Page; weigh: () => Promise<Weight>; close: () => Promise<void> };

export async function measureInBrowser(
  people: readonly Visitor[],
  note: Note,
  say: (text: string) => void,
): Promise<void> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const turns = [...people];
    for (const name of Object.keys(pages)) {
      say(name);
      const person = turns.shift();
      if (!person) throw new Error("There are fewer people than pages.");
      await measurePage(browser, person, name, note);
    }
  } finally {
    await browser.close();
  }
}

/** Their own part, because they are measured many times while they are made faster. */
export async function measureSearches(
  people: readonly Visitor[],
  note: Note,
  say: (text: string) => void,
): Promise<void> {
  const browser = await chromium.launch(await findBrowser());
  try {
    for (const [at, noun] of [...searched, palette].entries()) {
      const person = people[at];
      if (!person) throw new Error("There are fewer people than searches.");
      say(`search of ${noun}`);
      await (noun === palette ? measurePalette : measureSearch)(browser, person, noun, note);
    }
  } finally {
    await browser.close();
  }
}

async function measurePage(browser: Browser, person: Visitor, name: string, note: Note): Promise<void> {
  const { path, trial } = pages[name] ?? { path: name, trial: "tab" };
  const all: Record<"paint" | "shift" | "task" | "event" | "scripts" | "withoutCharts", number[]> = {
    paint: [],
    shift: [],
    task: [],
    event: [],
    scripts: [],
    withoutCharts: [],
  };
  for (let load = 0; load < loads; load++) {
    const { page, weigh, close } = await open(browser, person, path);
    const { largestPaint, layoutShift, maxTask } = await page.evaluate(() => globalThis.vitals);
    const weight = await weigh();
    all.scripts.push(weight.all);
    all.withoutCharts.push(weight.all - weight.ofCharts);
    await page.evaluate(() => {
      globalThis.vitals.maxEvent = 0;
    });
    await tryPage(page, trial);
    const { maxEvent } = await page.evaluate(() => globalThis.vitals);
    await close();
    all.paint.push(largestPaint);
    all.shift.push(layoutShift);
    all.task.push(maxTask);
    all.event.push(maxEvent);
  }
  note(name, "largest paint", toQuantile(all.paint, 0.5), "ms");
  note(name, "layout shift", toQuantile(all.shift, 0.5), "");
  note(name, "longest task", toQuantile(all.task, 0.5), "ms");
  note(name, "interaction", toQuantile(all.event, 0.5), "ms");
  note(name, "JavaScript", toQuantile(all.scripts, 0.5), "kB");
  note(name, "JavaScript before the charts", toQuantile(all.withoutCharts, 0.5), "kB");
}

/** Waits until nothing changes. */
async function open(browser: Browser, { url, cookie }: Visitor, path: string): Promise<Opened> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ extraHTTPHeaders: { cookie }, viewport });
  const page = await context.newPage();
  const weigh = watchScripts(page);
  await page.addInitScript({ path: "scripts/bench/page-vitals.js" });
  await page.goto(`${url}${path}`, { waitUntil: "load" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await waitUntilQuiet(page);
  return { page, weigh, close: () => context.close() };
}

async function tryPage(page: Page, trial: "search" | "choose" | "tab"): Promise<void> {
  const main = page.getByRole("main");
  if (trial === "search") await main.getByRole("searchbox").first().click();
  if (trial === "choose") await main.getByRole("combobox").first().focus();
  const keys = trial === "search" ? [...word] : trial === "choose" ? ["ArrowDown"] : ["Tab", "Tab", "Tab"];
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(betweenKeysMs);
  }
  await waitUntilQuiet(page);
}

async function measureSearch(browser: Browser, person: Visitor, noun: string, note: Note): Promise<void> {
  const { page, close } = await open(browser, person, `/${noun}`);
  const field = page.getByRole("main").getByRole("searchbox").first();
  await typeWords(page, { subject: `search of ${noun}`, field, path: `/api/${noun}?`, place: "main" }, note);
  if (noun === "members") await measureScroll(page, note);
  await close();
}

async function measurePalette(browser: Browser, person: Visitor, noun: string, note: Note): Promise<void> {
  const { page, close } = await open(browser, person, "/");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("dialog").getByRole("combobox");
  await field.waitFor();
  await waitUntilQuiet(page);
  await typeWords(
    page,
    { subject: `search of ${noun}`, field, path: "/api/palette?", place: "dialog" },
    note,
  );
  await close();
}

type Typed = { subject: string; field: Locator; path: string; place: string };
type Times = { answers: number[]; paints: number[] };

async function typeWords(page: Page, given: Typed, note: Note): Promise<void> {
  const times: Times = { answers: [], paints: [] };
  for (const one of typed) {
    await given.field.fill("");
    await pause(betweenKeysMs);
    await given.field.focus();
    for (const letter of one) await typeLetter(page, letter, given, times);
  }
  const { subject } = given;
  const { answers, paints } = times;
  note(subject, "key to paint, p95", toQuantile(paints, 0.95), "ms");
  note(subject, "key to rows, p50", toQuantile(answers, 0.5), "ms");
  note(subject, "key to rows, p95", toQuantile(answers, 0.95), "ms");
}

async function typeLetter(page: Page, letter: string, { path, place }: Typed, times: Times): Promise<void> {
  await page.evaluate(() => {
    globalThis.vitals.maxEvent = 0;
  });
  await page.evaluate((given) => globalThis.watchRows(given.path, given.place), { path, place });
  await page.keyboard.press(letter);
  times.answers.push(await page.evaluate(() => globalThis.rowsShown));
  await pause(betweenKeysMs);
  times.paints.push(await page.evaluate(() => globalThis.vitals.maxEvent));
}

async function measureScroll(page: Page, note: Note): Promise<void> {
  await page.getByRole("main").getByRole("searchbox").first().fill("");
  const list = page.getByRole("region", { name: "Members" });
  await pause(1_000);
  const frames = await list.evaluate((region, steps) => globalThis.scrollThrough(region, steps), screens);
  note("/members", "frame while scrolling, p95", toQuantile(frames, 0.95), "ms");
}
