import type { Browser } from "playwright/test";
import { type Weight, watchScripts } from "@/scripts/bench/weigh-scripts";
import { addSession, expect } from "./fixtures";

type Given = { site: string; email: string; path: string };

/** What somebody loads who opens the page with an empty cache. */
export async function weighPage(browser: Browser, { site, email, path }: Given): Promise<Weight> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await addSession(context, site, email);
  const page = await context.newPage();
  const weigh = watchScripts(page);
  await page.goto(`${site}${path}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const weight = await weigh();
  await context.close();
  return weight;
}
