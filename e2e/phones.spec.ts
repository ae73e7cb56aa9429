import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { findOperation } from "./row-menu";

const lists = [
  ...[
    "/members",
    "/keys",
    "/workspaces",
    "/invites",
    "/service-accounts",
    "/activity",
    "/claude-code",
    "/bulk",
  ],
  ...["/cost/people", "/cost/changes", "/cost/chargeback", "/schedules", "/limits", "/settings", "/me"],
];
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const sheet = (page: Page) => page.getByRole("dialog", { name: "Filters" });

/** What a finger could miss: controls, with the label around them, under 44 pixels. */
function listSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = 'button, select, summary, input:not([type="radio"])';
    return [...document.querySelectorAll(`:is(header, main) :is(${controls})`)]
      .filter((one) => one.checkVisibility())
      .map((one) => one.closest("label") ?? one)
      .filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((one) => one.outerHTML.slice(0, 200));
  });
}

test.describe("lists on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("show cards with the amount at the right, which remain a table that can be selected and operated", async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members?q=${member.email}`);
    const card = row(page, member.email);
    await expect(card.getByRole("cell")).toHaveCount(3);
    const name = await card.getByRole("link").boundingBox();
    const amount = await card.getByRole("cell").first().boundingBox();
    expect(amount?.x).toBeGreaterThan((name?.x ?? 0) + (name?.width ?? 0));
    expect((await card.boundingBox())?.height).toBe(64);
    await card.getByRole("checkbox").check();
    await expect(page.getByRole("region", { name: "Selection" })).toContainText("1 selected");
    await page.getByRole("checkbox", { name: "Select all" }).uncheck();
    await expect(await findOperation(card, "Off-board…")).toBeVisible();
    await page.keyboard.press("Escape");
    expect(await listSmallTargets(page)).toEqual([]);
    await expectAccessible(page);
    await card.tap({ position: { x: 200, y: 55 } });
    await expect(page).toHaveURL(new RegExp(`/members/${member.id}$`));
  });

  test("have their filters in one sheet, which counts them and says what it shows", async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members?q=${member.email}`);
    await expect(page.getByRole("button", { name: "No workspace" })).toBeHidden();
    await page.getByRole("button", { name: "Filters", exact: true }).tap();
    await sheet(page).getByRole("button", { name: "No workspace" }).tap();
    await sheet(page).getByRole("button", { name: "Role", exact: true }).tap();
    await page.getByRole("checkbox", { name: /^User/ }).check();
    await page.keyboard.press("Escape");
    await sheet(page).getByRole("combobox", { name: "Sort by" }).selectOption("Added");
    await sheet(page).getByRole("button", { name: "Ascending" }).tap();
    await expect(page).toHaveURL(/dir=desc/);
    await expect(page.getByRole("region", { name: "Members" })).toHaveAttribute("aria-busy", "false");
    expect(await listSmallTargets(page)).toEqual([]);
    await expectAccessible(page);
    await sheet(page)
      .getByRole("button", { name: /^Show \d+ members?$/ })
      .tap();
    await expect(sheet(page)).toBeHidden();
    await expect(row(page, member.email)).toBeVisible();
    await page.getByRole("button", { name: "Filters (2)" }).tap();
    await sheet(page).getByRole("button", { name: "Clear filters" }).tap();
    await expect(page).not.toHaveURL(/role=|workspaces=/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Filters", exact: true })).toBeFocused();
  });

  test("begin within 250 pixels", async ({ page, signIn }) => {
    await signIn("admin");
    for (const path of ["/members", "/workspaces", "/keys", "/access"]) {
      await page.goto(path);
      const list = page.getByRole("main").locator("table, [role=grid]").first();
      await expect(list).toBeVisible();
      expect((await list.boundingBox())?.y).toBeLessThanOrEqual(250);
      expect(await listSmallTargets(page)).toEqual([]);
    }
  });

  for (const path of ["/cost", "/usage", "/claude-code"])
    test(`have the filters of a report in the same sheet, on ${path}`, {
      tag: path === "/cost" ? [] : "@long",
    }, async ({ page, org, signIn }) => {
      await org.waitForHistory();
      await signIn("admin");
      await page.goto(path);
      await page.getByRole("button", { name: "Filters", exact: true }).tap();
      await sheet(page).getByRole("combobox", { name: "Compare" }).selectOption({ index: 1 });
      await expect(page).toHaveURL(/compare=/);
      await sheet(page).getByRole("button", { name: "Filter", exact: true }).tap();
      await page.getByRole("dialog", { name: "Filter", exact: true }).getByRole("checkbox").first().check();
      await page.keyboard.press("Escape");
      expect(await listSmallTargets(page)).toEqual([]);
      // What is read anew is pale until then.
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessible(page);
      await sheet(page).getByRole("button", { name: "Show results" }).tap();
      await page.getByRole("button", { name: "Filters (1)" }).tap();
      await sheet(page).getByRole("button", { name: "Clear filters" }).tap();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("button", { name: "Filters", exact: true })).toBeVisible();
    });

  test("are long without a gap: a card far down is where it is counted", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const [first] = await org.addMembers(60);
    await signIn("admin");
    await page.goto(`/members?q=${first?.email.split(".")[0]}`);
    const region = page.getByRole("region", { name: "Members" });
    await expect(row(page, first?.email ?? "")).toBeVisible();
    const height = await region.evaluate(({ scrollHeight }) => scrollHeight);
    expect(height).toBeGreaterThanOrEqual(60 * 64);
    expect(height).toBeLessThan(60 * 64 + 96);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(page.getByRole("row").filter({ hasText: ".060@" })).toBeInViewport();
    await expect(page.getByRole("columnheader", { name: "Name" })).toBeInViewport();
  });
});

test.describe("on a small phone that is touched", () => {
  test.use({ viewport: { width: 390, height: 600 }, hasTouch: true, isMobile: true });

  test("a long dialog scrolls between its title and its buttons, which stay in view", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/invites");
    await page.getByRole("button", { name: "Invite", exact: true }).tap();
    const dialog = page.getByRole("dialog", { name: "Invite someone" });
    const field = dialog.getByRole("combobox", { name: "Role in these workspaces" });
    await expect(field).not.toBeInViewport();
    await field.scrollIntoViewIfNeeded();
    await expect(dialog.getByRole("heading", { name: "Invite someone" })).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByRole("button", { name: "Send invite" })).toBeInViewport({ ratio: 1 });
  });

  test("a dialog that a card opens has its close button beside its title", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const member = await org.addMember();
    await org.emulator.addToWorkspace(await org.findLedWorkspace(), member.id);
    await expect.poll(() => org.readCsv(`members.csv?q=${member.email}&workspaces=none`)).toEqual([]);
    await signIn("admin");
    await page.goto(`/members/${member.id}`);
    await page.getByRole("main").getByRole("row").getByRole("combobox", { disabled: false }).first().tap();
    await page.getByRole("option", { name: "Admin", exact: true }).tap();
    const dialog = page.getByRole("dialog", { name: "Give more access?" });
    const title = await dialog.getByRole("heading", { level: 2 }).boundingBox();
    const close = await dialog.getByRole("button", { name: "Close" }).boundingBox();
    expect(Math.abs((close?.y ?? 0) - (title?.y ?? 0))).toBeLessThan(24);
    expect(close?.x).toBeGreaterThan(300);
  });

  test("figures with a button in their label stand on one line with the others, and all end at the right", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/claude-code");
    const labels = page.getByRole("main").locator("dl").first().locator("dt");
    await expect(labels.filter({ hasText: "Cost" })).toBeVisible();
    const heights = await labels.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(new Set(heights)).toEqual(new Set([24]));
    const [, ...ends] = await labels.evaluateAll((all) =>
      all.map((one) => one.nextElementSibling?.getBoundingClientRect().right),
    );
    expect(new Set(ends), "where the figures of the list end").toEqual(new Set([374]));
  });
});

test.describe("on a phone 360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("no list scrolls sideways or by itself, and all have cards", { tag: "@long" }, async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    for (const path of lists) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, path).toBeLessThanOrEqual(0);
      const inside = await page.evaluate(() =>
        [...document.querySelectorAll("main *")]
          .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowY))
          .filter((one) => one.checkVisibility() && one.scrollHeight > one.clientHeight + 1)
          .map((one) => one.outerHTML.slice(0, 200)),
      );
      expect(inside, path).toEqual([]);
    }
  });

  test("a lead finds their keys with the same sheet and cards", async ({ page, signIn }) => {
    await signIn("lead");
    await page.goto("/keys");
    await page.getByRole("button", { name: "Filters", exact: true }).click();
    await sheet(page).getByRole("button", { name: "Status", exact: true }).click();
    await page.getByRole("checkbox", { name: /^Active/ }).check();
    await page.keyboard.press("Escape");
    await sheet(page)
      .getByRole("button", { name: /^Show \d+ keys?$/ })
      .click();
    await expect(page.getByRole("row").nth(1)).toContainText("Active");
    await expect(page.getByRole("button", { name: "Filters (1)" })).toBeVisible();
    await expect(page.getByRole("region", { name: "API keys" })).toHaveAttribute("aria-busy", "false");
    await expectAccessible(page);
  });
});

test("a table that hides columns fades there, and nowhere else", async ({ page, signIn }) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await signIn("admin");
  await page.goto("/members");
  const region = page.getByRole("region", { name: "Members" });
  const frame = region.locator("..");
  await expect(frame).toHaveAttribute("data-more-end");
  await expect(frame).not.toHaveAttribute("data-more-start");
  await region.evaluate((box) => box.scrollTo({ left: 80 }));
  await expect(frame).toHaveAttribute("data-more-start");
  await region.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await expect(frame).not.toHaveAttribute("data-more-end");
  await page.setViewportSize({ width: 2400, height: 800 });
  await expect(frame).not.toHaveAttribute("data-more-start");
});
