import { defineConfig } from "playwright/test";
import { describeBrowser, findBrowser } from "./e2e/browser";

const browser = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  tsconfig: "e2e/tsconfig.json",
  globalSetup: "./e2e/start-servers.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 4,
  // The trial mostly waits, and its tests can't run at once, so it starts first.
  projects: [
    { name: "trial", testMatch: "trial.spec.ts" },
    { name: "all others", testIgnore: "trial.spec.ts" },
  ],
  // A shared runner may stall; a test that passes only on retry is reported as flaky.
  retries: 1,
  // Only what hangs reaches these, however busy the machine is.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  reporter: [["list"]],
  metadata: { browser: describeBrowser(browser) },
  use: {
    actionTimeout: 120_000,
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    launchOptions: browser,
  },
});
