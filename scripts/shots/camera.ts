import type { Browser, BrowserContext, Page } from "playwright/test";
import { emails } from "@/e2e/people";
import { signInAt } from "@/e2e/session";
import type { Look, Screen } from "./screens";

type Cookie = { name: string; value: string };

/** Takes pictures of one installation. Every persona signs in once, because sign-ins are limited. */
export class Camera {
  readonly #cookies = new Map<string, Promise<Cookie>>();

  constructor(
    readonly browser: Browser,
    readonly site: string,
  ) {}

  /** The whole page, or only its first screen. */
  async shoot(screen: Screen, look: Look, file: string, fullPage: boolean): Promise<void> {
    const context = await this.#open(screen, look);
    try {
      const page = await context.newPage();
      await visit(page, screen.path);
      if (screen.link) await visit(page, await readFirstLink(page, screen.link));
      for (const key of screen.keys ?? []) await page.keyboard.press(key);
      await page.locator("main section[aria-busy=true]").first().waitFor({ state: "detached" });
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: file, fullPage });
    } finally {
      await context.close();
    }
  }

  async #open({ persona = "admin", language }: Screen, look: Look): Promise<BrowserContext> {
    const { colorScheme, width, height } = look;
    const context = await this.browser.newContext({
      baseURL: this.site,
      colorScheme,
      viewport: { width, height },
      locale: language ?? "en-US",
      reducedMotion: "reduce",
    });
    if (persona) {
      const cookie = this.#cookies.get(persona) ?? signInAt(this.site, emails[persona]);
      this.#cookies.set(persona, cookie);
      await context.addCookies([{ ...(await cookie), url: this.site, httpOnly: true, sameSite: "Lax" }]);
    }
    return context;
  }
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
