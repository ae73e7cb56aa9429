import { expectAccessible } from "./axe";
import { type Castellan, startCastellan } from "./castellan";
import { type RunningEmulator, startEmulator } from "./emulator";
import { test as base, expect } from "./fixtures";
import { expectStill } from "./layout-shift";
import { openLink, waitForLink } from "./open-link";
import { pickRole } from "./pick-role";

base.describe.configure({ mode: "serial" });

type Trial = { castellan: Castellan; emulator: RunningEmulator };

const test = base.extend<object, { trial: Trial }>({
  trial: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      const emulator = await startEmulator("sk-ant-admin01-trial");
      await emulator.emulator.addFault({ kind: "slow", path: "/claude_code", delay_ms: 5_000 });
      try {
        const castellan = await startCastellan({
          ANTHROPIC_ADMIN_KEY: emulator.emulator.key,
          ANTHROPIC_BASE_URL: emulator.emulator.url,
          ADMIN_API_REQUESTS_PER_MINUTE: "60",
          SYNC_INTERVAL_SECONDS: "2",
          HISTORY_DAYS: "62",
        });
        await use({ castellan, emulator });
        await castellan.stop();
      } finally {
        await emulator.stop();
      }
    },
    { scope: "worker", timeout: 600_000 },
  ],
  site: async ({ trial }, use) => {
    await use(trial.castellan.url);
  },
});

/** Less than a line of text that moves by its own height; 0.1 is what browsers call good. */
const unseenShift = 0.002;

let session: { name: string; value: string } | undefined;

test("the one-time link from the log, which previews don't use up, signs a person in only once", async ({
  page,
  context,
  trial,
}) => {
  const link = await waitForLink(trial.castellan.program);
  for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(link, { method })).status).toBe(200);
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in with the one-time link" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Account: One-time link" })).toBeVisible();
  session = (await context.cookies()).find(({ name }) => name === "castellan.session");

  // The page asks for its session now and then, which without the cookie is an error in the console.
  await page.goto("about:blank");
  await context.clearCookies();
  await openLink(page, link);
  await expect(page.getByRole("alert").filter({ hasText: "This link is invalid, expired" })).toBeVisible();
});

test.describe("in the session of the one-time link", () => {
  test.beforeEach(async ({ context, site }) => {
    if (session) await context.addCookies([{ name: session.name, value: session.value, url: site }]);
  });

  test("nothing on the first pages moves while the history loads", { tag: "@long" }, async ({ page }) => {
    for (const path of ["/", "/cost"]) {
      await page.goto(path);
      const progress = page.getByRole("progressbar", { name: "Report history" }).first();
      for (let step = 0; step < 3; step++) {
        const now = (await progress.getAttribute("aria-valuenow")) ?? "";
        await expect(progress).not.toHaveAttribute("aria-valuenow", now);
      }
      await expectStill(page, unseenShift);
    }
  });

  test("the cost page shows how much of the history has loaded", async ({ page, trial }) => {
    await page.goto("/cost?range=90d");
    const history = page
      .getByRole("note")
      .filter({ hasText: /^Numbers grow.*Loading history: [1-9]\d* of 61 days/ });
    await expect(history).toBeVisible();
    await expect(page.getByRole("progressbar", { name: "Loaded days in this range" })).toBeVisible();
    await expect(page.getByRole("progressbar", { name: "Report history" }).first()).toBeVisible();
    await expect(page.getByText("provisional", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("29 days of this range are older than the history")).toBeVisible();
    await expectAccessible(page);
    await trial.emulator.emulator.clearFaults();
  });

  test("known data stays readable if the Admin API can't be reached, and the page says so", async ({
    page,
    trial,
    request,
  }) => {
    await expect.poll(async () => (await request.get("/api/health/ready")).status()).toBe(200);
    await trial.emulator.emulator.addFault({ kind: "lost_before" });
    await expect
      .poll(async () => (await request.get("/api/health/ready")).json(), { timeout: 90_000 })
      .toMatchObject({ database: "ok", adminApi: "api_unreachable" });
    expect((await request.get("/api/health/ready")).status()).toBe(503);

    await page.goto("/members?q=tomas");
    const row = page.getByRole("row").filter({ hasText: "tomas.oshea@northwind.example" });
    await expect(row).toBeVisible();
    await expect(page.getByRole("button", { name: "Sync failed" })).toBeVisible();
    await page.getByRole("button", { name: "Sync failed" }).click();
    await expect(page.getByRole("dialog").getByText("The Admin API can’t be reached.")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await pickRole(row.getByRole("combobox", { name: "Role" }), "User", { raises: false });
    await expect(page.getByRole("alert").filter({ hasText: "The Admin API can’t be reached" })).toBeVisible();
  });

  test("the sync status shows that the key was revoked", async ({ page, trial, request }) => {
    await trial.emulator.emulator.clearFaults();
    await trial.emulator.emulator.addFault({ kind: "revoked" });
    await expect
      .poll(async () => (await request.get("/api/health/ready")).json(), { timeout: 600_000 })
      .toMatchObject({ database: "ok", adminApi: "key_rejected" });
    await page.goto("/members");
    await page.getByRole("button", { name: "Sync failed" }).click();
    await expect(page.getByRole("dialog").getByText("doesn’t accept the configured key")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "aoife.nibhriain" })).toBeVisible();
  });
});
