import type { Page } from "playwright/test";
import { formatCents } from "@/lib/core/money/money";
import { expectAccessible } from "./axe";
import { findExport } from "./export-menu";
import { expect, test } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

type ApiKey = { id: string; name: string; status: string };

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const find = (page: Page, text: string) => page.goto(`/keys?q=${encodeURIComponent(text)}`);
const toast = (page: Page) => page.getByRole("region", { name: "Notifications" }).getByRole("status");

async function tell(org: Organization, id: string): Promise<ApiKey | undefined> {
  return (await org.emulator.list<ApiKey>("api_keys")).find((key) => key.id === id);
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).press("Enter");
}

test.describe("the list of keys", () => {
  test("says where keys are created and where its figures come from", async ({ page, signIn, org }) => {
    await org.waitForHistory();
    await signIn("admin");
    await page.goto("/keys");
    const link = page.getByRole("link", { name: "Create in the Console" });
    await expect(link).toHaveAttribute("href", "https://platform.claude.com/settings/keys");
    await expect(link).toHaveAttribute("rel", "noreferrer");
    await page.getByRole("button", { name: "More about API keys" }).click();
    await expect(page.getByText("come from the reports")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  });

  test("is searched, filtered, and sorted on the server, and the URL keeps it all", async ({
    page,
    org,
    signIn,
  }) => {
    const { name, maker } = await org.addKey();
    await signIn("admin");
    await page.goto("/keys");
    const asked = page.waitForResponse((answer) => answer.url().includes("/api/keys?q="));
    await page.getByRole("searchbox", { name: "Search keys" }).fill(maker.email.toUpperCase());
    expect((await asked).ok()).toBe(true);
    await expect(row(page, name)).toBeVisible();
    await expect(page.getByText("1 key", { exact: true })).toBeVisible();

    await page.getByRole("combobox", { name: "Expiry" }).selectOption("Never expires");
    await expect(page).toHaveURL(/expiry=never/);
    await expect(row(page, name)).toBeVisible();
    await page.getByRole("combobox", { name: "Last use" }).selectOption("Unused for 7 days");
    await expect(page.getByRole("heading", { name: "No matching keys" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "No matching keys" })).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/keys$/);

    await page.getByRole("columnheader", { name: "Cost, 30 days" }).getByRole("button").first().click();
    await expect(page).toHaveURL(/sort=cost/);
  });

  test("finds keys whose creator has left", { tag: "@long" }, async ({ page, org, signIn }) => {
    const { name, maker } = await org.addKey();
    await org.emulator.removeMember(maker.id);
    const isGone = async () => (await org.readCsv(`keys.csv?maker=gone&q=${maker.email}`)).length;
    await expect.poll(isGone).toBe(1);
    await signIn("admin");
    await find(page, name);
    await page.getByRole("button", { name: "Creator", exact: true }).click();
    await page.getByRole("checkbox", { name: "Everyone who has left" }).check();
    await expect(page).toHaveURL(/maker=gone/);
    await page.keyboard.press("Escape");
    await expect(row(page, name)).toContainText("Left");
  });

  test("finds keys by creator, and keys unused for any number of days", async ({ page, org, signIn }) => {
    const [one, other] = await Promise.all([org.addKey(), org.addKey()]);
    await signIn("admin");
    await page.goto("/keys?unused=45");
    await expect(page.getByRole("combobox", { name: "Last use" })).toHaveValue("45");
    await page.goto("/keys");
    const search = page.getByRole("searchbox", { name: "Search keys" });
    await search.fill(`sk-ant-api03-D1T${"x".repeat(84)}sBq9`);
    await expect(search).toHaveValue("sk-ant-api03-D1T...sBq9");
    await expect(page).toHaveURL(/q=sk-ant-api03-D1T\.\.\.sBq9$/);
    await search.fill("");
    await page.getByRole("button", { name: "Creator", exact: true }).click();
    const makers = page.getByRole("dialog", { name: "Creator" });
    await makers.getByRole("searchbox", { name: "Search creators" }).fill(one.maker.email);
    await makers.getByRole("checkbox", { name: new RegExp(one.maker.name) }).check();
    await expect(page).toHaveURL(new RegExp(`maker=${one.maker.id}`));
    await expect(row(page, one.name)).toBeVisible();
    await expect(row(page, other.name)).toHaveCount(0);
    await expectAccessible(page);
  });

  test("shows active keys among the unused, until other statuses are asked for", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/keys?unused=45");
    await page.getByRole("button", { name: "Status, 1 selected" }).click();
    await expect(page.getByRole("checkbox", { name: /^Active/ })).toBeChecked();
    await page.getByRole("checkbox", { name: /^Active/ }).click();
    await expect(page).toHaveURL(/status=[^&]*inactive/);
  });

  test("is opened with the column that its filter is about in view, and offers to clear the filter", async ({
    page,
    signIn,
  }) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await signIn("admin");
    await page.goto("/keys?expiry=never&status=active");
    await expect(page.getByRole("columnheader", { name: "Expires" })).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/keys$/);
    await expect(page.getByRole("button", { name: "Clear filters" })).toBeHidden();
    await expect(page.getByRole("searchbox", { name: "Search keys" })).toBeFocused();
  });

  test("exports what it shows", { tag: "@long" }, async ({ page, org, signIn }) => {
    const { id, name, maker } = await org.addKey();
    expect(await org.readCsv(`keys.csv?q=${encodeURIComponent(name)}`)).toMatchObject([
      { id, name, type: "api_key", status: "active", created_by_email: maker.email },
    ]);
    await signIn("admin");
    await find(page, name);
    const download = page.waitForEvent("download");
    await (await findExport(page, "CSV")).press("Enter");
    expect((await download).url()).toContain("/api/export/keys.csv?q=");
  });
});

test.describe("an admin", () => {
  test("deactivates a key and undoes that, and both are audited", async ({ page, org, signIn }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Deactivate");
    await expect(toast(page)).toHaveText(`${name} deactivated`);
    await expect(row(page, name)).toContainText("Inactive");
    expect((await tell(org, id))?.status).toBe("inactive");
    expect(await org.auditOf(id)).toMatchObject({
      action: "api_key.deactivate",
      outcome: "succeeded",
      actor_email: emails.admin,
      target_label: name,
    });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await tell(org, id))?.status).toBe("active");
    await expect(row(page, name)).toContainText("Active");
    await expect.poll(async () => (await org.auditOf(id))?.action).toBe("api_key.activate");
  });

  test("can undo every change until they leave the page", async ({ page, org, signIn }) => {
    const [one, other] = await Promise.all([org.addKey(), org.addKey()]);
    const undoOf = (name: string) =>
      page.getByRole("button", { name: "Undo", description: `${name} deactivated` });
    await signIn("admin");
    await page.goto(`/keys?maker=${one.maker.id},${other.maker.id}`);
    for (const { name } of [one, other]) {
      await choose(page, name, "Deactivate");
      await expect(toast(page)).toHaveText(`${name} deactivated`);
    }
    await expectAccessible(page);
    await undoOf(one.name).click();
    await expect(toast(page)).toHaveText(`${one.name} activated`);
    await expect(undoOf(other.name)).toBeVisible();
    await expect.poll(async () => (await tell(org, one.id))?.status).toBe("active");
    await page.getByRole("link", { name: other.name }).dblclick();
    await expect(page.getByRole("heading", { level: 1, name: other.name })).toBeVisible();
    await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
    expect((await tell(org, other.id))?.status).toBe("inactive");
  });

  test("sees why a change was refused, and the old state of the key", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await org.addKey();
    await org.emulator.addFault({
      kind: "error",
      status: 400,
      error_code: "workspace_policy_violation",
      method: "POST",
      path: `/api_keys/${id}`,
      times: 1,
    });
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Deactivate");
    await expect(page.getByText("workspace policy doesn’t allow this")).toBeVisible();
    await expect(row(page, name)).toContainText("Active");
    expect(await org.auditOf(id)).toMatchObject({ outcome: "failed", error_code: "refused" });
  });

  test("renames a key and undoes that", async ({ page, org, signIn }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Rename");
    const dialog = page.getByRole("dialog", { name: "Rename this key" });
    await dialog.getByRole("textbox", { name: "Name" }).fill(`${name} new`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(toast(page)).toHaveText(`Key renamed to ${name} new`);
    await expect(row(page, `${name} new`)).toBeVisible();
    expect((await tell(org, id))?.name).toBe(`${name} new`);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await tell(org, id))?.name).toBe(name);
  });

  test("archives a key permanently after seeing the impact and typing its name", async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Archive");
    const dialog = page.getByRole("dialog", { name: `Archive ${name}?` });
    await expect(dialog.getByText(/^(No use of this key|Castellan hasn’t loaded)/)).toBeVisible();
    const archive = dialog.getByRole("button", { name: "Archive" });
    await expect(archive).toBeDisabled();
    await dialog.getByRole("textbox").fill(name);
    await archive.click();
    await expect(toast(page)).toHaveText(`${name} archived`);
    expect((await tell(org, id))?.status).toBe("archived");
    expect(await org.auditOf(id)).toMatchObject({ action: "api_key.archive", outcome: "succeeded" });

    await expect(row(page, name)).toContainText("Archived");
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    for (const item of ["Rename", "Activate", "Archive"])
      await expect(page.getByRole("menuitem", { name: new RegExp(`^${item}`) })).toHaveAttribute(
        "aria-disabled",
        "true",
      );
  });

  test("can't activate an expired key but can archive it, and sees the reason", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { name } = await org.addKey({ expires_at: "2025-01-01T00:00:00Z" });
    await signIn("admin");
    await page.goto(`/keys?q=${encodeURIComponent(name)}&status=expired`);
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    const activate = page.getByRole("menuitem", { name: /^Activate/ });
    await expect(activate).toHaveAttribute("aria-disabled", "true");
    await expect(activate).toHaveAttribute("title", /expired key can’t be activated/);
    await expect(page.getByRole("menuitem", { name: /^Archive/ })).not.toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });
});

test.describe("a key in use", () => {
  const question = (page: Page) => page.getByRole("dialog", { name: /^Deactivate .+\?$/ });

  /** Finds a key with traffic, once that has been read. Each test has its own. */
  async function findUsed(org: Organization, name: string): Promise<ApiKey> {
    await org.waitForHistory();
    const { rows } = await org.read<{ rows: ApiKey[] }>(`/api/keys?q=${encodeURIComponent(name)}`);
    const [found] = rows;
    if (!found) throw new Error(`There is no key ${name}.`);
    return found;
  }

  test("is deactivated only after a question that shows what would stop", async ({ page, org, signIn }) => {
    const { id, name } = await findUsed(org, "query-rewriter");
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Deactivate");
    const dialog = question(page);
    await expect(dialog).toContainText(name);
    await expect(dialog).toContainText("This key was used in the last 7 days.");
    await expect(dialog.getByRole("definition").nth(0)).toHaveText("Search & ranking");
    await expect(dialog.getByRole("definition").nth(1)).toHaveText(/20\d\d/);
    await expect(dialog.getByRole("definition").nth(2)).toHaveText(/^[\d,]{6,}$/);
    await expect(dialog.getByRole("definition").nth(3)).toHaveText(/^\$[\d,.]+/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect((await tell(org, id))?.status).toBe("active");

    await choose(page, name, "Deactivate");
    await question(page).getByRole("button", { name: "Deactivate" }).click();
    await expect(toast(page)).toHaveText(`${name} deactivated`);
    expect((await tell(org, id))?.status).toBe("inactive");
    expect(await org.auditOf(id)).toMatchObject({ action: "api_key.deactivate", outcome: "succeeded" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await tell(org, id))?.status).toBe("active");
  });

  test("that was just activated isn't deactivated by Undo without a question", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await findUsed(org, "churn-model");
    await signIn("admin");
    await page.goto(`/keys/${id}`);
    await choose(page, name, "Deactivate");
    await question(page).getByRole("button", { name: "Deactivate" }).click();
    await expect(toast(page)).toHaveText(`${name} deactivated`);
    await choose(page, name, "Activate");
    await expect(toast(page)).toHaveText(`${name} activated`);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(question(page)).toContainText("used in the last 7 days");
    await question(page).getByRole("button", { name: "Cancel" }).click();
    expect((await tell(org, id))?.status).toBe("active");
  });

  test("isn't deactivated by a page that shows outdated use", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await findUsed(org, "support-research");
    const [impact] = await org.read<object[]>(`/api/keys/impact?keys=${id}`);
    const early = { json: [{ ...impact, use: "none" }] };
    await page.route("**/api/keys/impact?*", (route) => route.fulfill(early), { times: 1 });
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Deactivate");
    await expect(question(page)).toContainText("used in the last 7 days");
    expect((await tell(org, id))?.status).toBe("active");
    expect(await org.auditOf(id)).toMatchObject({ outcome: "failed", error_code: "refused" });
    await expect(row(page, name)).toContainText("Active");
  });

  test("is shown with its use before it is deactivated from the bar", async ({ page, org, signIn }) => {
    const { id, name } = await findUsed(org, "ranking-judge");
    await signIn("admin");
    await find(page, name);
    await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    const bar = page.getByRole("region", { name: "Selection" });
    await bar.getByRole("button", { name: "Deactivate" }).click();
    const dialog = page.getByRole("dialog", { name: `Deactivate ${name}?` });
    await expect(dialog).toContainText("This key was used in the last 7 days.");
    await expect(dialog.getByRole("definition").nth(0)).toHaveText("Search & ranking");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect((await tell(org, id))?.status).toBe("active");
  });

  test("asks a lead for the same confirmation", async ({ page, org, signIn }) => {
    await org.waitForHistory();
    type Row = ApiKey & { tokens30d: number };
    const { rows } = await org.read<{ rows: Row[] }>("/api/keys?status=active&sort=tokens", emails.lead);
    const used = rows.find(({ tokens30d }) => tokens30d > 0);
    if (!used) throw new Error("The lead has no key in use.");
    await signIn("lead");
    await find(page, used.name);
    await choose(page, used.name, "Deactivate");
    await expect(question(page)).toContainText(used.name);
    await expectAccessible(page);
    await question(page).getByRole("button", { name: "Deactivate" }).click();
    await expect(toast(page)).toHaveText(`${used.name} deactivated`);
    expect(await org.auditOf(used.id)).toMatchObject({ actor_email: emails.lead, outcome: "succeeded" });
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await tell(org, used.id))?.status).toBe("active");
  });
});

test.describe("the page of a key", () => {
  test("shows the key's cost or its tokens by day, and the URL keeps which", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    const { rows } = await org.read<{ rows: { id: string; name: string; tokens30d: number }[] }>(
      "/api/keys?sort=tokens&dir=desc",
    );
    const [busiest] = rows;
    expect(busiest?.tokens30d).toBeGreaterThan(0);
    await signIn("admin");
    await page.goto(`/keys/${busiest?.id}`);
    await expect(page.getByRole("heading", { level: 1, name: busiest?.name ?? "" })).toBeVisible();
    const data = page.getByRole("table", { name: "Cost and tokens" });
    const costs = await org.read<{ totalCents: string; days: unknown[] }>(
      `/api/keys/cost?key=${busiest?.id}&days=30`,
    );
    const total = formatCents(costs.totalCents, "en", "USD");
    await expect(page.getByRole("figure", { name: /cost by UTC day, USD/i })).toBeVisible();
    await page.getByText("Show data").click();
    await expect(data).toHaveAttribute("aria-rowcount", String(costs.days.length + 2));
    await expect(data.getByRole("row").last()).toContainText(total);
    await expectAccessible(page);

    await pickSegment(page, "Tokens");
    await expect(page).toHaveURL(/chart=tokens/);
    const chart = page.getByRole("figure", { name: /Tokens by UTC day/ });
    await expect(chart).toBeVisible();
    await pickSegment(page, "7 days");
    await expect(page).toHaveURL(/days=7/);
    await page.reload();
    await expect(chart).toBeVisible();
    await page.getByText("Show data").click();
    await expect(data).toHaveAttribute("aria-rowcount", "9");
    const legend = chart.locator("xpath=following-sibling::ul").getByRole("button");
    await legend.last().click();
    await expect(legend.last()).toHaveAttribute("aria-pressed", "true");
    await expectAccessible(page);
  });

  test("shows who changed the key", { tag: "@long" }, async ({ page, org, signIn }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await page.goto(`/keys/${id}`);
    await choose(page, name, "Deactivate");
    const history = page.getByRole("listitem").filter({ hasText: "Deactivated" });
    await expect(history).toContainText("Active → Inactive");
    await expect(history.getByTitle(emails.admin)).toHaveText("Inês Duarte");
  });

  test("plans that a replaced key stops once it is quiet, and cancels that", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { id: workspace_id } = await org.emulator.addWorkspace(newWord());
    const old = await org.addKey({ workspace_id });
    const next = await org.addKey({ workspace_id });
    await signIn("admin");
    await page.goto(`/keys/${old.id}?open=retire`);
    const dialog = page.getByRole("dialog", { name: `Replace ${old.name}` });
    await expect(dialog.getByRole("radio", { name: new RegExp(`${next.name}.*Suggested`) })).toBeChecked();
    // Anyone may have sent the link, so it decides nothing.
    const stops = dialog.getByRole("checkbox", { name: /after a full UTC day without traffic/ });
    await expect(stops).not.toBeChecked();
    await stops.check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Start replacement" }).click();
    const planned = page.getByText(/^Will be deactivated after a full UTC day without traffic/);
    await expect(planned.getByTitle(emails.admin)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Cancel deactivation" }).click();
    await expect(planned).toHaveCount(0);
    await page.getByRole("button", { name: "Deactivate after a full UTC day without traffic" }).click();
    await expect(planned).toBeVisible();
    expect((await tell(org, old.id))?.status).toBe("active");
    expect((await org.listAudit(old.id)).map(({ action }) => action)).toEqual([
      "api_key.plan_stop",
      "api_key.cancel_stop",
      "api_key.rotate",
    ]);
  });

  test("guides the replacement of the key until the old key is deactivated", async ({
    page,
    org,
    signIn,
  }) => {
    const [old, next] = await Promise.all([org.addKey(), org.addKey()]);
    await signIn("admin");
    await page.goto(`/keys/${old.id}`);
    await page.getByRole("button", { name: "Select a replacement" }).click();
    const dialog = page.getByRole("dialog", { name: `Replace ${old.name}` });
    await dialog.getByRole("searchbox", { name: "Search keys" }).fill(next.name);
    await dialog.getByRole("radio", { name: new RegExp(next.name) }).check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Start replacement" }).click();
    await expect(page.getByText(`${next.name} replaces this key.`)).toBeVisible();
    await expect(page.getByRole("figure", { name: /this key and its replacement/ })).toBeVisible();
    await expectAccessible(page);
    const deactivate = page.getByRole("button", { name: "Deactivate this key" });
    await expect(deactivate).toBeDisabled();
    await expect(deactivate).toHaveAccessibleDescription(/wait for a full UTC day without traffic/);
    await page.getByRole("button", { name: "Deactivate anyway" }).click();
    const question = page.getByRole("dialog", { name: `Deactivate ${old.name}?` });
    await expect(question).toContainText("Wait for a full UTC day without traffic");
    await expect(question).toContainText(old.name);
    await expectAccessible(page);
    expect((await tell(org, old.id))?.status).toBe("active");
    await question.getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByText("The rotation is complete")).toBeVisible();
    await expect.poll(async () => (await tell(org, old.id))?.status).toBe("inactive");
    await page.getByRole("button", { name: "End rotation" }).click();
    await expect(page.getByRole("button", { name: "Select a replacement" })).toBeVisible();
    expect((await org.listAudit(old.id)).map(({ action }) => action)).toEqual([
      "api_key.end_rotation",
      "api_key.deactivate",
      "api_key.rotate",
    ]);
  });

  for (const persona of ["admin", "lead"] as const)
    test(`is replaced from its row by a key of the same workspace, as ${persona}`, {
      tag: persona === "admin" ? "@long" : [],
    }, async ({ page, org, signIn }) => {
      const workspace_id = await org.findLedWorkspace();
      const [old, next] = await Promise.all([org.addKey({ workspace_id }), org.addKey({ workspace_id })]);
      await signIn(persona);
      await find(page, old.name);
      await choose(page, old.name, "Replace…");
      const dialog = page.getByRole("dialog", { name: `Replace ${old.name}` });
      const found = dialog.getByRole("radio", { name: new RegExp(`${next.name}.* · Created `) });
      await expectAccessible(page);
      await found.check();
      await dialog.getByRole("button", { name: "Start replacement" }).click();
      await expect(toast(page)).toContainText(`${next.name} replaces ${old.name}`);
      await expect(page.getByRole("row").filter({ hasText: old.name })).toContainText("Being replaced");
      expect((await org.listAudit(old.id)).map(({ action }) => action)).toEqual(["api_key.rotate"]);
    });

  test("has an owner, who is assigned from the list and shown there, on its page, and in its history", async ({
    page,
    org,
    signIn,
  }) => {
    const [{ id, name }, member] = await Promise.all([org.addKey(), org.addMember()]);
    await signIn("admin");
    await find(page, name);
    await choose(page, name, "Assign owner…");
    const dialog = page.getByRole("dialog", { name: "Assign an owner" });
    await dialog.getByRole("searchbox").fill(member.email);
    await dialog.getByRole("radio").check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Assign owner" }).click();
    await expect(toast(page)).toContainText(`is now the owner of ${name}`);
    await expect(row(page, name)).toContainText("Owner: ");
    await page.goto(`/keys/${id}`);
    await expect(page.getByRole("listitem").filter({ hasText: "Owner changed" })).toContainText(member.email);
    await choose(page, name, "Assign owner…");
    await dialog.getByRole("button", { name: "Remove owner" }).click();
    await expect(page.getByText("Not assigned")).toBeVisible();
    expect((await org.listAudit(id)).map(({ action }) => action)).toEqual([
      "api_key.assign",
      "api_key.assign",
    ]);
  });

  test("warns before a change that someone else just made is overwritten", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    const { id, name } = await org.addKey();
    await signIn("admin");
    await page.goto(`/keys/${id}`);
    await choose(page, name, "Rename");
    const dialog = page.getByRole("dialog", { name: "Rename this key" });
    await org.emulator.changeKey(id, { name: `${name} theirs` });
    await dialog.getByRole("textbox", { name: "Name" }).fill(`${name} mine`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByRole("alert")).toContainText(`to “${name} theirs”`);
    expect((await tell(org, id))?.name).toBe(`${name} theirs`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect.poll(async () => (await tell(org, id))?.name).toBe(`${name} mine`);
  });
});

test.describe("on the pages of keys", () => {
  test("a lead changes keys of their own workspaces and sees no others", async ({ page, org, signIn }) => {
    const led = await org.addKey({ workspace_id: await org.findLedWorkspace() });
    const other = await org.addKey();
    await signIn("lead");
    await find(page, led.name);
    await choose(page, led.name, "Deactivate");
    await expect(toast(page)).toHaveText(`${led.name} deactivated`);
    expect((await tell(org, led.id))?.status).toBe("inactive");
    expect(await org.auditOf(led.id)).toMatchObject({ actor_email: emails.lead, outcome: "succeeded" });
    await page.getByRole("button", { name: `Actions for ${led.name}` }).click();
    await expect(page.getByRole("menuitem")).toHaveText(["Assign owner…", "Replace…", "Activate"]);

    await find(page, other.name);
    await expect(page.getByRole("heading", { name: "No matching keys" })).toBeVisible();
    expect(await org.readCsv(`keys.csv?q=${encodeURIComponent(other.name)}`, emails.lead)).toEqual([]);
  });

  test("an auditor can read but not change anything", async ({ page, signIn }) => {
    await signIn("auditor");
    await page.goto("/keys");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  });

  test("the list is accessible in the light and dark themes", async ({ page, signIn }) => {
    await signIn("admin");
    await page.goto("/keys");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await expectAccessible(page);
  });

  test("a single key is accessible in the light and dark themes", async ({ page, org, signIn }) => {
    const { id } = await org.addKey();
    await signIn("admin");
    await page.goto(`/keys/${id}`);
    await expect(page.getByRole("heading", { level: 2, name: "History" })).toBeVisible();
    await expectAccessible(page);
  });
});
