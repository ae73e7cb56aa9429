import { setTimeout as pause } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright/test";
import type { Look } from "./looks";
import type { Screen } from "./screens";
import type { Cookie, Shown } from "./sites";

const settleMs = 1_500;
/** A read that fails is repeated twice. */
const givenUpMs = 6_000;

type Picture = { path: string; fullPage: boolean };

/** Takes pictures of one installation. Every persona signs in once, because sign-ins are limited. */
export class Camera {
  readonly #cookies = new Map<string, Promise<Cookie>>();

  constructor(
    private readonly browser: Browser,
    private readonly site: Shown,
  ) {}

  /** The whole page, or only its first screen. */
  async shoot(screen: Screen, look: Look, { path, fullPage }: Picture): Promise<void> {
    const context = await this.#open(screen, look);
    try {
      let page = await context.newPage();
      await visit(page, screen.path);
      if (screen.link) {
        const href = await readFirstLink(page, screen.link);
        // A page that is left is no longer touched, but clicked.
        page = await context.newPage();
        await visit(page, href + (screen.query ?? ""));
      }
      if (screen.answers) await answerWith(page, screen.answers);
      if (screen.button) await page.getByRole("button", { name: screen.button, exact: true }).first().click();
      for (const key of screen.keys ?? []) await page.keyboard.press(key);
      if (screen.opensDialog) await waitForDialog(page);
      if (screen.answers) await pause(givenUpMs);
      else await waitForData(page);
      if (look.isPaper) await preparePaper(page, look);
      if (fullPage && look.isPhone) await growToContent(page, look);
      await page.screenshot({ path, fullPage: fullPage && !look.isPhone });
    } finally {
      await context.close();
    }
  }

  async #open({ persona = "admin", language }: Screen, look: Look): Promise<BrowserContext> {
    const { colorScheme, width, height, isPhone = false } = look;
    const context = await this.browser.newContext({
      baseURL: this.site.url,
      colorScheme,
      viewport: { width, height },
      locale: language ?? "en-US",
      reducedMotion: "reduce",
      hasTouch: isPhone,
      isMobile: isPhone,
    });
    if (persona) {
      const cookie = this.#cookies.get(persona) ?? this.site.signIn(persona);
      this.#cookies.set(persona, cookie);
      await context.addCookies([{ ...(await cookie), url: this.site.url, httpOnly: true, sameSite: "Lax" }]);
    }
    return context;
  }
}

/** From now on, requests for data wait forever or fail, so that what is pressed next shows how a page looks then. */
async function answerWith(page: Page, answers: NonNullable<Screen["answers"]>): Promise<void> {
  if (answers === "never") await page.route(/[?&]_rsc=/, () => {});
  await page.route("**/api/**", async (route) => {
    if (answers === "fail") await route.fulfill({ status: 500, json: { code: "internal" } });
  });
}

/** Charts are drawn for the width of the paper, as in a window of that width. */
async function preparePaper(page: Page, { width, height }: Look): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await pause(settleMs);
}

/** A picture of more than the window would be one without touch: the browser forgets that it has a coarse pointer. */
async function growToContent(page: Page, { width, height }: Look): Promise<void> {
  const content = await page.evaluate(() => document.documentElement.scrollHeight);
  if (content <= height) return;
  await page.setViewportSize({ width, height: content });
  await pause(settleMs);
}

/** Until nothing is loading, and no skeleton stands in for a chart. */
async function waitForData(page: Page): Promise<void> {
  await page.locator("main :is([aria-busy=true], .animate-pulse)").first().waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
}

/** Its content is loaded when it opens first. */
async function waitForDialog(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await dialog.locator(":is(button, input, kbd)").first().waitFor();
  await pause(settleMs);
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
}

async function readFirstLink(page: Page, start: string): Promise<string> {
  const href = await page.locator(`main a[href^="${start}"]`).first().getAttribute("href");
  if (!href) throw new Error(`${page.url()} has no link to ${start}`);
  return href;
}
