import { expectAccessible } from "./axe";
import { type Castellan, startCastellan } from "./castellan";
import { test as base, expect, untilHydrated } from "./fixtures";
import { pickRole } from "./pick-role";

/** Uses its own sandbox, because a reset affects everyone in it. */
const test = base.extend<{ castellan: Castellan }>({
  castellan: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      const castellan = await startCastellan({});
      await use(castellan);
      await castellan.stop();
    },
    { timeout: 600_000 },
  ],
  site: async ({ castellan }, use) => {
    await use(castellan.url);
  },
});

test("an admin resets the sandbox, and everyone has to sign in again", { tag: "@long" }, async ({
  page,
  context,
  expectConsoleError,
}) => {
  const rowOf = (email: string) => page.getByRole("row").filter({ hasText: email });
  const tomas = rowOf("tomas.oshea@northwind.example").getByRole("combobox", { name: "Role" });
  const banner = page.getByRole("complementary", { name: "Sandbox" });
  expectConsoleError(/401/);

  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Admin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(async () => {
    await page.goto("/members?q=tomas");
    await expect(tomas).toBeVisible({ timeout: 5_000 });
  }).toPass(); // The organization may still be being read.
  const role = (await tomas.textContent()) ?? "";
  expect(role).not.toBe("User");
  await pickRole(tomas, "User", { raises: false });
  const other = untilHydrated(await context.newPage());
  await expect(async () => {
    await other.goto("/activity");
    await expect(other.getByRole("row").filter({ hasText: "changed the role of" })).toHaveCount(1);
  }).toPass();

  await banner.getByRole("button", { name: "Reset sandbox" }).click();
  const dialog = page.getByRole("dialog", { name: "Reset the sandbox?" });
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Reset sandbox" }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "The sandbox was reset to its first day." }),
  ).toBeVisible();
  await expectAccessible(page);

  await other.goto("/cost");
  await expect(other).toHaveURL(/\/sign-in\?callbackUrl=/);
  await other.getByRole("button", { name: "Finance" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Cost" })).toBeVisible();
  await expect(other.getByRole("complementary", { name: "Sandbox" }).getByRole("button")).toHaveCount(0);

  await page.getByRole("button", { name: "Admin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goto("/members?q=tomas");
  await expect(tomas).toHaveText(role);
  await page.goto("/activity");
  await expect(page.getByRole("row").filter({ hasText: "reset the sandbox" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "changed the role of" })).toHaveCount(0);
});
