import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Big from "big.js";
import Papa from "papaparse";
import type { Locator, Page } from "playwright/test";
import { addDays, type DayRange, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import type { Line } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";
import { findOperation } from "./row-menu";

const lastMonth = toPeriodStart(addDays(toPeriodStart(toDay(new Date()), "month"), -1), "month").slice(0, 7);

const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();

/** Reads a column's exact amounts in dollars, the footer apart; `column` counts from 0. */
async function readColumn(table: Locator, column: number): Promise<string[]> {
  const cells = table.locator(`tbody tr[aria-rowindex] > :nth-child(${column + 1})`).getByTitle(/ USD$/);
  return cells.evaluateAll((all) =>
    all.map((cell) => (cell.getAttribute("title") ?? "").replace(/^.*: | USD$/g, "")),
  );
}

async function readFoot(table: Locator, column: number): Promise<string> {
  const cell = table.locator(`tfoot td:nth-child(${column + 1})`).getByTitle(/ USD$/);
  return ((await cell.getAttribute("title")) ?? "").replace(/^.*: | USD$/g, "");
}

async function chooseDays(page: Page, button: RegExp, keys: string[]): Promise<DayRange> {
  await page.getByRole("button", { name: button }).press("Enter");
  const grid = page.getByRole("grid");
  await grid.locator("button[tabindex='0']").focus();
  for (const key of keys) await page.keyboard.press(key);
  await expect(grid).toBeHidden();
  const name = new RegExp(`^${button.source.slice(1).split(":")[0]}: `);
  const shown = page.getByRole("button", { name });
  await expect(shown).toHaveText(/ – /);
  await shown.click();
  const panel = page.getByRole("dialog", { name });
  const days = {
    from: await panel.getByLabel("From").inputValue(),
    to: await panel.getByLabel("To", { exact: true }).inputValue(),
  };
  await page.keyboard.press("Escape");
  return days;
}

async function addBudget(page: Page, amount: string, workspace?: string): Promise<void> {
  await page.getByRole("button", { name: "Add budget" }).click();
  const dialog = page.getByRole("dialog", { name: "New budget" });
  if (workspace) {
    await pickSegment(dialog, "Workspace");
    await dialog.getByRole("combobox", { name: "Workspace" }).selectOption(workspace);
  }
  await dialog.getByRole("textbox", { name: /^Amount/ }).fill(amount);
  await dialog.getByRole("button", { name: "Add budget" }).click();
  await expect(dialog).toBeHidden();
}

test.describe("with budgets", () => {
  test("finance adds a budget, sees that it was reached, raises it, and removes it", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/cost/budgets");
    await addBudget(page, "1.50");
    const row = page
      .getByRole("table", { name: "Budgets" })
      .getByRole("row")
      .filter({ hasText: "Organization" });
    await expect(row).toContainText("$1.50");
    await expect(row.getByText("100%", { exact: true })).toBeVisible();
    await expect(page.getByRole("figure", { name: "Cost by month compared with the budget" })).toBeVisible();
    await expectAccessible(page);

    await page.goto("/");
    await expect(
      page.getByText(/^100% of the monthly budget of \$1\.50 for the organization has been reached/),
    ).toBeVisible();
    await page
      .getByRole("link", { name: /^100% of the monthly budget of \$1\.50 for the organization/ })
      .click();
    await expect(page).toHaveURL(/\/cost\/budgets\?budget=/);

    await (await findOperation(row, "Change")).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Amount/ }).fill("999999");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(row).toContainText("$999,999.00");
    await expect(row.getByText("100%", { exact: true })).toHaveCount(0);

    const entries = await org.readCsv("activity.csv?noun=budget");
    const own = entries.filter((line) => line.actor_email === emails.finance);
    expect(own[0]).toMatchObject({ action: "budget.change", outcome: "succeeded" });
    await signIn("admin");
    await page.goto(`/activity?noun=budget&person=${emails.finance}`);
    const said = (text: string) => page.getByRole("row").filter({ hasText: text });
    await expect(said("set a budget of $1.50 for the organization")).not.toHaveCount(0);
    await expect(said("changed the budget for the organization from $1.50 to $999,999.00")).not.toHaveCount(
      0,
    );
    await expectAccessible(page);
    await signIn("finance");
    const chart = page.getByRole("figure", { name: "Cost in US dollars over time" });
    await page.goto("/cost");
    await expect(
      chart.getByText("Budget, Organization: one day’s share of $999,999.00 per month"),
    ).toBeVisible();
    await expectAccessible(page);
    await page.goto("/cost?range=90d&granularity=month");
    await expect(chart.getByText("Budget, Organization: $999,999.00 per month")).toBeVisible();
    await page.goto("/cost?model=claude-sonnet-5");
    await expect(chart).toBeVisible();
    await expect(chart.getByText(/^Budget/)).toBeHidden();
    await page.goto("/cost/budgets");
    await (await findOperation(row, "Remove")).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(row).toHaveCount(0);
  });

  test("an admin gets a signed webhook message, and a lead can see their budgets but not change them", async ({
    page,
    org,
    signIn,
  }) => {
    const receiver = await receiveMessages();
    await org.waitForHistory();
    await signIn("admin");
    await page.goto("/settings?tab=rules");
    const section = page.getByRole("region", { name: "Where messages go" });
    await section.getByRole("button", { name: "Add webhook" }).click();
    const dialog = page.getByRole("dialog", { name: "New webhook" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("#money");
    await dialog.getByRole("textbox", { name: "Address" }).fill(receiver.url);
    await dialog.getByLabel("Signing secret").fill(receiver.secret);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add webhook" }).click();
    await expect(page.getByText("Webhook #money added")).toBeVisible();
    const { origin, pathname } = new URL(receiver.url);
    const webhook = section.getByRole("row").filter({ hasText: "#money" });
    await expect(webhook).toContainText(origin);
    await webhook.getByRole("button", { name: "Actions for #money" }).click();
    await page.getByRole("menuitem", { name: "Send test" }).press("Enter");
    await expect(page.getByText("Test message delivered to #money")).toBeVisible();
    await expect(webhook.getByText("Sent", { exact: true })).toBeVisible();
    expect(receiver.listTexts()).toContainEqual(expect.stringMatching(/^This is a test from Castellan/));
    const seen = JSON.stringify([await org.read("/api/channels"), await org.read("/api/activity")]);
    for (const word of [receiver.secret, pathname]) expect(seen).not.toContain(word);
    await webhook.getByRole("button", { name: "Actions for #money" }).click();
    await page.getByRole("menuitem", { name: "Change" }).press("Enter");
    const change = page.getByRole("dialog", { name: "Change webhook" });
    await change.getByRole("textbox", { name: "Address" }).fill("https://elsewhere.example/hook");
    await change.getByRole("button", { name: "Save" }).click();
    await expect(change.getByRole("alert")).toHaveText(
      /^An address on a new host needs a new signing secret/,
    );
    await change.getByRole("button", { name: "Cancel" }).click();
    await expectAccessible(page);

    await page.goto("/cost/budgets");
    await addBudget(page, "2", "Checkout – prod");
    await expect
      .poll(() => receiver.listTexts())
      .toContainEqual(
        expect.stringMatching(/^100% of the budget for Checkout – prod has been reached in \d{4}-\d\d/),
      );
    expect(receiver.areSigned()).toBe(true);

    await signIn("lead");
    await page.goto("/cost/budgets");
    await expect(page.getByRole("table", { name: "Budgets" }).getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Checkout – prod", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add budget" })).toHaveCount(0);
    await expectAccessible(page);

    await signIn("admin");
    await page.goto("/cost/budgets");
    const budget = page.getByRole("row").filter({ hasText: "Checkout – prod" });
    await (await findOperation(budget, "Remove")).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.goto("/settings?tab=rules");
    await webhook.getByRole("button", { name: "Actions for #money" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByText("Webhook #money removed")).toBeVisible();
    receiver.close();
  });
});

test.describe("in statements and comparisons", () => {
  test("a month's chargeback adds up to its cost on the screen and in the file, and can be printed", async ({
    page,
    org,
    signIn,
    site,
  }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto(`/cost/chargeback?month=${lastMonth}`);
    const table = page.getByRole("table", { name: "Chargeback" });
    await expect(table.getByRole("row").filter({ hasText: "4410" })).toContainText("Checkout – prod");
    await expect(table.getByRole("row").filter({ hasText: "Shared and untagged" })).toBeVisible();
    const total = await readFoot(table, 4);
    expect(new Big(await readFoot(table, 2)).plus(await readFoot(table, 3)).eq(total)).toBe(true);
    expect(new Big(sum(await readColumn(table, 4))).eq(total)).toBe(true);

    await pickSegment(page, "Spread proportionally");
    await expect(page).toHaveURL(/rule=spread/);
    await expect(table.getByRole("row").filter({ hasText: "Shared and untagged" })).toHaveCount(0);
    expect(new Big(sum(await readColumn(table, 4))).eq(total)).toBe(true);
    await expectAccessible(page);

    const link = await readExportAddress(page, "CSV");
    const csv = await (await page.request.get(`${site}${link}`)).text();
    const { data } = Papa.parse<Line>(csv, { header: true, skipEmptyLines: true });
    expect(new Big(sum(data.map(({ amount_usd }) => amount_usd ?? ""))).eq(total)).toBe(true);
    const end = addDays(toPeriodStart(addDays(`${lastMonth}-01`, 40), "month"), -1);
    const cost = await org.readCsv(`cost.csv?from=${lastMonth}-01&to=${end}&group=workspace`);
    expect(new Big(sum(cost.map(({ amount_usd }) => amount_usd ?? ""))).eq(total)).toBe(true);

    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation", { name: "Main navigation" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Export" })).toBeHidden();
    await expect(table).toBeVisible();
  });

  test("differences add up to the same amount by workspace, model, and key, and keys and people are listed", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/cost/changes?range=7d");
    const table = page.getByRole("table", { name: "What changed" });
    const difference = await readFoot(table, 3);
    for (const axis of ["Model", "API key", "Workspace"]) {
      await pickSegment(page, axis);
      await expect(table.getByRole("columnheader", { name: axis })).toBeVisible();
      expect(new Big(await readFoot(table, 3)).eq(difference), axis).toBe(true);
    }
    expect(new Big(sum(await readColumn(table, 3))).eq(difference)).toBe(true);
    await expect(page.getByRole("figure", { name: /Cost by day/ })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("link", { name: "Report", exact: true }).click();
    await page.getByRole("combobox", { name: "Group" }).selectOption("Keys and people");
    const keys = page.getByRole("table", { name: "API keys" });
    await expect(keys.getByRole("row").filter({ hasText: "checkout-api" })).toBeVisible();
    await expect(keys.getByRole("columnheader", { name: "List price" })).toBeVisible();
    await pickSegment(page, "People");
    await expect(page.getByRole("table", { name: "People" })).toBeVisible();
    for (const name of ["Products", "Models", "List price"])
      await expect(page.getByRole("columnheader", { name })).toBeVisible();
    await expect(page.getByRole("table", { name: /^From billed cost/ })).toContainText("Service accounts");
    await page.getByRole("button", { name: "Billed: what this means" }).click();
    await expect(page.getByRole("dialog", { name: /^Billed/ })).toContainText("cost report");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Include today" }).click();
    await expect(page).toHaveURL(/include=today/);
    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menuitem", { name: "Copy link" }).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "People" })).toHaveAttribute("aria-busy", "false");
    await expectAccessible(page);
  });

  test("finance compares two periods that are selected by keyboard and kept in the URL", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/cost/changes?range=30d");
    const after = await chooseDays(page, /^Period: 30 days/, [
      "PageUp",
      "Home",
      "Enter",
      "ArrowDown",
      "Enter",
    ]);
    await expect(page).toHaveURL(new RegExp(`from=${after.from}&to=${after.to}`));
    const before = await chooseDays(page, /^Compared with: Previous period/, [
      ...["ArrowUp", "ArrowUp", "ArrowUp", "Enter", "ArrowRight", "ArrowRight", "Enter"],
    ]);
    await expect(page).toHaveURL(new RegExp(`beforeFrom=${before.from}&beforeTo=${before.to}`));
    const shown = [after.from, after.to, before.from, before.to].map((day) => formatDay(day, "en"));
    await expect(page.getByRole("note")).toContainText(`from ${shown[0]} to ${shown[1]}, compared with`);
    await expect(page.getByRole("note")).toContainText(`from ${shown[2]} to ${shown[3]}`);
    const read = async ({ from, to }: DayRange) => {
      const lines = await org.readCsv(`cost.csv?from=${from}&to=${to}`, emails.finance);
      return sum(lines.map(({ amount_usd }) => amount_usd ?? "0"));
    };
    const table = page.getByRole("table", { name: "What changed" });
    expect(new Big(await readFoot(table, 1)).eq(await read(before))).toBe(true);
    expect(new Big(await readFoot(table, 2)).eq(await read(after))).toBe(true);
    await page.reload();
    await page.getByRole("button", { name: /^Compared with: / }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Month before", exact: true }).click();
    await expect(page).not.toHaveURL(/before/);
  });

  test("a lead sees only their own workspaces", async ({ page, signIn }) => {
    await signIn("lead");
    await page.goto("/cost/chargeback");
    await expect(page.getByText("Only your workspaces are included, and nothing is spread.")).toBeVisible();
    await expect(page.getByRole("table", { name: "Chargeback" })).not.toContainText("Support assistant");
    await page.goto("/cost/changes");
    await expect(page.getByRole("table", { name: "What changed" })).not.toContainText("Support assistant");
    await page.goto("/cost/people");
    await expect(page.getByRole("table", { name: "API keys" })).not.toContainText("support-bot");
    await expectAccessible(page);
  });
});

type Message = { body: string; headers: IncomingMessage["headers"] };

async function receiveMessages() {
  const secret = "a-secret-of-the-receiver";
  const messages: Message[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      messages.push({ body: Buffer.concat(pieces).toString(), headers: request.headers });
      response.end("ok");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
  const isSigned = ({ body, headers }: Message) => {
    const signed = `${headers["x-castellan-timestamp"]}.${body}`;
    const expected = createHmac("sha256", secret).update(signed).digest("hex");
    return headers["x-castellan-signature"] === `sha256=${expected}`;
  };
  return {
    url: `http://127.0.0.1:${port}/hook-canary`,
    secret,
    listTexts: () => messages.map(({ body }) => String(JSON.parse(body).text)),
    areSigned: () => messages.every(isSigned),
    close: () => server.close(),
  };
}
