import type { Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import type { Organization } from "./organization";
import { pickSegment } from "./pick-segment";
import { findOperation } from "./row-menu";

type Limit = { amount: string | null; scope: { type: string; workspace_id?: string } };

const spendLimits = (page: Page) => page.getByRole("table", { name: "Spend limits" });
const rowOf = (page: Page, name: string) => spendLimits(page).getByRole("row").filter({ hasText: name });

async function listAmounts(org: Organization, workspaceId: string): Promise<(string | null)[]> {
  const limits = await org.emulator.list<Limit>("spend_limits");
  return limits.flatMap(({ amount, scope }) => (scope.workspace_id === workspaceId ? [amount] : []));
}

test("an admin sets a spend limit after seeing what it would stop, removes it, and undoes that", async ({
  page,
  org,
  signIn,
}) => {
  const name = "Search & ranking";
  const workspaces = await org.emulator.list<{ id: string; name: string }>("workspaces");
  const id = workspaces.find((one) => one.name === name)?.id ?? "";
  await signIn("admin");
  await page.goto("/limits");
  await expect(page.getByText("Monthly cap")).toBeVisible();
  const rates = page.getByRole("table", { name: "Rate limits" });
  await expect(rates.getByRole("row").filter({ hasText: "Claude Opus 5.x" }).first()).toContainText("4,000");
  await expect(rates.getByText("Not reported").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Set spend limit" }).click();
  const form = page.getByRole("dialog", { name: "Set a spend limit" });
  await pickSegment(form, "Workspace");
  await form.getByRole("combobox", { name: "Workspace" }).selectOption(name);
  const amount = form.getByRole("textbox", { name: "Amount in USD" });
  await expect(amount).toHaveAttribute("title", "An amount in USD, such as 120 or 120.50");
  await amount.fill("0.01");
  await form.getByRole("button", { name: "Save limit" }).click();
  const question = page.getByRole("dialog", { name: "Set this limit anyway?" });
  await expect(question).toContainText("API requests");
  expect(await listAmounts(org, id)).toEqual([]);
  await question.getByRole("button", { name: /^Set limit/ }).click();
  await expect(rowOf(page, name)).toContainText("$0.01");
  expect(await listAmounts(org, id)).toEqual(["1"]);
  expect(await org.auditOf(id)).toMatchObject({ action: "spend_limit.set", outcome: "succeeded" });

  await (await findOperation(rowOf(page, name), "Remove")).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove limit" }).click();
  await expect(rowOf(page, name)).toHaveCount(0);
  expect(await listAmounts(org, id)).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(rowOf(page, name)).toContainText("$0.01");
  expect(await listAmounts(org, id)).toEqual(["1"]);
});

for (const who of ["finance", "auditor"] as const)
  test(`${who} can see limits but not change them`, async ({ page, signIn }) => {
    await signIn(who);
    await page.goto("/limits");
    await expect(rowOf(page, "Data science")).toContainText("$2,500.00");
    await expect(page.getByRole("button", { name: "Set spend limit" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Actions for/ })).toHaveCount(0);
  });
