import { mostScripts } from "@/scripts/bench/budgets";
import { pages } from "@/scripts/bench/pages";
import { expect, test } from "./fixtures";
import { weighPage } from "./weigh-page";

test("pages load no more JavaScript than their budgets", { tag: "@long" }, async ({ browser, site, org }) => {
  await org.waitForHistory();
  // Without saved views, which others have.
  const admin = await org.addMember({ role: "admin" });
  await org.waitUntilMirrored(admin);
  for (const [name, { path, hasChart }] of Object.entries(pages)) {
    const most = mostScripts[hasChart ? "chart" : "list"];
    const { all, ofCharts } = await weighPage(browser, { site, email: admin.email, path });
    expect.soft(all, `${name}, of which the framework alone is more`).toBeGreaterThan(100);
    expect.soft(all - ofCharts, `kilobytes of ${name} before the charts`).toBeLessThanOrEqual(most);
  }
});
