import { defineConfig } from "playwright/test";
import { findBrowser } from "./e2e/browser";

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
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    launchOptions: await findBrowser(),
  },
});
