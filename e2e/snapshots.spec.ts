import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { auditor } from "./people";

test("an admin opens the members of a past date, compares two days, and downloads them", async ({
  page,
  signIn,
}) => {
  await signIn("admin", 0);
  await page.goto("/members");
  await page.getByRole("link", { name: "Past date" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Members on \w+ \d+, \d{4}$/);
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByRole("row").getByRole("combobox")).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).press("Enter");
  expect((await download).suggestedFilename()).toMatch(/^castellan-members-\d{4}-\d\d-\d\d\.csv$/);

  await page.getByRole("button", { name: /^As of/ }).click();
  await page.getByLabel("Day (UTC)").fill("2025-01-31");
  await expect(page.getByText("No records for this day")).toBeVisible();
  await expect(page.getByText(/Castellan has kept the directory since/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Export" })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Back to today" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Members");
});

test("a day that isn’t one is said, and today is shown until a day is chosen", { tag: "@long" }, async ({
  page,
  signIn,
}) => {
  await signIn("admin", 0);
  const note = page.getByRole("note").filter({ hasText: "isn’t a valid date" });
  for (const [path, title] of [
    ["/members", "Members"],
    ["/keys", "API keys"],
    ["/access", "Access"],
  ]) {
    await page.goto(`${path}?at=2026-02-30`);
    await expect(note).toContainText("2026-02-30");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title ?? "");
    await expectAccessible(page);
  }
  await page.getByRole("link", { name: "Past date" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Access on/);
  await expect(note).toHaveCount(0);
});

test("an auditor reads the keys of a day and finds one by its name", async ({ page, signIn }) => {
  await signIn(auditor);
  await page.goto("/keys");
  await page.getByRole("link", { name: "Past date" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^API keys on/);
  const name = await page.getByRole("rowheader").nth(1).locator("bdi").first().textContent();
  await page.getByRole("searchbox", { name: "Search by name" }).fill(name ?? "");
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole("rowheader").first()).toContainText(name ?? "");
  await expectAccessible(page);
});

test("a lead sees the people of their workspaces on a day, and a member is refused", async ({
  page,
  org,
  signIn,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  const address = `/api/snapshots/members?at=${today}`;
  const all = await org.read<{ total: number }>(address);
  await signIn("lead");
  await page.goto(`/members?at=${today}`);
  await expect(page.getByRole("rowheader").first()).toBeVisible();
  const text = await page
    .getByText(/^\d+ members?$/)
    .first()
    .textContent();
  expect(Number.parseInt(text ?? "", 10)).toBeLessThan(all.total);
  await signIn("member");
  const response = await page.request.get(address);
  expect(response.status()).toBe(403);
});
