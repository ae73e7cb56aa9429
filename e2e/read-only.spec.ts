import { can } from "@/lib/core/auth/permissions";
import { pages } from "@/lib/test-surface";
import { type Castellan, startCastellan } from "./castellan";
import { addSession, test as base, expect } from "./fixtures";
import { emails } from "./people";

// In one worker, and so on one server.
base.describe.configure({ mode: "default" });

/** Runs in the sandbox, so that every screen has something to show. */
const test = base.extend<object, { readOnly: Castellan }>({
  readOnly: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      const castellan = await startCastellan({ READ_ONLY: "1" });
      await use(castellan);
      await castellan.stop();
    },
    { scope: "worker", timeout: 600_000 },
  ],
  site: async ({ readOnly }, use) => {
    await use(readOnly.url);
  },
});

const writes =
  /^(Add|Approve|Archive|Create|Deactivate|Decline|Grant|Invite|Remove|Rename|Rotate|Save|Sync now|Withdraw)\b/;

test("both notices leave room for the organization's name and the account", async ({
  page,
  context,
  site,
}) => {
  await addSession(context, site, emails.admin);
  for (const width of [1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/me");
    const bar = page.getByRole("banner");
    await expect(bar.getByRole("complementary")).toHaveCount(2);
    const name = await bar
      .locator("p")
      .first()
      .evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(name, `${width}`).toBe(0);
    const account = await bar.getByRole("button").last().boundingBox();
    expect((account?.x ?? width) + (account?.width ?? 0)).toBeLessThanOrEqual(width - 32);
  }
});

test("no screen offers a change if READ_ONLY is set, and every screen says why", async ({
  page,
  context,
  site,
  readOnly,
  expectConsoleError,
}) => {
  expectConsoleError(/403/);
  await readOnly.program.waitFor(async () => {
    const ready = await fetch(`${site}/api/health/ready`);
    return ready.ok || undefined;
  });
  await addSession(context, site, emails.admin);
  for (const { file, address, permission } of pages) {
    if (!file.startsWith("app/(console)")) continue;
    if (!permission || !can({ persona: "admin" }, permission) || /\/(x|unknown$)/.test(address)) continue;
    await page.goto(address);
    await expect(page.getByRole("complementary", { name: "Read-only" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const offered = page.getByRole("button", { name: writes, disabled: false });
    expect(await offered.allTextContents(), address).toEqual([]);
    const roles = page.getByRole("combobox", { name: /^Role/, disabled: false });
    await expect(roles, address).toHaveCount(0);
  }
});
