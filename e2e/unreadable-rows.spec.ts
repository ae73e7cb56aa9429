import { expectAccessible } from "./axe";
import { expect } from "./fixtures";
import { openLink } from "./open-link";
import { withFault } from "./with-admin-api";

const test = withFault({ kind: "odd_rows" });

test("unreadable rows are listed in Settings, and every page that misses them says so", {
  tag: "@long",
}, async ({ page, context, served: { url, link } }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
  await openLink(page, link);
  const isLoaded = async () => {
    const { reports } = await (await page.request.get(`${url}/api/sync`)).json();
    return reports.done === reports.total;
  };
  await expect.poll(isLoaded, { timeout: 600_000 }).toBe(true);

  const table = page.getByRole("table", { name: "Rows that couldn’t be read" });
  const countDays = async () => {
    await page.goto(`${url}/settings?tab=key`);
    await expect(table).toBeVisible();
    return table.getByRole("row", { name: /Cost report/ }).count();
  };
  await expect.poll(countDays, { timeout: 600_000 }).toBe(5);
  const row = table.getByRole("row", { name: /^Members/ });
  await expect(row).toContainText("role is missing.");
  await expectAccessible(page);
  await row.getByRole("button", { name: "Copy Sample" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject([
    { field: "role", problem: "missing", row: { type: "user", name: "[text]", email: "[text]" } },
  ]);

  await page.setViewportSize({ width: 1440, height: 900 });
  for (const report of ["cost", "cost?compare=previous", "usage", "claude-code"]) {
    await page.goto(`${url}/${report}`);
    await expect(
      page
        .getByRole("main")
        .getByText(/^\d+ incomplete days?$/)
        .first(),
    ).toBeVisible();
    const chart = page.getByRole("main").getByRole("figure").first();
    await expect(chart).toBeVisible();
    const toTop = async () => (await chart.boundingBox())?.y;
    await expect.poll(toTop, report).toBeLessThanOrEqual(300);
  }

  await page.goto(`${url}/cost?range=7d`);
  const note = page.getByRole("note").filter({ hasText: /days are incomplete: some rows/ });
  await expect(note.first()).toBeVisible();
  for (const path of ["members", "keys", "workspaces"]) {
    await page.goto(`${url}/${path}`);
    await expect(page.getByText(/days are incomplete: some rows/).first()).toBeVisible();
  }
  await page.goto(`${url}/cost/budgets`);
  await page.getByRole("button", { name: "Add budget" }).click();
  const dialog = page.getByRole("dialog", { name: "New budget" });
  await dialog.getByRole("textbox", { name: /^Amount/ }).fill("100");
  await dialog.getByRole("button", { name: "Add budget" }).click();
  await expect(page.getByText(/days are incomplete: some rows/).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(url);
  await expect(page.getByText(/days are incomplete: some rows/).first()).toBeVisible();
  // Findings come before it once they are there.
  const more = page.getByRole("button", { name: /^Show \d+ more$/ });
  await expect(async () => {
    if (await more.isVisible()) await more.click();
    await expect(page.getByText(/^[\d,]+ rows from the Admin API/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  // The server stops before the page, which must not ask it for more.
  await page.goto("about:blank");
});
