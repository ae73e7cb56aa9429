import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const money = ["Cost this month", "Forecast for the month", "Tokens", "Cache hits", "Claude Code users"];
const directory = ["Active API keys", "People"];
const tiles = {
  admin: [...money, ...directory, "Pending invites"],
  auditor: [...money, ...directory, "Pending invites"],
  finance: money,
  lead: [...money, ...directory],
} as const;

for (const persona of ["admin", "finance", "lead", "auditor"] as const) {
  test(`${persona} sees their key figures and what needs attention, with links to the details`, async ({
    page,
    org,
    signIn,
  }) => {
    test.setTimeout(180_000);
    await org.waitForHistory();
    await signIn(persona);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const figures = page.getByRole("region", { name: "Key figures" }).getByRole("link");
    const shown = await figures.locator("> span:first-child").allTextContents();
    expect(shown.toSorted()).toEqual([...tiles[persona]].toSorted());
    await expect(figures.first()).toContainText(/\$[\d,.]+/);
    await expect(figures.filter({ has: page.getByRole("img") })).toHaveText([
      /^Cost this month/,
      /^Forecast for the month/,
      /^Tokens/,
      /^Cache hits/,
    ]);
    await expect(figures.getByRole("img", { name: /a dotted line to the forecast/ })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Needs attention", exact: true })).toBeVisible();
    await expectAccessible(page);
    await figures.filter({ hasText: "Cost this month" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Cost" })).toBeVisible();
  });
}

test("an admin opens the keys that need attention", async ({ page, org, signIn }) => {
  const name = `orphan ${Date.now()}`;
  const maker = await org.addMember();
  const key = await org.emulator.addKey({ name, created_by_user_id: maker.id });
  await org.waitUntilKeyIsMirrored(key.id);
  await signIn("admin");
  await page.goto("/");
  await page.getByRole("link", { name: "Review keys" }).first().click();
  await expect(page).toHaveURL(/\/keys\?status=active&(maker=gone|unused=90)/);
  await expect(page.getByRole("table", { name: "API keys" })).toBeVisible();
});
