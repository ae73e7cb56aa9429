import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { Organization } from "./organization";
import { emails } from "./people";

const peek = (page: Page) => page.getByRole("region", { name: "Side panel" });
const name = (page: Page) => peek(page).getByRole("heading", { level: 2 });
const row = (page: Page, number: number) => page.getByRole("table").getByRole("row").nth(number);
const nameCell = (page: Page, number: number) => row(page, number).getByRole("link").first();
const usualRole = { position: { x: 5, y: 5 } };

/** Three people that only this test knows, in a list of their own. */
async function openPeople(page: Page, org: Organization): Promise<string[]> {
  const people = await org.addMembers(3);
  await page.goto(`/members?q=${people[0]?.email.split(".")[0]}`);
  await expect(row(page, 3)).toBeVisible();
  return people.map((person) => person.id);
}

test("a click on a person shows them beside the list, and keys move, close, and open", async ({
  page,
  org,
  signIn,
}) => {
  await signIn("admin");
  const [first, second] = await openPeople(page, org);
  await row(page, 1).getByRole("cell").last().hover();
  const before = await row(page, 1).boundingBox();
  await nameCell(page, 1).click();
  await expect(name(page)).toContainText("001");
  await expect(peek(page)).toContainText("Email");
  await expect(page).toHaveURL(new RegExp(`peek=${first}`));
  expect((await row(page, 1).boundingBox())?.y).toBe(before?.y);
  await expectAccessible(page);

  await page.keyboard.press("j");
  await expect(name(page)).toContainText("002");
  await page.keyboard.press("ArrowDown");
  await expect(name(page)).toContainText("003");
  await page.keyboard.press("ArrowUp");
  await expect(name(page)).toContainText("002");
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, 2)).toBeFocused();
  await expect(row(page, 2)).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(new RegExp(`peek=${second}`));

  await page.keyboard.press("Escape");
  await expect(peek(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/peek=/);
  await expect(row(page, 2)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(name(page)).toContainText("002");
  await page.keyboard.press("Space");
  await expect(peek(page)).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(name(page)).toContainText("002");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/members/${second}$`));
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toBeVisible();
  await page.goBack();
  await expect(name(page)).toContainText("002");
  await expect(row(page, 2)).toBeFocused();
  await peek(page).getByRole("button", { name: "Close details" }).click();
  await expect(row(page, 2)).toBeFocused();
  await expect(peek(page)).toHaveCount(0);
});

test("a link to a row finds its details again, and a second click opens the page", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  for (const noun of ["members", "keys", "workspaces"]) {
    await page.goto(`/${noun}`);
    await nameCell(page, 2).click();
    const text = (await nameCell(page, 2).textContent()) ?? "";
    await expect(name(page)).toContainText(text);
    await page.reload();
    await expect(name(page)).toContainText(text);
    await expectAccessible(page);
    await expect(peek(page).getByRole("link", { name: "Open page" })).toHaveAttribute(
      "href",
      (await nameCell(page, 2).getAttribute("href")) ?? "",
    );
    await row(page, 2)
      .getByRole("cell")
      .first()
      .click({ position: { x: 3, y: 3 } });
    await expect(page).toHaveURL(new RegExp(`/${noun}/[^?]+$`));
    await expect(page.getByRole("heading", { level: 1 })).toContainText(text);
  }
});

test("controls of a row keep their meaning, and so do links in a new tab", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  await signIn("admin");
  const [first] = await openPeople(page, org);
  await row(page, 1).getByRole("checkbox").check();
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("1 selected");
  await row(page, 1)
    .getByRole("button", { name: /^Actions/ })
    .click();
  await page.keyboard.press("Escape");
  const opened = page.context().waitForEvent("page");
  await nameCell(page, 1).click({ modifiers: ["ControlOrMeta"] });
  const tab = await opened;
  await expect(tab).toHaveURL(new RegExp(`/members/${first}$`));
  await tab.close();
  await expect(page).not.toHaveURL(/peek=/);
  await expect(peek(page)).toHaveCount(0);
});

test("a lead peeks at their own keys, and is not told of others", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/404/);
  const other = await org.addKey();
  const { rows } = await org.read<{ rows: { id: string; name: string }[] }>("/api/keys", emails.lead);
  await signIn("lead");
  await page.goto("/keys");
  await row(page, 1).getByRole("cell").first().click(usualRole);
  await expect(name(page)).toContainText(rows[0]?.name ?? "");
  await expect(peek(page)).toContainText("Expires");
  await page.goto(`/keys?peek=${other.id}`);
  await expect(peek(page)).toContainText("API key not found");
  await expect(peek(page).getByRole("link", { name: "Open page" })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(peek(page)).toHaveCount(0);
});

test("details that can't be read say so, and are read on request", { tag: "@long" }, async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/500/);
  await signIn("admin");
  await openPeople(page, org);
  const address = "**/api/members/detail?*";
  await page.route(address, (route) => route.fulfill({ status: 500, json: { code: "internal" } }));
  await nameCell(page, 1).click();
  await expect(peek(page)).toContainText("Couldn’t load this");
  await expectAccessible(page);
  await page.unroute(address);
  await peek(page).getByRole("button", { name: "Try again" }).click();
  await expect(peek(page)).toContainText("Email");
});

test("below 1024 pixels, a click opens the page", async ({ page, org, signIn }) => {
  await page.setViewportSize({ width: 1000, height: 800 });
  await signIn("admin");
  const [first] = await openPeople(page, org);
  await nameCell(page, 1).click();
  await expect(page).toHaveURL(new RegExp(`/members/${first}$`));
});
