import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const row = (page: Page, number: number) => page.getByRole("table").getByRole("row").nth(number);
const box = (page: Page, number: number) => row(page, number).getByRole("checkbox").first();
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });

async function openList(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(row(page, 1)).toBeFocused({ timeout: 1_000 });
  }).toPass();
}

test("J and K move through the rows of a list, X selects one, and Enter opens it", async ({
  page,
  org,
  signIn,
}) => {
  const [, second] = await org.addMembers(3);
  const word = second?.email.split(".")[0];
  await signIn("admin");
  await openList(page, `/members?q=${word}`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(row(page, 3)).toBeFocused();
  await page.keyboard.press("k");
  await expect(row(page, 2)).toBeFocused();
  await page.keyboard.press("x");
  await expect(box(page, 2)).toBeChecked();
  await expect(bar(page)).toContainText("1 selected");
  await expectAccessible(page);
  await page.keyboard.press("k");
  await page.keyboard.press("Shift+X");
  await expect(bar(page)).toContainText("2 selected");
  await expect(box(page, 3)).not.toBeChecked();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/members/${second?.id}$`));
});

test("Enter and ↓ lead from a list’s search to its first row, and Esc clears the search, then leaves it", async ({
  page,
  org,
  signIn,
}) => {
  const [first] = await org.addMembers(3);
  const word = first?.email.split(".")[0] ?? "";
  await signIn("admin");
  await page.goto("/members");
  const search = page.getByRole("main").getByRole("searchbox");
  await search.fill(word);
  await expect(row(page, 3)).toContainText(word);
  await expect(row(page, 4)).toHaveCount(0);
  await search.press("Enter");
  await expect(row(page, 1)).toBeFocused();
  await search.press("ArrowDown");
  await expect(row(page, 1)).toBeFocused();
  await search.press("Escape");
  await expect(search).toHaveValue("");
  await expect(search).toBeFocused();
  await search.press("Escape");
  await expect(search).not.toBeFocused();
});

test("a click with Shift selects everything since the last selected row", async ({ page, org, signIn }) => {
  const [first] = await org.addMembers(4);
  await signIn("admin");
  await openList(page, `/members?q=${first?.email.split(".")[0]}`);
  await box(page, 4).click();
  await box(page, 2).click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("3 selected");
  await expect(box(page, 1)).not.toBeChecked();
  await box(page, 3).click();
  await expect(bar(page)).toContainText("2 selected");
});

test("a range reaches over rows that aren't loaded", { tag: "@long" }, async ({ page, org, signIn }) => {
  const [first] = await org.addMembers(110);
  await signIn("admin");
  await openList(page, `/members?q=${first?.email.split(".")[0]}`);
  await box(page, 1).click();
  const table = page.getByRole("region", { name: "Members" });
  await table.evaluate((region) => region.scrollTo({ top: region.scrollHeight }));
  const last = page.getByRole("row").filter({ hasText: ".110@" });
  await last.getByRole("checkbox").click({ modifiers: ["Shift"] });
  await expect(bar(page)).toContainText("110 selected");
});

test("Esc steps back from a control to its row, then from the selection, and then to the list", async ({
  page,
  org,
  signIn,
}) => {
  const [first] = await org.addMembers(2);
  await signIn("admin");
  await openList(page, `/members?q=${first?.email.split(".")[0]}`);
  await page.keyboard.press("x");
  await expect(bar(page)).toContainText("1 selected");
  await box(page, 1).focus();
  await page.keyboard.press("Escape");
  await expect(row(page, 1)).toBeFocused();
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Members" })).toBeFocused();
});

for (const noun of ["members", "keys"])
  test(`going back to the ${noun} finds the same place, row, and selection, and a link finds its top`, {
    tag: noun === "keys" ? "@long" : [],
  }, async ({ page, signIn }) => {
    await page.setViewportSize({ width: 1280, height: 620 });
    await signIn("admin");
    await openList(page, `/${noun}`);
    const region = page
      .getByRole("main")
      .getByRole("region")
      .filter({ has: page.getByRole("table") });
    const readTop = () => region.evaluate((list) => list.scrollTop);
    await page.keyboard.press("x");
    for (let step = 0; step < 9; step++) await page.keyboard.press("j");
    const focused = page.locator("tr:focus");
    const text = await focused.textContent();
    const top = await readTop();
    expect(top).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/${noun}/[^/]+$`));
    await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toBeVisible();
    await page.goBack();
    await expect(focused).toHaveText(text ?? "");
    expect(await readTop()).toBe(top);
    await expect(bar(page)).toContainText("1 selected");
    await page.goForward();
    await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link").first().click();
    await expect(page).toHaveURL(new RegExp(`/${noun}$`));
    await expect(region).toBeVisible();
    expect(await readTop()).toBe(0);
    await expect(bar(page)).toBeHidden();
  });
