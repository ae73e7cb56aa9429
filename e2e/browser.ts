import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright/test";

const installed = [
  // Without the flags for a desktop that Debian's script adds.
  "/usr/lib/chromium/chromium",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A browser heeds only the last list, so this one repeats what Playwright turns off and matters here. */
const withoutFeatures = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  // A full Chromium draws its own address bar and a spare page for each test, which takes as long as the test's page.
  "AimEnabled",
  "InitialWebUI",
  "LensOverlay",
  "PreloadTopChromeWebUI",
  "SpareRendererForSitePerProcess",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
];

const args = [
  // Pages live for seconds here, so that compiling their scripts for speed takes more time than it saves: a tenth of all journeys.
  "--js-flags=--no-opt,--no-maglev",
  `--disable-features=${withoutFeatures.join(",")}`,
];

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

/** For the log: a browser that people use and the packaged shell don't fail in the same places. */
export function describeBrowser({ executablePath = "" }: LaunchOptions): string {
  return `${execFileSync(executablePath, ["--version"], { encoding: "utf8" }).trim()}, ${executablePath}`;
}
