import { gzipSync } from "node:zlib";
import { chromium } from "playwright/test";
import { findBrowser } from "@/e2e/browser";
import type { Visitor } from "./visitor";

/** Of each page the JavaScript that a browser loads until it is quiet, lazy parts included, in gzip kB. */
export async function weighScripts(
  { url, cookie }: Visitor,
  paths: readonly string[],
): Promise<Map<string, number>> {
  const browser = await chromium.launch(await findBrowser());
  try {
    const weights = new Map<string, number>();
    for (const path of paths) {
      const page = await browser.newPage(path === "/sign-in" ? {} : { extraHTTPHeaders: { cookie } });
      const bytes: Promise<number>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        bytes.push(response.body().then((body) => gzipSync(body).length));
      });
      // Not "networkidle": the page asks how the sync goes for as long as it is open.
      await page.goto(`${url}${path}`, { waitUntil: "load" });
      if (path === "/cost") await page.locator("figure rect").first().waitFor();
      const all = await Promise.all(bytes);
      weights.set(path, all.reduce((sum, each) => sum + each, 0) / 1000);
      await page.close();
    }
    return weights;
  } finally {
    await browser.close();
  }
}
