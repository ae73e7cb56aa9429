import { readFile } from "node:fs/promises";
import Big from "big.js";
import Papa from "papaparse";
import type { Page } from "playwright/test";
import { addDays, dayMs, toDay } from "@/lib/core/format/calendar";
import { formatDay, formatSpan } from "@/lib/core/format/format";
import { formatCents } from "@/lib/core/money/money";
import { expectAccessible } from "./axe";
import { findExport, readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import { type Line, newWord, type Organization } from "./organization";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

const to = addDays(toDay(new Date()), -7);
const from = addDays(to, -29);
const settled = `from=${from}&to=${to}`;

const table = (page: Page) => page.getByRole("table", { name: "Cost" });
const sum = (amounts: readonly string[]) =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
const sumOf = (lines: readonly Line[]) => sum(lines.map((line) => line.amount_usd ?? "0"));

async function readExact(page: Page): Promise<string> {
  const copy = page.getByRole("button", { name: /^Copy the exact amount/ });
  return new Big(/[\d.]+/.exec((await copy.getAttribute("aria-label")) ?? "")?.[0] ?? "").toFixed();
}

/** The first bytes of a PNG: its name, and its size in pixels. */
const readPng = (file: Buffer) => ({
  signature: file.toString("latin1", 1, 4),
  width: file.readUInt32BE(16),
  height: file.readUInt32BE(20),
});

async function readAmounts(page: Page): Promise<string[]> {
  const titles = await table(page)
    .locator("tbody")
    .getByTitle(/ USD$/)
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""));
  return titles.map((title) => title.replace(/^.*: | USD$/g, ""));
}

/** The parts that the chart draws individually, largest first; the others are gray. */
async function readColors(page: Page, query: string): Promise<Record<string, string>> {
  await page.goto(`/cost?${query}`);
  const names = table(page).locator("button[aria-pressed]");
  await expect(names.first()).toBeVisible();
  const parts = await names.evaluateAll((buttons) =>
    buttons.map((button) => {
      const swatch = button.firstElementChild;
      return [button.textContent ?? "", swatch ? getComputedStyle(swatch).backgroundColor : ""] as const;
    }),
  );
  return Object.fromEntries(parts.slice(0, 5));
}

async function findChart(page: Page) {
  const chart = page.getByRole("figure", { name: "Cost in US dollars over time" }).getByRole("group");
  // Its library comes after the page. Until then, a frame of its size is shown, which can't be clicked.
  await expect(async () => {
    await chart.hover();
    await expect(chart.getByRole("status")).not.toBeEmpty({ timeout: 500 });
  }).toPass();
  const box = await chart.boundingBox();
  if (!box) throw new Error("The chart isn't shown.");
  return { chart, box };
}

async function open(page: Page, org: Organization, query = settled): Promise<void> {
  await org.waitForHistory();
  await page.goto(`/cost?${query}`);
  await expect(table(page)).toBeVisible();
}

const pick = (page: Page, label: string, option: string) =>
  page.getByRole("combobox", { name: label, exact: true }).selectOption({ label: option });

test.describe("the cost report", () => {
  test("has the same total in its rows, its footer, and its exports, grouped and filtered", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    await expect(page.getByRole("figure", { name: "Cost in US dollars over time" })).toBeVisible();
    await expect(table(page).getByRole("row").filter({ hasText: "Default" })).toHaveCount(1);
    await expect(page.getByText(/^Data as of/)).toBeVisible();
    const exact = await readExact(page);
    expect(sum(await readAmounts(page))).toBe(exact);
    const shown = formatCents(new Big(exact).times(100).toFixed(), "en", "USD");
    await expect(table(page).getByRole("row").last()).toContainText(shown);
    for (const group of ["", "&group=day,workspace,workspace_id", "&group=model"]) {
      const lines = await org.readCsv(`cost.csv?${settled}${group}`, emails.finance);
      expect(sumOf(lines), group).toBe(exact);
    }
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const focus = page.getByRole("menuitem", { name: "FOCUS 1.2, all cost (CSV)" });
    const [, path = ""] = /\/api\/export\/(.+)/.exec((await focus.getAttribute("href")) ?? "") ?? [];
    const charges = await org.readCsv(path, emails.finance);
    expect(sum(charges.map(({ BilledCost }) => BilledCost ?? "0"))).toBe(exact);
    await page.keyboard.press("Escape");

    for (const name of ["Model", "Inference geography"]) {
      await pick(page, "Group", name);
      await expect(page.getByRole("region", { name: "Cost", exact: true })).toHaveAttribute(
        "aria-busy",
        "false",
      );
      await expect.poll(async () => sum(await readAmounts(page)), { message: name }).toBe(exact);
    }

    await page.getByRole("button", { name: "Filter", exact: true }).click();
    const filter = page.getByRole("dialog", { name: "Filter" });
    await filter.getByRole("combobox", { name: "Filter by" }).selectOption({ label: "Token type" });
    await filter.getByRole("checkbox", { name: "Output" }).check();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/token_type=output_tokens/);
    const narrowed = await org.readCsv(
      `cost.csv?${settled}&group=day,inference_geo&token_type=output_tokens`,
      emails.finance,
    );
    await expect.poll(() => readExact(page)).toBe(sumOf(narrowed));
    expect(sum(await readAmounts(page))).toBe(sumOf(narrowed));

    const download = page.waitForEvent("download");
    await (await findExport(page, "CSV")).press("Enter");
    const file = await download;
    expect(file.suggestedFilename()).toBe(`castellan-cost-${from}-${to}.csv`);
    const { data, meta } = Papa.parse<Line>(await readFile(await file.path(), "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    const units = ["cost_per_million_tokens", "cost_per_request"];
    expect(meta.fields).toEqual(["day", "inference_geo", "amount_usd", "amount", "currency", ...units]);
    expect(sumOf(data)).toBe(await readExact(page));
    const href = await readExportAddress(page, "XLSX");
    expect((await page.request.get(href ?? "")).headers()["content-type"]).toContain("spreadsheetml");

    await page.getByRole("button", { name: "Remove filter Token type: Output" }).click();
    await expect.poll(() => readExact(page)).toBe(exact);
  });

  test("shows a workspace in the same color in every range, whatever its rank", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const lines = await org.readCsv(`cost.csv?${settled}&group=day,workspace`, emails.finance);
    const rank = (day?: string) => {
      const own = new Map<string, number>();
      for (const line of lines.filter((one) => day === undefined || one.day === day))
        own.set(line.workspace ?? "", (own.get(line.workspace ?? "") ?? 0) + Number(line.amount_usd));
      return [...own].sort(([, one], [, other]) => other - one).map(([name]) => name);
    };
    const usual = rank().slice(0, 4).join();
    const other = lines.find(({ day }) => rank(day).slice(0, 4).join() !== usual)?.day;
    expect(other, "No day has another order.").toBeDefined();
    await expect(async () => {
      const [month, day] = [
        await readColors(page, settled),
        await readColors(page, `from=${other}&to=${other}`),
      ];
      const both = Object.keys(day).filter((name) => name in month);
      expect(both.length).toBeGreaterThan(2);
      expect(both.map((name) => [name, day[name]])).toEqual(both.map((name) => [name, month[name]]));
    }).toPass();
  });

  test("lets a person select days by keyboard, drill down, and go back", async ({ page, org, signIn }) => {
    await page.setViewportSize({ width: 1280, height: 1800 });
    await signIn("finance");
    await open(page, org, "");
    await page.getByRole("button", { name: "Range: 30 days" }).press("Enter");
    const grid = page.getByRole("grid");
    await grid.locator("button[tabindex='0']").focus();
    for (const key of ["PageUp", "Home", "Enter"]) await page.keyboard.press(key);
    for (const key of ["ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await expect(grid).toBeHidden();
    await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=/);
    const { searchParams } = new URL(page.url());
    expect(addDays(searchParams.get("from") ?? "", 8)).toBe(searchParams.get("to"));
    await expect(page.getByRole("region", { name: "Cost", exact: true })).toHaveAttribute(
      "aria-busy",
      "false",
    );

    await pickSegment(page, "By period");
    await expect(table(page)).toHaveAttribute("aria-rowcount", "11");
    expect(sum(await readAmounts(page))).toBe(new Big(await readExact(page)).times(2).toFixed());
    await table(page).getByRole("button").first().click();
    const rows = page.getByRole("table", { name: "Detail rows" });
    await expect(rows.getByRole("columnheader", { name: "Amount, USD" })).toBeVisible();
    await expect(page).toHaveURL(/table=rows/);
    await page.goBack();
    await expect(table(page)).toHaveAttribute("aria-rowcount", "11");

    await pickSegment(page, "By name");
    const name = table(page).getByRole("button", { name: "Checkout – prod", exact: true });
    await name.click();
    await expect(name).toHaveAttribute("aria-pressed", "true");
    await table(page).getByRole("button", { name: "Amount" }).click();
    await expect(table(page).getByRole("columnheader", { name: "Amount" })).toHaveAttribute(
      "aria-sort",
      "ascending",
    );
    await table(page).getByRole("button", { name: "Rows for Checkout – prod" }).click();
    await expect(page.getByRole("list", { name: "Active filters" })).toContainText(
      "Workspace: Checkout – prod",
    );
    await expect(rows.getByRole("row").nth(1)).toContainText("Checkout – prod");
  });

  test("compares every bar with the previous period, in the chart and in the table", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    await signIn("finance");
    const after = { from: addDays(to, -19), to };
    const before = { from: addDays(after.from, -21), to: addDays(to, -21) };
    await open(page, org, `from=${after.from}&to=${to}&table=days`);
    const figure = page.getByRole("figure", { name: "Cost in US dollars over time" });
    await expect(figure.getByText(/^Compared with/)).toBeHidden();
    await pick(page, "Compare", "Previous period");
    await expect(figure.getByText(`Compared with ${formatSpan(before, "en")}`)).toBeVisible();
    const chart = figure.getByRole("group");
    await chart.focus();
    await chart.press("End");
    await expect(chart.getByRole("status")).toContainText(`Against ${formatDay(before.to, "en")}`);

    const lines = await org.readCsv(`cost.csv?from=${before.from}&to=${before.to}`, emails.finance);
    const foot = table(page).getByRole("row").last().getByTitle(/ USD$/);
    await expect(foot.nth(1)).toHaveAttribute("title", `${sumOf(lines)} USD`);
    await expect(foot.nth(2)).toHaveAttribute(
      "title",
      `${new Big(await readExact(page)).minus(sumOf(lines)).toFixed()} USD`,
    );
    await expectAccessible(page);
    await pick(page, "Compare", "Off");
    await expect(figure.getByText(/^Compared with/)).toBeHidden();
    await expect(table(page).getByRole("columnheader", { name: "Difference" })).toBeHidden();
  });

  test("leaves the page as a picture, and as a link that shows the same days later", async ({
    page,
    org,
    signIn,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn("finance");
    await open(page, org, "range=7d&group=model");
    const choose = async (name: string) => {
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await page.getByRole("menuitem", { name }).press("Enter");
    };
    const download = page.waitForEvent("download");
    await choose("Picture (PNG)");
    const picture = await download;
    expect(picture.suggestedFilename()).toMatch(/^cost-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.png$/);
    const { signature, width, height } = readPng(await readFile(await picture.path()));
    expect(signature).toBe("PNG");
    expect(width).toBeGreaterThan(1000);
    expect(height).toBeGreaterThan(500);

    await choose("Copy link that stays current");
    await expect(page.getByText("Link copied")).toBeVisible();
    const read = async () => new URL(await page.evaluate(() => navigator.clipboard.readText())).searchParams;
    expect((await read()).toString()).toBe("range=7d&group=model");
    await choose("Copy link to these days");
    await expect.poll(async () => (await read()).get("range")).toBeNull();
    const searchParams = await read();
    const lastDay = addDays(toDay(new Date()), -1);
    expect([lastDay, addDays(lastDay, -1)]).toContain(searchParams.get("to"));
    expect(addDays(searchParams.get("from") ?? "", 6)).toBe(searchParams.get("to"));
    expect([searchParams.get("range"), searchParams.get("group")]).toEqual([null, "model"]);
  });

  test("zooms to the bars that are selected by keyboard or dragged over, and Back shows all of them", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const { chart, box } = await findChart(page);
    await chart.focus();
    for (const key of ["Home", "Shift+ArrowRight", "Shift+ArrowRight"]) await chart.press(key);
    const selected = formatSpan({ from, to: addDays(from, 2) }, "en");
    await expect(chart.getByRole("status")).toContainText(selected);
    await chart.press("Enter");
    await expect(page).toHaveURL(new RegExp(`from=${from}&to=${addDays(from, 2)}`));
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`to=${to}`));

    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, y, { steps: 5 });
    await page.mouse.up();
    await expect(page).toHaveURL(new RegExp(`from=(?!${from})[\\d-]+&to=${to}`));
  });

  test("a click on a part of a bar isolates it in the table too, and lines and sums show the same days", async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const { chart, box } = await findChart(page);
    const isolated = table(page).locator("button[aria-pressed=true]");
    // Its legend gets a line when unusual days are known, so that the foot of the bars moves up.
    const clickUntil = (count: number) =>
      expect(async () => {
        const { width, height } = (await chart.boundingBox()) ?? box;
        const foot = { x: width - 4, y: height - 30 };
        if ((await isolated.count()) !== count) await chart.click({ position: foot });
        await expect(isolated).toHaveCount(count, { timeout: 3_000 });
      }).toPass();
    await clickUntil(1);
    await clickUntil(0);

    await pickSegment(page, "Cumulative");
    await expect(page).toHaveURL(/chart=cumulative/);
    await chart.focus();
    await chart.press("End");
    const total = formatCents(new Big(await readExact(page)).times(100).toFixed(), "en", "USD");
    await expect(chart.getByRole("status")).toContainText(total);
    await pickSegment(page, "Lines");
    await expect(page).toHaveURL(/chart=lines/);
    await expectAccessible(page);
  });

  test.describe("with a clock that is behind", () => {
    test.use({ ownContext: true });

    test("the server decides which bar is unfinished, whatever the browser's clock shows", async ({
      page,
      org,
      signIn,
    }) => {
      await signIn("finance");
      const today = toDay(new Date());
      await page.clock.setSystemTime(Date.now() - 2 * dayMs);
      await open(page, org, `from=${addDays(today, -6)}&to=${today}`);
      const { chart } = await findChart(page);
      await chart.focus();
      await chart.press("End");
      await expect(chart.getByRole("status")).toContainText("Today, not over yet");
      await chart.press("ArrowLeft");
      await chart.press("ArrowLeft");
      await expect(chart.getByRole("status")).toContainText("$");
      await expect(chart.getByRole("status")).not.toContainText("Today, not over yet");
    });
  });

  test("a figure that changes cross-fades, which screen readers don't hear", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await signIn("finance");
    await open(page, org);
    const hero = page.getByRole("definition").first();
    const before = (await hero.locator("span").first().textContent()) ?? "";
    const drawn = () =>
      hero
        .locator("[data-before]")
        .evaluate((text) => [
          getComputedStyle(text, "::before").content,
          getComputedStyle(text, "::before").position,
        ]);
    await page.evaluate(() => document.documentElement.style.setProperty("--duration-pop", "60s"));
    const { chart } = await findChart(page);
    await chart.focus();
    for (const key of ["End", "Shift+ArrowLeft", "Enter"]) await chart.press(key);
    await expect(hero.locator("[data-before]")).toHaveAttribute("data-before", before);
    const [content, position] = await drawn();
    expect(content).toContain(before);
    expect(position).toBe("absolute");
    await expect(hero).not.toContainText(before);
    expect(await hero.ariaSnapshot()).not.toContain(before);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect((await drawn())[0]).toBe("none");
  });

  test("marks unusual days and their causes, unless it is filtered", async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "range=90d");
    const found = page.getByRole("region", { name: "Unusual days" });
    await expect(found.getByRole("listitem").first()).toContainText(/instead of .+ · .+ \(.+, .+\)/);
    await expect(page.getByText("Unusual for this weekday")).toBeVisible();
    await expectAccessible(page);
    await open(page, org, "range=90d&model=claude-sonnet-5");
    await expect(found).toBeHidden();
    await page.goto("/cost?range=90d&model=claude-nothing-9");
    await expect(page.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  });

  test("saves a named view that only its owner sees", { tag: "@long" }, async ({ page, org, signIn }) => {
    await signIn("finance");
    await open(page, org, "range=last_month&group=model&compare=last_month");
    const name = newWord();
    await page.getByRole("button", { name: "Views" }).click();
    const views = page.getByRole("dialog", { name: "Views" });
    await views.getByRole("textbox", { name: "Name" }).fill(name);
    await views.getByRole("button", { name: "Save view" }).click();
    await expect(views.getByRole("link", { name })).toBeVisible();

    await page.goto("/cost");
    await page.getByRole("button", { name: "Views" }).click();
    await views.getByRole("link", { name }).click();
    await expect(page.getByRole("button", { name: "Range: Last month" })).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Group" })).toHaveValue("model");

    await page.getByRole("button", { name: "Views" }).click();
    await views.getByRole("button", { name: `Rename ${name}` }).click();
    await views.getByRole("textbox", { name: "Name" }).first().fill(`${name} b`);
    await views.getByRole("button", { name: "Done" }).click();
    await expect(views.getByRole("link", { name: `${name} b` })).toBeVisible();
    expect(await org.read("/api/views?page=cost", emails.admin)).not.toContainEqual(
      expect.objectContaining({ name: `${name} b` }),
    );
    await views.getByRole("button", { name: `Remove ${name} b` }).click();
    await expect(views.getByRole("link", { name: `${name} b` })).toBeHidden();
  });

  test("shows a lead only their own workspaces, in the filter as well", async ({ page, org, signIn }) => {
    const own = ["Checkout – prod", "Checkout – staging"];
    await signIn("lead");
    await open(page, org);
    await expect(table(page)).toHaveAttribute("aria-rowcount", String(own.length + 2));
    for (const name of own)
      await expect(table(page).getByRole("button", { name, exact: true })).toBeVisible();

    const everything = await org.readCsv(`cost.csv?${settled}&group=workspace`, emails.finance);
    const theirs = everything.filter(({ workspace = "" }) => own.includes(workspace));
    expect(await readExact(page)).toBe(sumOf(theirs));
    expect(await org.readCsv(`cost.csv?${settled}&group=workspace`, emails.lead)).toEqual(theirs);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Filter" }).getByRole("checkbox")).toHaveCount(own.length);
  });

  test("is accessible to those who see it", async ({ page, org, signIn }) => {
    for (const persona of ["admin", "finance", "lead", "auditor"] as const) {
      await signIn(persona);
      await open(page, org);
      if (persona === "finance") {
        await page.getByRole("button", { name: /^Range:/ }).click();
        await expect(page.getByRole("grid")).toBeVisible();
      }
      await expectAccessible(page);
    }
  });
});

test("the page replaces an invalid range with the default, and the route refuses it", async ({
  page,
  signIn,
}) => {
  await signIn("finance");
  await page.goto("/cost?from=2026-02-02&to=2026-02-01&range=7d");
  await expect(page.getByRole("button", { name: "Range: 7 days" })).toBeVisible();
  const refused = await page.request.get("/api/cost?from=2026-02-02&to=2026-02-01");
  expect(refused.status()).toBe(400);
});
