import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { PersonaName } from "./people";

const navigation = (page: Page) => page.getByRole("navigation", { name: "Main navigation" });
const openAccount = (page: Page) => page.getByRole("button", { name: /^Account: / }).click();

/** Reviews may wait for an admin, whose number follows the name. */
const withCount = (name: string) => new RegExp(`^${name}(\\d+( to do)?)?$`);

const places: [label: string, personas: PersonaName[]][] = [
  ["Overview", ["admin", "finance"]],
  ["Members", ["admin"]],
  ["Workspaces", ["admin"]],
  ["Keys", ["admin"]],
  ["Access", ["admin"]],
  ["Cost", ["admin", "finance"]],
  ["Usage", ["admin", "finance"]],
  ["Claude Code", ["admin", "finance"]],
  ["Budgets & close", ["admin", "finance"]],
  ["Governance", ["admin"]],
  ["Settings", ["admin"]],
  ["My access", ["admin", "finance", "member"]],
];

test("the sidebar shows the places that a person can open, and the first one opens after sign-in", async ({
  page,
  signIn,
}) => {
  for (const persona of ["admin", "finance", "member"] as const) {
    const labels = places.flatMap(([label, personas]) => (personas.includes(persona) ? [label] : []));
    const [first = ""] = labels;
    await signIn(persona);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: first })).toBeVisible();
    await expect(navigation(page).getByRole("link")).toHaveText(labels.map(withCount));
    await expect(navigation(page).getByRole("link", { name: first })).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("banner")).toContainText("Northwind Labs");
  }
});

test("an unknown address shows that the page wasn't found", async ({ page, signIn, expectConsoleError }) => {
  expectConsoleError(/404/);
  await signIn("admin");
  await page.goto("/nowhere/at/all");
  await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to the home page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test.describe("an ID in the URL", () => {
  const titles = {
    members: "Person not found",
    workspaces: "Workspace not found",
    keys: "API key not found",
    bulk: "Bulk change not found",
  } as const;

  test("that doesn't exist gives a 404 with a link to the list", async ({
    page,
    signIn,
    expectConsoleError,
  }) => {
    expectConsoleError(/404/);
    await signIn("admin");
    for (const [noun, title] of Object.entries(titles)) {
      const answer = await page.goto(`/${noun}/nothing_has_this`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await expect(page).toHaveTitle(`${title} · Castellan`);
      await expectAccessible(page);
      await page.getByRole("link", { name: /^All / }).click();
      await expect(page).toHaveURL(new RegExp(`/${noun}$`));
      // There may be no bulk change yet, and so no table.
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(title);
    }
  });

  test("gives the page its object's name as the title, and a 404 to a lead who may not see the object", {
    tag: "@long",
  }, async ({ page, org, signIn, expectConsoleError }) => {
    expectConsoleError(/404/);
    const member = await org.addMember();
    const key = await org.addKey();
    const workspaces = await org.emulator.list<{ id: string; name: string }>("workspaces");
    const workspace = workspaces.find(({ name }) => name === "Data science");
    const named = [
      [`/members/${member.id}`, member.name, titles.members],
      [`/members/${member.email}`, member.name, "Members"],
      [`/keys/${key.id}`, key.name, titles.keys],
      [`/workspaces/${workspace?.id}`, "Data science", titles.workspaces],
    ] as const;
    await signIn("admin");
    for (const [address, name] of named) {
      expect((await page.goto(address))?.status()).toBe(200);
      await expect(page).toHaveTitle(`${name} · Castellan`);
    }
    await signIn("lead");
    for (const [address, name, title] of named) {
      const answer = await page.goto(address);
      expect(answer?.status()).toBe(title === "Members" ? 200 : 404);
      expect(await answer?.text()).not.toContain(name);
      await expect(page).toHaveTitle(`${title} · Castellan`);
    }
  });
});

test("a person selects a theme, and it stays selected", async ({ page, signIn }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn("member");
  await page.goto("/me");
  await openAccount(page);
  await page.getByRole("group", { name: "Theme" }).getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await openAccount(page);
  await page.getByRole("group", { name: "Theme" }).getByText("System", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("a person selects a language, and it stays selected", async ({ page, signIn }) => {
  await signIn("member");
  await page.goto("/me");
  await openAccount(page);
  await page.getByRole("group", { name: "Language" }).getByText("Deutsch", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mein Zugriff" })).toBeVisible();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("button", { name: /^Konto: / }).click();
  await page.getByRole("group", { name: "Sprache" }).getByText("English", { exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
});

test.describe("a German browser", () => {
  test.use({ locale: "de-AT" });
  test("gets every page in German", async ({ page, signIn }) => {
    await signIn("admin");
    for (const path of ["/members", "/cost", "/me", "/settings"]) {
      await page.goto(path);
      await expect(page.getByRole("navigation", { name: "Hauptnavigation" })).toBeVisible();
      await expect(page.getByRole("link", { name: "Zum Inhalt springen" })).toHaveCount(1);
    }
  });
});

test("an admin starts a sync, and a change made outside Castellan appears", async ({ page, org, signIn }) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto("/members");
  await page.getByRole("button", { name: /^Synced/ }).click();
  await page.getByRole("button", { name: "Sync now" }).click();
  await expect(page.getByRole("status")).toHaveText("Sync started");
  expect(await org.readCsv("activity.csv?noun=sync")).toContainEqual(
    expect.objectContaining({ action: "sync.run", outcome: "succeeded" }),
  );
  await org.emulator.removeMember(member.id);
  await expect
    .poll(async () => (await org.listActivity(member.id)).map(({ action }) => action))
    .toEqual(["member.gone", "member.added"]);
});

test("a person who can't start a sync sees when the last one finished", async ({ page, signIn }) => {
  await signIn("finance");
  await page.goto("/me");
  await page.getByRole("button", { name: /^Synced/ }).click();
  await expect(page.getByText("Last complete sync")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sync now" })).toHaveCount(0);
  await expectAccessible(page);
});

test("the account menu shows who is signed in", async ({ page, signIn }) => {
  await signIn("lead");
  await page.goto("/me");
  await openAccount(page);
  const account = page.getByRole("dialog", { name: /^Account: / });
  await expect(account).toContainText("aoife.nibhriain@northwind.example");
  await expect(account).toContainText("Team lead");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(account).toBeHidden();
  await expect(page.getByRole("button", { name: /^Account: / })).toBeFocused();
});

test("the banner appears only in the sandbox", async ({ page, signIn }) => {
  await signIn("member");
  await page.goto("/me");
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Sandbox" })).toHaveCount(0);
});

test.describe("the sandbox", () => {
  test.use({ server: "sandbox" });
  test("shows that its data is made up", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Admin", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await expect(page.getByRole("complementary", { name: "Sandbox" })).toContainText("made up");
    await expectAccessible(page);
  });
});

test("a keyboard reaches the content first and then the navigation", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/me");
  await expect(page.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.goto("/me");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(navigation(page).getByRole("link", { name: "Overview" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test.describe("at 320 pixels, as with a zoom of 400 %", () => {
  test.use({ viewport: { width: 320, height: 740 } });

  test("no page scrolls sideways", { tag: "@long" }, async ({ page, signIn }) => {
    await signIn("admin");
    for (const path of ["/members", "/cost", "/cost/chargeback", "/usage", "/me", "/settings"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(excess).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    }
  });
});

test.describe("on a phone 360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("the navigation opens as a drawer", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/me");
    await page.getByRole("button", { name: "Open navigation" }).click();
    await expectAccessible(page);
    await page.getByRole("dialog", { name: "Castellan" }).getByRole("link", { name: "Cost" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Cost" })).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test("nothing moves if the person prefers reduced motion", async ({ page, signIn }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn("admin");
  await page.goto("/members");
  await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
  const moving = await page.evaluate(() => {
    const styles = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element));
    return styles.filter((style) => style.animationName !== "none" || style.transitionDuration !== "0s")
      .length;
  });
  expect(moving).toBe(0);
});

const row = (page: Page, name: string) =>
  page.getByRole("main").getByRole("navigation", { name, exact: true });

const rows: [path: string, place: string, who: PersonaName, tabs: string[], current: string][] = [
  ["/limits", "Usage", "finance", ["Usage", "Limits"], "Limits"],
  ["/cost/people", "Cost", "finance", ["Report", "What changed", "Savings"], "Report"],
  ["/bulk", "Governance", "admin", ["Findings", "Reviews", "Activity"], "Activity"],
  [
    "/schedules",
    "Settings",
    "auditor",
    ["Sign-in & grants", "Rules", "Admin key", "Audit log", "Scheduled reports"],
    "Scheduled reports",
  ],
];

test("a page below another is in its place, with its tabs", async ({ page, signIn }) => {
  for (const [path, place, who, tabs, current] of rows) {
    await signIn(who);
    await page.goto(path);
    await expect(row(page, place).getByRole("link")).toHaveText(tabs.map(withCount));
    await expect(row(page, place).locator("[aria-current=page]")).toHaveText(current);
    await expect(navigation(page).locator("[aria-current=page]")).toHaveText(withCount(place));
  }
});

test("one tab alone isn't shown, and neither are those of a detail", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("lead");
  await page.goto("/members");
  await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
  await expect(row(page, "Members")).toHaveCount(0);
  await signIn("admin");
  await page.goto(`/members/${member.id}`);
  await expect(page.getByRole("heading", { level: 1, name: member.name })).toBeVisible();
  await expect(row(page, "Members")).toHaveCount(0);
  await expect(navigation(page).locator("[aria-current=page]")).toHaveText("Members");
});

test("tabs work by keyboard, keep focus, and lead to what belongs to activity", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto("/findings");
  const governance = row(page, "Governance").getByRole("link");
  await governance.first().focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  await expect(governance.last()).toBeFocused();
  await expect(governance.last()).toHaveAttribute("aria-current", "page");
  const views = row(page, "Activity").getByRole("link");
  await expect(views).toHaveText(["Changes", "Bulk changes", "Compliance feed"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Bulk changes" })).toBeVisible();
  await expect(views.nth(1)).toBeFocused();
  await expect(views.nth(1)).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);
});

test.describe("at 390 pixels", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("tabs scroll in their row, where the current one is in view", { tag: "@long" }, async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    for (const [path, name] of [
      ["/activity/compliance", "Compliance feed"],
      ["/schedules", "Scheduled reports"],
      ["/cost/statements", "Statements"],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole("main").getByRole("link", { name, exact: true })).toBeInViewport({
        ratio: 0.99,
      });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess).toBeLessThanOrEqual(0);
    }
  });
});
