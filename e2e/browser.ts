import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright/test";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Pages live for seconds here, so that compiling their scripts for speed takes more time than it saves: a tenth of all journeys. */
const args = ["--js-flags=--no-opt,--no-maglev"];

/** Prefers CHROMIUM_PATH, then an installed browser, Playwright's, and the npm package. */
export async function findBrowser(): Promise<LaunchOptions> {
  const named = process.env.CHROMIUM_PATH;
  const path = [...(named ? [named] : installed), chromium.executablePath()].find((each) => existsSync(each));
  // As root, in most containers, Chromium's sandbox doesn't start.
  const isRoot = process.getuid?.() === 0;
  if (path) return { args, executablePath: path, chromiumSandbox: !isRoot };
  const { default: packaged } = await import("@sparticuz/chromium");
  return { args, executablePath: await packaged.executablePath(), chromiumSandbox: !isRoot };
}
