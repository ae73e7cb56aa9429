import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { newWord } from "./organization";
import { input, marked, open, option, palette, pressPalette, title } from "./palette-page";

test.describe("the command palette", () => {
  test("the palette takes an admin to people and keys again", async ({ page, org, signIn }) => {
    const { id, name, maker } = await org.addKey();
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type(maker.name.toUpperCase());
    await expect(marked(page)).toHaveText(`${maker.name} ${maker.email}`);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/members/${maker.id}$`));
    await expect(palette(page)).toHaveCount(0);
    await open(page, "/me", "My access");
    await page.keyboard.type(name);
    await expect(marked(page)).toContainText(name);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/keys/${id}$`));
    await open(page, "/me", "My access");
    const recent = palette(page).getByRole("group", { name: "Recent" });
    await expect(recent.getByRole("option")).toHaveCount(2);
    await expect(recent.getByRole("option").first()).toContainText(name);
    await expectAccessible(page);
    await page.keyboard.press("ArrowRight");
    const all = ["Replace…", "Replace, then deactivate when quiet…", "Rename…", "Deactivate…", "Archive…"];
    await expect(palette(page).getByRole("option")).toHaveText(all);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(recent.getByRole("option")).toHaveCount(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    await expect(marked(page)).toContainText(maker.name);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("rena");
    await expect(palette(page).getByRole("option")).toHaveText(["Rename…"]);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Rename this key" });
    await expect(dialog.getByRole("textbox")).toHaveValue(name);
    await expect(page).toHaveURL(new RegExp(`/keys/${id}$`));
  });

  test("the palette does what an admin types, in any order", async ({ page, org, signIn }) => {
    const { name, maker } = await org.addKey();
    await signIn("admin");
    await page.goto("/me");
    await expect(title(page, "My access")).toBeVisible();
    for (const [text, label, dialog] of [
      [`change role ${maker.name}`, `Change the role of ${maker.name}…`, "Change role"],
      [`${name} deactivate`, `Deactivate ${name}…`, `Deactivate ${name}?`],
      ["add people to checkout prod", "Add people to Checkout – prod…", "Add people to the workspace"],
      ["checkout prod limit", "Set spend limit of Checkout – prod…", "Set a spend limit"],
      ["archive checkout prod", "Archive Checkout – prod…", "Archive this workspace?"],
    ] as const) {
      await pressPalette(page);
      await page.keyboard.type(text);
      await expect(marked(page)).toContainText(label);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
      await expect(page).not.toHaveURL(/open=/);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
  });

  test("copies access from one person to another, and shows whom several names mean", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    const word = newWord();
    const [first, second] = await org.addMembers(2, { name: `Kim ${word}` });
    const target = await org.addMember();
    const other = await org.addMember();
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type(`copy access from kim ${word} to ${target.name}`);
    const all = palette(page).getByRole("option", { name: /^Copy access from / });
    await expect(all).toHaveCount(2);
    for (const person of [first, second])
      await expect(
        all.filter({ hasText: `Copy access from ${person?.name} to ${target.name}…` }),
      ).toContainText(person?.email ?? "");
    await expectAccessible(page);
    await input(page).fill(`copy access ${other.name} to ${target.name}`);
    await expect(marked(page)).toHaveText(`Copy access from ${other.name} to ${target.name}…`);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Copy access from another person" });
    await expect(dialog.getByRole("radio", { name: other.name })).toBeChecked();
    await expect(dialog).toContainText("The other person isn’t in any workspace");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`/members/${target.id}$`));
  });

  test("offers nothing for strangers, and says who wasn’t found", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const target = await org.addMember();
    await signIn("admin");
    await open(page, "/me", "My access");
    const status = palette(page).getByRole("status");
    for (const [text, name] of [
      [`copy access from hansaq to ${target.name}`, "hansaq"],
      [`copy access from ${target.name} to hansaq`, "hansaq"],
      ["off-board hansaq", "hansaq"],
      ["change role of hansaq to developer", "hansaq"],
    ] as const) {
      await input(page).fill(text);
      await expect(status).toHaveText(`Nobody here is called “${name}”.`);
      await expect(palette(page).getByRole("option")).toHaveCount(0);
    }
    await input(page).fill("archive workspace hansaq");
    await expect(status).toHaveText("No workspace here is called “hansaq”.");
    await expectAccessible(page);
  });

  test("the palette answers what an admin would type first or second", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { name: key, maker } = await org.addKey();
    const other = await org.addMember();
    const [who, whom] = [maker.name, other.name];
    await signIn("admin");
    await open(page, "/me", "My access");
    const requests: [string, string][] = [
      [`offboard ${who}`, `Off-board ${who}…`],
      [`remove ${who}`, `Off-board ${who}…`],
      [`suspend ${who}`, `Off-board ${who}…`],
      [`disable ${key}`, `Deactivate ${key}…`],
      [`please rotate ${key}`, `Replace ${key}…`],
      ["rotate a key", "Replace… API keys"],
      [`add ${who} to checkout prod`, `Add ${who} to Checkout – prod…`],
      [`remove ${who} from checkout prod`, `Remove ${who} from Checkout – prod…`],
      [`make ${who} a developer`, `Change the role of ${who} to Developer…`],
      [`give ${who} the same access as ${whom}`, `Copy access from ${whom} to ${who}…`],
      ["invite ada@outside.example", "Invite ada@outside.example…"],
      ["invite a colleague", "Invite people"],
      ["unused keys", "Keys unused for 90 days"],
      ["inactive users", "Members inactive for 90 days"],
      ["who left", "Former members"],
      ["pending invites", "Pending invites"],
      ["checkuot", "Checkout"],
      ["who has access to checkout prod", "See who can reach Checkout – prod"],
      ["raise limit of checkout prod", "Set spend limit of Checkout – prod…"],
      ["new workspace Lab", "Create workspace “Lab”…"],
      ["export members", "Export members (CSV)"],
      ["download costs", "Export cost (CSV)"],
      ["cost last month by model", "Cost · Last month"],
      ["add someone to data science", "Add people to Data science…"],
      ["why did cost go up", "What changed"],
      ["settings notifications", "Notifications: mail and webhooks"],
      ["close november 2031", "Close November 2031"],
      ["cost in october", "Cost · October"],
      ["switch language", "Language: Deutsch"],
      ["dark mode", "Theme: Dark"],
      ["how do I sign out?", "Sign out"],
      ["help", "Keyboard shortcuts"],
    ];
    for (const [text, answer] of requests) {
      await input(page).fill(text);
      await expect(async () => {
        const texts = (await palette(page).getByRole("option").allTextContents())
          .slice(0, 2)
          .map((one) => one.trim());
        expect(
          texts.some((one) => one.startsWith(answer)),
          `“${text}” found ${texts.join(" | ")}`,
        ).toBe(true);
      }).toPass({ timeout: 10_000 });
    }
  });

  test("the palette adds someone to a workspace and changes colors", async ({ page, org, signIn }) => {
    const { name, email } = await org.addMember({ name: `Rob Otto Atem ${newWord()}` });
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type("rotate");
    await expect(option(page, /^Replace…/)).toBeVisible();
    await expect(option(page, new RegExp(name))).toHaveCount(0);
    await input(page).fill(`add ${email} to checkout prod`);
    await expect(marked(page)).toHaveText(`Add ${name} to Checkout – prod…`);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Add people to the workspace" });
    await expect(dialog.getByRole("checkbox", { name })).toBeVisible();
    await page.keyboard.press("Escape");
    await pressPalette(page);
    await page.keyboard.type("dark mode");
    await expect(marked(page)).toHaveText("Theme: Dark");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });

  test("the palette says why nobody’s access can be copied to an admin, and that one’s own sessions end", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    const admin = await org.addMember({ role: "admin" });
    const other = await org.addMember();
    await signIn(admin.email);
    await open(page, "/me", "My access");
    await page.keyboard.type(`copy access from ${other.email} to ${admin.email}`);
    await expect(marked(page)).toHaveText(`Copy access from ${other.name} to ${admin.name}…`);
    await page.keyboard.press("Enter");
    await expect(
      page.getByText(`Nothing to copy: the organization role of ${admin.name} already covers`),
    ).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await pressPalette(page);
    await page.keyboard.type(`end sessions of ${admin.email}`);
    await expect(marked(page)).toContainText("End the sessions of");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "End all sessions?" })).toContainText(
      "This signs you out, too.",
    );
  });

  test("the palette says how an action goes on that has no name yet", async ({ page, signIn }) => {
    await signIn("admin");
    await open(page, "/me", "My access");
    for (const [text, example] of [
      ["copy access", "copy access from Ada to Ben"],
      ["copy access from", "copy access from Ada to Ben"],
      ["change role", "change role Ada to developer"],
      ["change role to developer", "change role Ada to developer"],
      ["end sessions", "end sessions of Ada"],
      ["grant auditor", "grant auditor ada@example.com"],
      ["create workspace ", "create workspace Checkout"],
    ] as const) {
      await input(page).fill(text);
      await expect(palette(page).getByRole("status")).toContainText(`Keep typing, for example “${example}”.`);
    }
    await expect(marked(page)).toHaveText("Create workspace");
    await expectAccessible(page);
  });

  test("the palette begins operations with what an admin typed", async ({ page, signIn }) => {
    await signIn("admin");
    const email = `${newWord()}@outside.example`;
    const name = `Lab ${newWord()}`;
    await open(page, "/me", "My access");
    await page.keyboard.type(`create workspace ${name}`);
    await expect(marked(page)).toHaveText(`Create workspace “${name}”…`);
    await page.keyboard.press("Enter");
    const making = page.getByRole("dialog", { name: "Create a workspace" });
    await expect(making.getByRole("textbox", { name: "Name" })).toHaveValue(name);
    await expect(making.getByRole("searchbox")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/\/workspaces$/);
    await pressPalette(page);
    await page.keyboard.type(`grant finance ${email}`);
    await expect(marked(page)).toHaveText(`Grant Finance to ${email}…`);
    await page.keyboard.press("Enter");
    const granting = page.getByRole("dialog", { name: "Add a grant" });
    await expect(granting.getByRole("textbox", { name: "Email" })).toHaveValue(email);
    await expect(granting.getByRole("radio", { name: /^Finance/ })).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/\/settings$/);
    await pressPalette(page);
    await page.keyboard.type(`end sessions of ${email}`);
    await expect(marked(page)).toHaveText(`End the sessions of ${email}…`);
    await page.keyboard.press("Enter");
    const ending = page.getByRole("dialog", { name: "End all sessions?" });
    await expect(ending).toContainText(email);
    await expect(ending).not.toContainText("This signs you out, too.");
  });

  test("the palette closes the month that is named, and finds where messages go", { tag: "@long" }, async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await open(page, "/me", "My access");
    const last = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1));
    const toText = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat("en", { ...options, month: "long", timeZone: "UTC" }).format(last);
    const name = toText({ year: "numeric" });
    await page.keyboard.type(`close ${toText({})}`);
    await expect(marked(page)).toHaveText(`Close ${name}…`);
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Close a month" });
    await expect(dialog.getByLabel("Month").locator("option:checked")).toHaveText(name);
    await expect(page).toHaveURL(/\/cost\/statements$/);
    await page.keyboard.press("Escape");
    await pressPalette(page);
    await page.keyboard.type("settings notifications");
    await expect(marked(page)).toHaveText("Notifications: mail and webhooks");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Where messages go" })).toBeInViewport();
  });

  test("a link that someone sent opens a dialog, but fills in nothing", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/settings?open=grant&email=someone%40outside.example&role=admin");
    const granting = page.getByRole("dialog", { name: "Add a grant" });
    await expect(granting.getByRole("textbox", { name: "Email" })).toHaveValue("");
    await expect(granting.getByRole("radio", { name: /^Auditor/ })).toBeChecked();
    await expect(page).toHaveURL(/\/settings$/);
  });

  test("the palette opens pages by what people call them", { tag: "@long" }, async ({ page, signIn }) => {
    await signIn("admin");
    for (const [text, label, heading] of [
      ["invites", "Invites Members", "Invites"],
      ["limits", "Limits Workspaces", "Limits"],
      ["bulk", "Bulk changes Governance", "Bulk changes"],
      ["scheduled", "Scheduled reports Settings", "Scheduled reports"],
      ["keys and people", "Keys and people Cost", "Keys and people"],
      ["governance rev", "Reviews Governance", "Reviews"],
      ["close", "Budgets Budgets & close", "Budgets"],
    ] as const) {
      await open(page, "/me", "My access");
      await page.keyboard.type(text);
      await expect(marked(page)).toHaveText(label);
      await page.keyboard.press("Enter");
      await expect(title(page, heading)).toBeVisible();
    }
  });

  test("the palette opens pages and dialogs, and what the arrow keys mark", async ({ page, signIn }) => {
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type("workspa");
    await expect(marked(page)).toHaveText("Workspaces");
    await page.keyboard.press("ArrowDown");
    await expect(marked(page)).toHaveText("Limits Workspaces");
    await page.keyboard.press("ArrowDown");
    await expect(marked(page)).toHaveText("Create workspace");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Create a workspace" });
    await expect(dialog).toBeVisible();
    await expect(page).toHaveURL(/\/workspaces$/);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.reload();
    await expect(title(page, "Workspaces")).toBeVisible();
    await expect(dialog).toHaveCount(0);
  });

  test("the palette does what an admin types", { tag: "@long" }, async ({ page, signIn }) => {
    await signIn("admin");
    for (const [text, name] of [
      ["invite people", "Invite someone"],
      ["add budget", "New budget"],
      ["access grant", "Add a grant"],
    ] as const) {
      await open(page, "/me", "My access");
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name })).toBeVisible();
    }
  });

  test("downloads activity, and the page stays", async ({ page, signIn }) => {
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type("export activity");
    await expect(marked(page)).toHaveText("Export activity (CSV)");
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    expect((await saved).suggestedFilename()).toMatch(/^castellan-activity.*\.csv$/);
    await expect(title(page, "My access")).toBeVisible();
  });

  test("the palette reads a report, a range, and a group", async ({ page, signIn }) => {
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type("cost last month by mo");
    await expect(marked(page)).toHaveText("Cost · Last month By: Model");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/cost\?range=last_month&group=model$/);
    await expect(title(page, "Cost")).toBeVisible();
    await expect(page.getByRole("button", { name: "Range: Last month" })).toBeVisible();
  });

  test("the palette keeps letters that are typed while it loads, and Escape returns to where the person was", async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    await page.goto("/members");
    const button = page.getByRole("button", { name: "Search or go to" });
    await expect(title(page, "Members")).toBeVisible();
    await button.focus();
    await pressPalette(page);
    await page.keyboard.type("service ac");
    await expect(input(page)).toHaveValue("service ac");
    await expect(marked(page)).toHaveText("Service accounts Keys");
    await page.keyboard.press("Escape");
    await expect(palette(page)).toHaveCount(0);
    await expect(button).toBeFocused();
    await button.click();
    await expect(input(page)).toBeFocused();
    await expect(input(page)).toHaveValue("");
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toHaveCount(0);
  });

  test("Enter that is pressed while the palette loads opens what was typed", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/me");
    await expect(title(page, "My access")).toBeVisible();
    await page.waitForLoadState("networkidle");
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/_next/static/chunks/**", async (route) => {
      await isReleased;
      await route.continue();
    });
    await pressPalette(page);
    await page.keyboard.type("add budget");
    await page.keyboard.press("Enter");
    await expect(palette(page).getByRole("textbox")).toHaveValue("add budget");
    release();
    await expect(page.getByRole("dialog", { name: "New budget" })).toBeVisible();
  });

  test("a page comes before people whose names begin with its words", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await org.addMember({ name: "Access My" });
    await signIn("admin");
    await open(page, "/settings", "Settings");
    await page.keyboard.type("my access");
    await expect(
      palette(page)
        .getByRole("option", { name: /Access My/ })
        .first(),
    ).toBeVisible();
    await expect(marked(page)).toHaveText("My access");
  });

  test("the palette says that nothing matches, or that it failed", async ({
    page,
    org,
    signIn,
    expectConsoleError,
  }) => {
    expectConsoleError(/ERR_FAILED/);
    const member = await org.addMember();
    await signIn("admin");
    await open(page, "/me", "My access");
    await page.keyboard.type("zqzqzqzq");
    await expect(palette(page).getByRole("status")).toContainText("Nothing matches.");
    await page.route("**/api/palette?*", (route) => route.abort());
    await input(page).fill(member.name);
    await expect(palette(page).getByRole("alert")).toContainText("Couldn’t search people");
    await expectAccessible(page);
    await page.unroute("**/api/palette?*");
    await palette(page).getByRole("button", { name: "Try again" }).click();
    await expect(option(page, new RegExp(member.name))).toBeVisible();
  });

  test("the palette keeps unsaved input and open dialogs", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/workspaces?open=create");
    const dialog = page.getByRole("dialog", { name: "Create a workspace" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Half a name");
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard", exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await pressPalette(page);
    await page.keyboard.type("settings rules");
    await expect(marked(page)).toHaveText("Rules Settings");
    await page.keyboard.press("Enter");
    const field = page.getByRole("spinbutton").first();
    await field.fill("77");
    await pressPalette(page);
    await page.keyboard.type("my access");
    await expect(marked(page)).toHaveText("My access");
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog", { name: "Discard your changes?" })
      .getByRole("button", { name: "Keep editing" })
      .click();
    await expect(field).toHaveValue("77");
    await expect(page).toHaveURL(/tab=rules$/);
  });
});
