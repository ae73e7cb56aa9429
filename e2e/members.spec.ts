import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { addSession, expect, test, untilHydrated } from "./fixtures";
import { offboard } from "./offboard";
import { newWord } from "./organization";
import { emails } from "./people";
import { pickRole } from "./pick-role";
import { findOperation } from "./row-menu";

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const roleOf = (page: Page, name: string) => row(page, name).getByRole("combobox", { name: "Role" });
const find = (page: Page, text: string) => page.goto(`/members?q=${encodeURIComponent(text)}`);

test.describe("the list of members", () => {
  test("shows members by name and every role in words", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/members");
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await expect(row(page, "aoife.nibhriain@northwind.example")).toContainText("Aoife Ní Bhriain");
    await expect(roleOf(page, "aoife.nibhriain@northwind.example")).toHaveText("Developer");
  });

  test("is searched on the server, regardless of case", async ({ page, org, signIn }) => {
    const member = await org.addMember({ name: `Ölçün ${newWord()}` });
    await signIn("admin");
    await page.goto("/members");
    const asked = page.waitForResponse((answer) => answer.url().includes("/api/members?q="));
    await page.getByRole("searchbox", { name: "Search members" }).fill(member.name.toUpperCase());
    expect((await asked).ok()).toBe(true);
    await expect(row(page, member.email)).toBeVisible();
    await expect(page.getByText("1 member", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/\?q=/);
    await page.reload();
    await expect(row(page, member.email)).toBeVisible();
  });

  test("says when a search finds no one, and offers to clear it", async ({ page, signIn }) => {
    await signIn("admin");
    await find(page, newWord());
    await expect(page.getByRole("heading", { name: "No matching members" })).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await expect(page).toHaveURL(/\/members$/);
  });

  test("is filtered by role, workspace, and activity, in the URL and in the export as well", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    const newcomer = await org.addMember();
    await signIn("admin");
    await page.goto("/members");
    await page.getByRole("button", { name: "Role", exact: true }).first().click();
    await page.getByRole("checkbox", { name: /^Billing/ }).check();
    await expect(page).toHaveURL(/role=billing/);
    await expect(row(page, emails.finance)).toContainText("Cost only");
    await expect(row(page, emails.lead)).toHaveCount(0);

    await find(page, newcomer.email);
    await page.getByRole("button", { name: "No workspace" }).click();
    await expect(page).toHaveURL(/workspaces=none/);
    await expect(row(page, newcomer.email)).toContainText("None recorded");
    const file = await readExportAddress(page, "XLSX");
    expect(file).toMatch(/^\/api\/export\/members\.xlsx\?q=.*workspaces=none/);
    const [exported] = await org.readCsv(`members.csv?workspaces=none&q=${newcomer.email}`);
    expect(exported).toMatchObject({ workspace_count: "0", keys_made: "0", last_active_on: "" });
    await page.getByRole("combobox", { name: "Activity" }).selectOption("No activity for 30 days");
    await expect(page).toHaveURL(/idle=30/);
    await expect(page.getByRole("heading", { name: "No matching members" })).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/members$/);
    await page.getByRole("columnheader", { name: "Cost, 30 days" }).getByRole("button").first().click();
    await expect(page).toHaveURL(/sort=spend/);
  });

  test("is sorted by a column in both directions", async ({ page, org, signIn }) => {
    const word = newWord();
    const members = await org.addMembers(3, { name: word });
    await signIn("admin");
    await find(page, word);
    const header = page.getByRole("columnheader", { name: "Name" });
    const addresses = page.getByRole("row").getByText(/@northwind\.example$/);
    const ascending = members.map(({ email }) => email);
    await expect(header).toHaveAttribute("aria-sort", "ascending");
    await expect(addresses).toHaveText(ascending);
    await header.getByRole("button").click();
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await expect(addresses).toHaveText(ascending.toReversed());
    await expect(page).toHaveURL(/dir=desc/);
  });

  test("can be scrolled to the end before it has loaded, and a link can open any part of it", async ({
    page,
    org,
    signIn,
  }) => {
    const word = newWord();
    await org.addMembers(230, { name: word });
    await signIn("admin");
    await page.goto(`/members?q=${word}`);
    await expect(page.getByText("230 members")).toBeVisible();
    const list = page.getByRole("region", { name: "Members" });
    await list.focus();
    await list.press("End");
    await expect(row(page, `${word} 230`)).toBeVisible();
    await expect(page).toHaveURL(/page=5/);
    // While the browser still scrolls to the end, it ignores the key.
    await expect(async () => {
      await list.press("Home");
      await expect(row(page, `${word} 001`)).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(page).not.toHaveURL(/page=/);

    await page.goto(`/members?q=${word}&page=2`);
    await expect(row(page, `${word} 051`)).toBeVisible();
    await expect(row(page, `${word} 001`)).toHaveCount(0);
  });
});

test.describe("an admin", () => {
  test("changes a role and undoes that, and both are audited", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    expect(await org.role(member.id)).toBe("developer");
    expect(await org.auditOf(member.id)).toMatchObject({
      action: "member.change_role",
      outcome: "succeeded",
      actor_email: emails.admin,
      target_label: member.email,
    });

    await page.getByRole("button", { name: "Undo" }).click();
    await expect(roleOf(page, member.email)).toHaveText("User");
    await expect.poll(() => org.role(member.id)).toBe("user");
    await expect
      .poll(async () => (await org.listAudit(member.id)).map(({ outcome }) => outcome))
      .toEqual(["succeeded", "succeeded"]);
  });

  test("undoes a role change after going to another page, also a second time", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    for (let turn = 0; turn < 2; turn += 1) {
      await find(page, member.email);
      await pickRole(roleOf(page, member.email), "Developer", { raises: true });
      await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
      await page
        .getByRole("navigation", { name: "Main navigation" })
        .getByRole("link", { name: "Cost", exact: true })
        .click();
      await expect(page).toHaveURL(/\/cost/);
      expect(await org.role(member.id)).toBe("developer");
      await page.getByRole("button", { name: "Undo" }).press("Enter");
      await expect.poll(() => org.role(member.id)).toBe("user");
    }
  });

  test("can't change or remove admins, and sees the reason", async ({ page, signIn }) => {
    await signIn("admin");
    await find(page, emails.admin);
    const reason = "Admins and owners can be changed only in the Claude Console.";
    await expect(roleOf(page, emails.admin)).toBeDisabled();
    await expect(roleOf(page, emails.admin)).toHaveAccessibleDescription(reason);
    const removal = await findOperation(row(page, emails.admin), "Off-board…");
    await expect(removal).toBeDisabled();
    await expect(removal).toContainText(reason);
  });

  test("closes a dialog with Escape, which changes nothing and returns the focus", async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members/offboard?members=${member.id}`);
    const opener = page.getByRole("button", { name: "Off-board…" });
    await opener.press("Enter");
    await expect(page.getByRole("dialog", { name: "Off-board this person?" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "Off-board this person?" })).toHaveCount(0);
    await expect(opener).toBeFocused();
    expect(await org.listAudit(member.id)).toEqual([]);
  });

  test("removes a member, who is signed out at their next request", async ({
    page,
    org,
    signIn,
    browser,
    site,
  }) => {
    const member = await org.addMember();
    const theirs = await browser.newContext({ baseURL: site });
    await addSession(theirs, site, member.email);
    const theirPage = untilHydrated(await theirs.newPage());
    await theirPage.goto("/me");
    await expect(theirPage.getByRole("heading", { level: 1, name: "My access" })).toBeVisible();

    await signIn("admin");
    await find(page, member.email);
    await offboard(page, row(page, member.email), member.name);
    await expect.poll(() => org.role(member.id)).toBeUndefined();

    await theirPage.reload();
    await expect(theirPage).toHaveURL(/\/sign-in/);
    await theirs.close();
  });
});

test.describe("if the Admin API refuses or doesn't respond", () => {
  const refusals = [
    { status: 400, sentence: "The Admin API refused the change.", errorCode: "refused" },
    {
      status: 409,
      sentence: "Someone changed this at the same time. Reload and try again.",
      errorCode: "conflict",
    },
  ];
  for (const { status, sentence, errorCode } of refusals) {
    test(`the old role is shown again after a ${status}, with the reason`, {
      tag: status === 409 ? "@long" : [],
    }, async ({ page, org, signIn }) => {
      const member = await org.addMember();
      await org.emulator.addFault({ kind: "error", method: "POST", path: `/users/${member.id}`, status });
      await signIn("admin");
      await find(page, member.email);
      await pickRole(roleOf(page, member.email), "Developer", { raises: true });
      await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
      await expect(roleOf(page, member.email)).toHaveText("User");
      expect(await org.auditOf(member.id)).toMatchObject({ outcome: "failed", error_code: errorCode });
    });
  }

  test("a change isn't made again when the list failed and is read again", { tag: "@long" }, async ({
    page,
    org,
    signIn,
    expectConsoleError,
  }) => {
    expectConsoleError(/500/);
    const member = await org.addMember();
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect.poll(() => org.role(member.id)).toBe("developer");
    await pickRole(roleOf(page, member.email), "User", { raises: false });
    await expect.poll(() => org.role(member.id)).toBe("user");
    const asked = "**/api/members?*";
    await page.route(asked, (route) => route.fulfill({ status: 500, json: { code: "internal" } }));
    await page.getByRole("main").getByRole("searchbox").fill(member.email.slice(0, -1));
    const again = page.getByRole("main").getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    await page.unroute(asked);
    await again.click();
    await expect(roleOf(page, member.email)).toHaveText("User");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await org.listAudit(member.id)).toHaveLength(2);
  });

  test.describe("with nothing loaded before", () => {
    test.use({ ownContext: true });

    test("a change that can't be prepared without the server says so, and is made once the page is loaded again", {
      tag: "@long",
    }, async ({ page, org, signIn, expectConsoleError }) => {
      expectConsoleError(/ERR_INTERNET_DISCONNECTED|Failed to load/);
      const member = await org.addMember();
      await signIn("admin");
      await find(page, member.email);
      await page.context().setOffline(true);
      await roleOf(page, member.email).click();
      await page.getByRole("option", { name: "Developer", exact: true }).click();
      await expect(page.getByRole("alert").filter({ hasText: "then reload the page" })).toBeVisible();
      await expect(roleOf(page, member.email)).toHaveText("User");
      await page.context().setOffline(false);
      await page.reload();
      await pickRole(roleOf(page, member.email), "Developer", { raises: true });
      await expect.poll(() => org.role(member.id)).toBe("developer");
      expect(await org.listAudit(member.id)).toHaveLength(1);
    });
  });

  test("a member whose removal was refused stays in the list", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    const fault = { kind: "error", method: "DELETE", path: `/users/${member.id}`, status: 400 } as const;
    await org.emulator.addFault(fault);
    await signIn("admin");
    await find(page, member.email);
    await offboard(page, row(page, member.email), member.name);
    const removal = page.getByRole("listitem").filter({ hasText: "from the organization" });
    await expect(removal).toContainText("The Admin API refused the change.");
    await find(page, member.email);
    await expect(row(page, member.email)).toBeVisible();
    expect(await org.role(member.id)).toBe("user");
  });

  test("the message about a rate limit says when to try again", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    const path = `/users/${member.id}`;
    await org.emulator.addFault({ kind: "rate_limit", method: "POST", path, retry_after: 2, times: 1 });
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect(page.getByRole("alert").filter({ hasText: "Try again in 2 seconds." })).toBeVisible();
    await expect(roleOf(page, member.email)).toHaveText("User");
  });

  test("a change that was made succeeds although the response was lost", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    const path = `/users/${member.id}`;
    await org.emulator.addFault({ kind: "lost_after", method: "POST", path, times: 1 });
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    expect(await org.role(member.id)).toBe("developer");
    expect(await org.auditOf(member.id)).toMatchObject({ outcome: "succeeded" });
  });

  test("a change that wasn't made fails after Castellan checks again", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const member = await org.addMember();
    const path = `/users/${member.id}`;
    await org.emulator.addFault({ kind: "lost_before", method: "POST", path, times: 1 });
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect(
      page.getByRole("alert").filter({ hasText: "The Admin API can’t be reached." }),
    ).toBeVisible();
    await expect(roleOf(page, member.email)).toHaveText("User");
    expect(await org.role(member.id)).toBe("user");
    expect(await org.auditOf(member.id)).toMatchObject({ outcome: "failed", error_code: "api_unreachable" });
  });

  test("a change that can't be confirmed has an unknown outcome", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    const path = `/users/${member.id}`;
    await org.emulator.addFault({ kind: "lost_after", method: "POST", path, times: 1 });
    await org.emulator.addFault({ kind: "slow", delay_ms: 0, method: "GET", path, times: 1 });
    await org.emulator.addFault({ kind: "error", method: "GET", path, status: 500, times: 3 });
    await signIn("admin");
    await find(page, member.email);
    await pickRole(roleOf(page, member.email), "Developer", { raises: true });
    await expect(
      page.getByRole("alert").filter({ hasText: "The Admin API didn’t confirm the change" }),
    ).toBeVisible();
    expect(await org.auditOf(member.id)).toMatchObject({ outcome: "unknown", error_code: "outcome_unknown" });
    await page.reload();
    await expect
      .poll(async () => (await org.readCsv(`members.csv?q=${member.email}`))[0]?.role)
      .toBe("developer");
  });
});

test.describe("on the members page", () => {
  test("a lead can see the people in their own workspaces but not change them", async ({
    page,
    org,
    signIn,
  }) => {
    const stranger = await org.addMember();
    const names = ["Checkout – prod", "Checkout – staging"];
    const workspaces = await org.emulator.list<{ id: string; name: string }>("workspaces");
    const own = workspaces.filter(({ name }) => names.includes(name));
    const lists = await Promise.all(
      own.map(({ id }) => org.emulator.list<{ user_id: string }>(`workspaces/${id}/members`)),
    );
    const people = new Set(lists.flat().map((member) => member.user_id));

    await signIn("lead");
    await page.goto("/members");
    await expect(page.getByText(`${people.size} members`, { exact: true })).toBeVisible();
    await expect(row(page, emails.lead)).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Role" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
    await find(page, stranger.email);
    await expect(page.getByRole("heading", { name: "No matching members" })).toBeVisible();
  });

  test("an auditor can see everyone but not change anyone", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    await signIn("auditor");
    await find(page, member.email);
    await expect(row(page, member.email)).toContainText("User");
    await expect(page.getByRole("combobox", { name: "Role" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  });

  test("everything is accessible to those who see it", async ({ page, signIn }) => {
    for (const persona of ["admin", "lead", "auditor"] as const) {
      await signIn(persona);
      await page.goto("/members");
      await expect(page.getByRole("table", { name: "Members" })).toBeVisible();
      await expectAccessible(page);
    }
  });
});
