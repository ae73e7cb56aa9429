import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";

test("finance sees what drove an unusual day and acknowledges it, and an auditor can't", async ({
  page,
  org,
  signIn,
}) => {
  await org.waitForHistory();
  await signIn("finance");
  await page.goto("/cost/changes?range=90d");
  const days = page.getByRole("region", { name: "Unusual days" });
  await days
    .getByRole("button", { name: /^Details of/ })
    .first()
    .click();
  await expect(page).toHaveURL(/unusual=\d{4}-\d{2}-\d{2}/);
  const dialog = page.getByRole("dialog", { name: /^Unusual cost on/ });
  const drivers = dialog.getByRole("table", { name: /^What drove it/ });
  await expect(drivers.getByRole("row").first()).toContainText(/, .+[+−]\$/);
  await dialog.getByRole("textbox", { name: "Note" }).fill("A planned backfill");
  await expect(dialog.getByRole("combobox", { name: "Owner" })).not.toHaveValue("");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(dialog).toBeHidden();
  await expect(days.getByText("A planned backfill")).toBeVisible();
  await expectAccessible(page);

  await signIn("auditor");
  await page.goto("/cost/changes?range=90d");
  await days
    .getByRole("button", { name: /^Details of/ })
    .first()
    .click();
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^(Acknowledge|Reopen)$/ })).toBeHidden();

  await signIn("lead");
  await page.goto("/cost/changes?range=90d");
  await expect(page.getByRole("heading", { name: "Unusual days" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("A planned backfill");
  await expect(days).not.toContainText("Support assistant");

  await signIn("finance");
  await page.goto("/cost/changes?range=90d");
  const noted = days.getByRole("listitem").filter({ hasText: "A planned backfill" });
  await noted.getByRole("button", { name: /^Details of/ }).click();
  await dialog.getByRole("button", { name: "Reopen" }).click();
  await expect(noted).toBeHidden();
});
