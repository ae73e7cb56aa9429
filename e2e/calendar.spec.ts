import type { Page } from "playwright/test";
import { addDays, addMonths, toDay, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import { formatDay, formatSpan } from "@/lib/core/format/format";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

const today = toDay(new Date());
const yesterday = addDays(today, -1);
const window = { from: addDays(today, -30), to: yesterday };
const days = [formatDay(window.from, "en"), formatDay(window.to, "en")];

const chooseRange = async (page: Page, name: string) => {
  const picker = page.getByRole("dialog", { name: /^Range: / });
  const preset = picker.getByRole("button", { name, exact: true });
  // While the report before is replaced, the picker may move away beneath the pointer, and a click beside it closes it.
  await expect(async () => {
    if (!(await picker.isVisible())) await page.getByRole("button", { name: /^Range: / }).click();
    await preset.click({ timeout: 5_000 });
  }).toPass();
  // The button has its new name before the picker is gone, and would only close it.
  await expect(picker).toBeHidden();
};

test.describe("one calendar", () => {
  test("30 days are the same complete days in every report", { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn("admin");
    for (const path of ["/cost", "/usage", "/claude-code", "/cost/people"]) {
      await page.goto(path);
      await expect(page.getByText(formatSpan(window, "en")).first(), path).toBeVisible();
    }
    await page.goto("/cost/changes?range=30d");
    await expect(page.getByRole("note")).toContainText(`from ${days[0]} to ${days[1]}, compared with`);

    const [cost, list] = [await org.read("/api/cost"), await org.read("/api/workspaces")];
    expect(cost).toMatchObject(window);
    const sums = (rows: { label?: string | null; name?: string; spendCents?: string; cents?: string }[]) =>
      new Map(rows.map(({ label, name, spendCents, cents }) => [label ?? name, spendCents ?? cents]));
    // Sound: the shapes of our own routes.
    const { series } = cost as { series: { label: string | null; cents: string }[] };
    const { rows } = list as { rows: { name: string; spendCents: string }[] };
    expect(sums(rows).get("Checkout – prod")).toBe(sums(series).get("Checkout – prod"));
  });

  test("today is included on request, hatched, and named, and a comparison leaves it out", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/cost?range=7d");
    const figure = page.getByRole("figure", { name: "Cost in US dollars over time" });
    await expect(figure).toBeVisible();
    await expect(figure.getByText("Today, not over yet")).toBeHidden();
    const include = page.getByRole("button", { name: "Include today" });
    await include.click();
    await expect(page).toHaveURL(/include=today/);
    await expect(figure.getByText("Today, not over yet").first()).toBeVisible();
    await expect(
      page.getByText(formatSpan({ from: addDays(today, -6), to: today }, "en")).first(),
    ).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("combobox", { name: "Compare" }).selectOption({ label: "Previous period" });
    await expect(
      page.getByText(formatSpan({ from: addDays(yesterday, -6), to: yesterday }, "en")).first(),
    ).toBeVisible();
    await expect(include).toHaveAttribute("aria-disabled", "true");
    await expect(include).toHaveAttribute("title", "Today isn’t over, so a comparison leaves it out.");
    await expectAccessible(page);
  });

  test("a month is compared with a month, and what fewer days cost is told apart, and only once", async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await signIn("finance");
    await page.goto("/cost");
    await chooseRange(page, "Last month");
    const start = toPeriodStart(addDays(toPeriodStart(today, "month"), -1), "month");
    const month = { from: start, to: toPeriodEnd(start, "month") };
    await expect(page.getByRole("link", { name: "What changed" })).toHaveAttribute(
      "href",
      "/cost/changes?range=last_month",
    );
    const soFar = page.getByText(/^\S+ through \S+ \d+/);
    // On the first, no day of the month is over.
    await expect(soFar).toBeVisible({ visible: !today.endsWith("-01") });
    await page.getByRole("combobox", { name: "Compare" }).selectOption({ label: "Previous period" });
    const before = { from: addMonths(start, -1), to: addDays(start, -1) };
    const figure = page.getByRole("figure", { name: "Cost in US dollars over time" });
    await expect(figure.getByText(`Compared with ${formatSpan(before, "en")}`)).toBeVisible();
    await expect(soFar).toBeHidden();

    const changes = new URLSearchParams({
      from: addDays(yesterday, -6),
      to: yesterday,
      beforeFrom: addDays(yesterday, -20),
      beforeTo: addDays(yesterday, -7),
    });
    await page.goto(`/cost/changes?${changes}`);
    await expect(page.getByText(/ for 7 fewer days, \S+ for the rest \(\S+ per day\)\./)).toHaveCount(1);
    await expect(page.getByRole("note").first()).toContainText(", compared with");
    await page.goto("/cost/changes?range=last_month");
    await expect(page.getByText(new RegExp(formatDay(month.from, "en"))).first()).toBeVisible();
  });

  test("the strip of the month says that it is of all cost while the report is filtered", {
    tag: "@long",
  }, async ({ page, org, signIn }) => {
    await org.waitForHistory();
    await signIn("finance");
    const note = page.getByText("The month and its forecast are of all cost, whatever the filters.");
    await page.goto("/cost");
    await expect(page.getByRole("region", { name: /^Cost in / })).toBeVisible();
    await expect(note).toBeHidden();
    await page.goto("/cost?model=claude-sonnet-5");
    await expect(note).toBeVisible();
    await expectAccessible(page);
  });

  test("presets have the quarter and the year before, and those to date", { tag: "@long" }, async ({
    page,
    signIn,
  }) => {
    await signIn("finance");
    await page.goto("/usage");
    for (const name of ["Month to date", "Quarter to date", "Year to date", "Last quarter", "Last year"]) {
      await chooseRange(page, name);
      await expect(page.getByRole("button", { name: `Range: ${name}` })).toBeVisible();
    }
    await expect(page).toHaveURL(/range=last_year/);
    await expect(page.getByRole("button", { name: "Include today" })).toBeHidden();
  });
});
