import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord } from "./organization";

/** What a browser notices if the server was updated after the page was opened. */
const removeOldCode = (page: Page) =>
  page.route("**/_next/static/chunks/**", (route) => route.fulfill({ status: 404, body: "Not found" }));

const renameActions = (page: Page) =>
  page.route("**/workspaces*", (route) => {
    const headers = route.request().headers();
    const isSubmit = "next-action" in headers;
    return route.continue(isSubmit ? { headers: { ...headers, "next-action": `00${"ab".repeat(20)}` } } : {});
  });

test.beforeEach(async ({ page, expectConsoleError, signIn }) => {
  expectConsoleError(/404|409|ChunkLoadError/);
  await signIn("admin");
  await page.goto("/workspaces");
});

test("a submit of a page from before an update changes nothing, says so, and can be repeated after a reload", async ({
  page,
  org,
}) => {
  const name = newWord();
  const opener = page.getByRole("button", { name: "Create workspace" });
  const dialog = page.getByRole("dialog", { name: "Create a workspace" });
  const field = dialog.getByRole("textbox", { name: "Name" });
  const submit = dialog.getByRole("button", { name: "Create workspace" });
  await opener.click();
  await field.fill(name);
  await renameActions(page);
  await submit.click();
  await expect(dialog.getByRole("alert")).toHaveText(
    /^Castellan was updated after you opened this page, so nothing was changed\. Reload the page/,
  );
  await expect(field).toHaveValue(name);
  expect(await org.emulator.list<{ name: string }>("workspaces")).not.toContainEqual(
    expect.objectContaining({ name }),
  );

  await page.unroute("**/workspaces*");
  page.once("dialog", (question) => question.accept());
  await page.reload();
  await opener.click();
  await field.fill(name);
  await submit.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("a dialog whose code is gone is said, and the page stays", async ({ page }) => {
  await removeOldCode(page);
  const opener = page.getByRole("button", { name: "Create workspace" });
  const message = page.getByRole("alert").filter({ hasText: "Part of this page couldn’t be loaded" });
  await opener.click();
  await expect(message).toHaveText(/so nothing was changed\. Check your connection, then reload the page\.$/);
  await expect(page.getByRole("heading", { level: 1, name: "Workspaces" })).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await opener.click();
  await expect(message).toBeVisible();
  await expectAccessible(page);

  await page.unroute("**/_next/static/chunks/**");
  await page.reload();
  await opener.click();
  await expect(page.getByRole("dialog", { name: "Create a workspace" })).toBeVisible();
});

test("a page whose code is gone keeps the navigation and offers to reload", async ({ page }) => {
  await removeOldCode(page);
  const navigation = page.getByRole("navigation", { name: "Main navigation" });
  await navigation.getByRole("link", { name: "Access", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Something went wrong" })).toBeVisible();
  await expect(navigation).toBeVisible();
  await expectAccessible(page);

  await page.unroute("**/_next/static/chunks/**");
  await page.getByRole("button", { name: "Reload page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Access" })).toBeVisible();
});
