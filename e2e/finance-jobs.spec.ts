import Big from "big.js";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { expectAccessible } from "./axe";
import { readExportAddress } from "./export-menu";
import { expect, test } from "./fixtures";
import { emails } from "./people";
import { pickSegment } from "./pick-segment";

/*
 * What finance does, and where it is proven:
 *   reconcile a month; state, close, and print it   statements.spec.ts, foot.spec.ts
 *   explain a rise                                  changes.spec.ts, unusual-days.spec.ts
 *   budget                                          money.spec.ts
 *   savings                                         savings.spec.ts
 *   send it to somebody                             schedules.spec.ts
 *   person and key, as printed                      foot.spec.ts, money.spec.ts
 * Here is the rest: the forecast (a year's is in lib/money/spend/longer-forecast.test.ts), one key from billed cost to the file, and unit costs.
 */

const to = addDays(toDay(new Date()), -7);
const settled = `from=${addDays(to, -29)}&to=${to}`;

/** The server of the journeys keeps 66 days, which leaves out the start of a quarter that is nearly over. */
function isQuarterLoaded(): boolean {
  const today = toDay(new Date());
  const month = Number(today.slice(5, 7));
  const start = `${today.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
  return start >= addDays(today, -65);
}

const toNumber = (text: string | null) =>
  new Big((/\$([\d,]+\.\d+)/.exec(text ?? "")?.[1] ?? "0").replaceAll(",", ""));

test("finance reads what the month and the quarter will cost, and from which numbers that follows", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost");
  const month = page.getByRole("region", { name: /^Cost in / });
  await month.getByRole("button", { name: /^More about Forecast, / }).click();
  const basis = page.getByText(/for the complete days so far, plus \$/);
  await expect(basis).toBeVisible();
  await expect(page.getByText(/^At this rate, the quarter comes to \$[\d,.]+\.$/)).toHaveCount(
    isQuarterLoaded() ? 1 : 0,
  );
  const [spent = "", rest = ""] = ((await basis.textContent()) ?? "").match(/\$[\d,.]+\d/g) ?? [];
  const forecast = await month
    .locator("dl > div")
    .filter({ hasText: /^Forecast/ })
    .locator("dd")
    .first()
    .textContent();
  expect(toNumber(spent).plus(toNumber(rest)).toFixed(2)).toBe(toNumber(forecast).toFixed(2));
  await expectAccessible(page);
});

test("finance follows billed cost to a key and a person, and takes both lists along", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto(`/cost/people?${settled}`);
  const keys = page.getByRole("table", { name: "API keys" });
  await expect(keys.getByRole("row").nth(1)).toContainText("$");
  const billed = (await org.readCsv(`cost.csv?${settled}&group=workspace_id`, emails.finance)).reduce(
    (sum, line) => sum.plus(line.amount_usd ?? "0"),
    new Big(0),
  );
  const address = (await readExportAddress(page, "CSV")).replace("/api/export/", "");
  const lines = await org.readCsv(address, emails.finance);
  expect(lines.some(({ kind }) => kind === "key")).toBe(true);
  const sum = lines.reduce((all, line) => all.plus(line.amount_usd || "0"), new Big(0));
  expect(sum.toFixed()).toBe(billed.toFixed());

  await pickSegment(page, "People");
  await expect(page.getByRole("table", { name: "People" })).toBeVisible();
  await expect(page).toHaveURL(/kind=person/);
  await expectAccessible(page);
});

test("finance reads what a million tokens, a developer, a commit, and a pull request cost, and finds it in the files", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto(`/cost?${settled}`);
  const workspaces = await org.readCsv(`cost.csv?${settled}&group=workspace`, emails.finance);
  const [largest] = workspaces.toSorted((one, other) => Number(other.amount_usd) - Number(one.amount_usd));
  expect(Number(largest?.cost_per_million_tokens)).toBeGreaterThan(0);
  const row = page
    .getByRole("main")
    .getByRole("row", { name: new RegExp(`^${largest?.workspace}`) })
    .first();
  await expect(row).toContainText(`$${new Big(largest?.cost_per_million_tokens ?? 0).toFixed(2)}`);

  await page.goto(`/claude-code?${settled}&customer=api`);
  const costs = page.getByRole("region", { name: "What it costs" });
  const [whole] = await org.readCsv(
    `claude-code.csv?${settled}&customer=api&group=customer_type`,
    emails.finance,
  );
  const units = {
    "Per person": whole?.estimated_cost_per_developer,
    "Per commit": whole?.estimated_cost_per_commit,
    "Per pull request": whole?.estimated_cost_per_pull_request,
  };
  for (const [name, exact] of Object.entries(units)) {
    expect(Number(exact)).toBeGreaterThan(0);
    await expect(costs.locator("dl > div").filter({ hasText: name })).toContainText(
      `$${new Big(exact ?? 0).toFixed(2)}`,
    );
  }
  await expectAccessible(page);
});
