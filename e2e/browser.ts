import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright/test";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium: the one named by CHROMIUM_PATH, an installed one, Playwright's own, or the one that npm installed. */
export async function findBrowser(): Promise<LaunchOptions> {
  const named = process.env.CHROMIUM_PATH;
  const path = [...(named ? [named] : installed), chromium.executablePath()].find((each) => existsSync(each));
  // As root, in most containers, Chromium's own sandbox does not start.
  const isRoot = process.getuid?.() === 0;
  if (path) return { executablePath: path, chromiumSandbox: !isRoot };
  const { default: packaged } = await import("@sparticuz/chromium");
  // Without the arguments it recommends: they switch the web's security off and put all pages into one process.
  return { executablePath: await packaged.executablePath(), chromiumSandbox: !isRoot };
}
