import { mostScripts } from "@/scripts/bench/budgets";
import { pages } from "@/scripts/bench/pages";
import { watchScripts } from "@/scripts/bench/weigh-scripts";
import { addSession, expect, test } from "./fixtures";

test.setTimeout(240_000);

test("pages load no more JavaScript than their budgets", async ({ browser, site, org }) => {
  await org.waitForHistory();
  // Without saved views, which others have.
  const admin = await org.addMember({ role: "admin" });
  await org.waitUntilMirrored(admin);
  for (const [name, { path, hasChart }] of Object.entries(pages)) {
    const most = mostScripts[hasChart ? "chart" : "list"];
    // Each with an empty cache.
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await addSession(context, site, admin.email);
    const page = await context.newPage();
    const weigh = watchScripts(page);
    await page.goto(`${site}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const { all, ofCharts } = await weigh();
    await context.close();
    expect.soft(all, `${name}, of which the framework alone is more`).toBeGreaterThan(100);
    expect.soft(all - ofCharts, `kilobytes of ${name} before the charts`).toBeLessThanOrEqual(most);
  }
});
