import Big from "big.js";
import type { Locator, Page } from "playwright/test";
import { addDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { expect, test } from "./fixtures";

const lastMonth = toPeriodStart(addDays(toPeriodStart(toDay(new Date()), "month"), -1), "month").slice(0, 7);

const money = /([+−]?)\$([\d,]+\.\d\d)(?!\d)/;

/** What a reader adds up; a cell without an amount is nothing. */
function toNumber(text: string): Big {
  const [, sign = "", digits = "0"] = money.exec(text) ?? [];
  return new Big(`${sign === "−" ? "-" : ""}${digits.replaceAll(",", "")}`);
}

const add = (amounts: readonly Big[]) => amounts.reduce((sum, one) => sum.plus(one), new Big(0));

type Printed = { headers: string[]; rows: Big[][]; foot: Big[] };

/** A table as it is printed, which renders all of its rows. */
async function readPrinted(page: Page, table: Locator): Promise<Printed> {
  await expect(table).toBeVisible();
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const count = Number(await table.getAttribute("aria-rowcount"));
    await expect(table.getByRole("row")).toHaveCount(count, { timeout: 1_000 });
  }).toPass();
  const read = (rows: string, cells: string) =>
    table
      .locator(rows)
      .evaluateAll(
        (all, one) => all.map((row) => [...row.querySelectorAll(one)].map((cell) => cell.textContent)),
        cells,
      );
  const [headers = []] = await read("thead tr", "th");
  const [foot = []] = await read("tfoot tr", "td");
  const rows = await read("tbody tr:not([aria-hidden])", ":is(th, td)");
  return {
    headers: headers.map((text) => text ?? ""),
    rows: rows.map((cells) => cells.map((text) => toNumber(text ?? ""))),
    foot: foot.map((text) => toNumber(text ?? "")),
  };
}

function expectColumns({ headers, rows, foot }: Printed, names: readonly string[]): void {
  expect(rows.length).toBeGreaterThan(1);
  for (const name of names) {
    const column = headers.indexOf(name);
    expect(column, name).toBeGreaterThan(0);
    const sum = add(rows.map((cells) => cells[column] ?? new Big(0)));
    expect(sum.toFixed(2), name).toBe(foot[column]?.toFixed(2));
  }
}

/** Columns of parts may miss their totals by cents, because each cell is its nearest; then the page says so. */
async function expectPartColumns(page: Page, { headers, rows, foot }: Printed, names: readonly string[]) {
  const misses = names.map((name) => {
    const column = headers.indexOf(name);
    return add(rows.map((cells) => cells[column] ?? new Big(0))).minus(foot[column] ?? 0);
  });
  for (const miss of misses) expect(miss.abs().lte(rows.length / 100)).toBe(true);
  const isOff = misses.some((miss) => !miss.eq(0));
  await expect(page.getByText("Rounded to the cent")).toHaveCount(isOff ? 1 : 0);
}

/** For each row and the last one: the columns `parts` add up to the column `total`. */
function expectRows({ headers, rows, foot }: Printed, total: string, parts: readonly string[]): void {
  const find = (cells: readonly Big[], name: string) => cells[headers.indexOf(name)] ?? new Big(0);
  for (const cells of [...rows, foot])
    expect(add(parts.map((name) => find(cells, name))).toFixed(2)).toBe(find(cells, total).toFixed(2));
}

/** Amounts that aren't printed as their nearest cent say so on hover, and no others do. */
async function expectMovedCentsSaid(table: Locator) {
  const cells = await table
    .getByTitle(/ USD$/)
    .evaluateAll((all) => all.map((cell) => [cell.textContent ?? "", cell.getAttribute("title") ?? ""]));
  for (const [text = "", title = ""] of cells.filter(([text = ""]) => !/^[+−]/.test(text))) {
    const [exact = ""] = /-?[\d.]+(?= USD$)/.exec(title) ?? [];
    const moved = toNumber(text).cmp(new Big(exact).round(2));
    expect(title.split(" ").slice(0, 2).join(" "), title).toBe(
      moved === 0 ? `${exact} USD` : `Rounded ${moved > 0 ? "up" : "down"}`,
    );
  }
}

test.describe("what finance reads adds up to the cent, as printed", () => {
  for (const group of ["workspace", "model", "line_item"])
    test(`the cost by ${group}, and by day with what it is compared with`, {
      tag: group === "workspace" ? [] : "@long",
    }, async ({ page, org, signIn }) => {
      await org.waitForHistory();
      await signIn("finance");
      await page.goto(`/cost?group=${group}&top=6`);
      const table = page.getByRole("table", { name: "Cost" });
      const parts = await readPrinted(page, table);
      expectColumns(parts, ["Amount"]);
      const shown = parts.foot[parts.headers.indexOf("Amount")]?.toFixed(2);
      const hero = await page.locator("dd.text-hero").first().textContent();
      expect(toNumber(hero ?? "").toFixed(2)).toBe(shown);

      await page.goto(`/cost?group=${group}&top=6&compare=last_month&table=days`);
      const days = await readPrinted(page, table);
      const [, total = "", before = "", difference = "", ...columns] = days.headers;
      expectColumns(days, [total, before, difference]);
      await expectPartColumns(page, days, columns);
      await expectMovedCentsSaid(table);
      expectRows(days, total, columns);
      expectRows(days, total, [before, difference]);
      expect(days.foot[1]?.toFixed(2)).toBe(shown);

      // Both tables, and the chart, print a part alike.
      await page.getByRole("figure", { name: "Cost in US dollars over time" }).getByRole("group").focus();
      await page.keyboard.press("End");
      const tooltip = page.getByRole("figure", { name: "Cost in US dollars over time" }).getByRole("status");
      await expect(tooltip).toContainText("$");
      expect(toNumber((await tooltip.textContent()) ?? "").toFixed(2)).toBe(days.rows[0]?.[1]?.toFixed(2));
    });

  for (const rule of ["leave", "spread"])
    test(`a chargeback statement whose pool is ${rule === "leave" ? "left" : "spread"}, on the screen and on paper`, {
      tag: rule === "spread" ? [] : "@long",
    }, async ({ page, org, signIn }) => {
      await org.waitForHistory();
      await signIn("finance");
      await page.goto(`/cost/chargeback?month=${lastMonth}&rule=${rule}`);
      const table = page.getByRole("table", { name: "Chargeback" });
      const screen = await readPrinted(page, table);
      const [, , direct = "", shared = "", amount = ""] = screen.headers;
      expectColumns(screen, [direct, shared, amount]);
      expectRows(screen, amount, [direct, shared]);

      await page.emulateMedia({ media: "print" });
      const cells = await table.getByRole("cell").allTextContents();
      for (const cell of screen.foot.slice(2))
        expect(cells.map((text) => text.replaceAll(",", ""))).toContain(`$${cell.toFixed(2)}`);
      expect(cells.filter((text) => /\.\d{3}/.test(text))).toEqual([]);
    });

  for (const by of ["workspace", "model", "key"])
    test(`what changed by ${by}, and the sentence above it`, { tag: by === "key" ? [] : "@long" }, async ({
      page,
      org,
      signIn,
    }) => {
      await org.waitForHistory();
      await signIn("finance");
      await page.goto(`/cost/changes?by=${by}`);
      const changes = await readPrinted(page, page.getByRole("table", { name: "What changed" }));
      const [, before = "", after = "", difference = ""] = changes.headers;
      expectColumns(changes, [before, after, difference]);
      expectRows(changes, after, [before, difference]);
      const sentence = (await page.getByRole("note").first().textContent()) ?? "";
      for (const amount of changes.foot.slice(1, 3))
        expect(sentence.replaceAll(",", "")).toContain(`$${amount.toFixed(2)}`);
    });

  for (const kind of ["key", "person"])
    test(`cost by ${kind} and what is missing add up to the report`, {
      tag: kind === "person" ? [] : "@long",
    }, async ({ page, org, signIn }) => {
      await org.waitForHistory();
      await signIn("finance");
      await page.goto(`/cost/people?kind=${kind}`);
      const name = kind === "key" ? "API keys" : "People";
      const actors = await readPrinted(page, page.getByRole("table", { name }));
      const columns = actors.headers.filter((one) => /^(Cost|Net|List)/.test(one));
      expectColumns(actors, columns);
      const lines = page.getByRole("table", { name: /^From billed cost/ }).locator("td");
      const [billed = new Big(0), sum = new Big(0), gap, ...reasons] = (await lines.allTextContents()).map(
        toNumber,
      );
      const cost = actors.headers.findIndex((one) => /^(Cost|Net)/.test(one));
      expect(sum.toFixed(2)).toBe(actors.foot[cost]?.toFixed(2));
      expect(gap?.toFixed(2)).toBe(billed.minus(sum).toFixed(2));
      expect(add(reasons).toFixed(2)).toBe(gap?.toFixed(2));
    });

  test("the workspaces of the overview and the month, and Claude Code", async ({ page, org, signIn }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/");
    const list = page.getByRole("region", { name: "Top workspaces" }).getByTitle(/ USD$/);
    await expect(list.first()).toBeVisible();
    const amounts = (await list.allTextContents()).map(toNumber);
    const hero = await page.locator(".text-hero").first().textContent();
    expect(add(amounts).toFixed(2)).toBe(toNumber(hero ?? "").toFixed(2));

    await page.goto("/claude-code?table=days");
    const work = await readPrinted(page, page.getByRole("table", { name: "Claude Code" }));
    expectColumns(work, work.headers.slice(-1));
    const parts = await readPrinted(page, page.getByRole("table", { name: /^Breakdown/ }));
    expectColumns(parts, parts.headers.slice(-1));
  });
});
