import { expectAccessible } from "./axe";
import { expect } from "./fixtures";
import { openLink } from "./open-link";
import { withAdminApi } from "./with-admin-api";

const test = withAdminApi({
  key: "sk-ant-api01-enterprise",
  historyDays: 7,
  prepare: (emulator) => emulator.becomeKind("enterprise"),
});

test("an Enterprise organization sees its members and what isn't available to it, without errors", async ({
  page,
  served: { url, link },
}) => {
  await openLink(page, link);
  const readSync = async () => (await (await page.request.get(`${url}/api/health/ready`)).json()).sync;
  await expect.poll(readSync).toMatchObject({ lastSyncedAt: expect.any(String), error: null });

  await page.goto(`${url}/members`);
  await expect(page.getByRole("row", { name: /Astrid Löfgren/ })).toContainText("Primary owner");
  await expect(page.getByRole("columnheader", { name: "API keys" })).toHaveCount(0);
  const navigation = page.getByRole("navigation", { name: "Main navigation" });
  await expect(page.getByRole("main").getByRole("link", { name: "Invites", exact: true })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Workspaces" })).toHaveCount(0);

  await page.goto(`${url}/workspaces`);
  await expect(page.getByRole("heading", { name: "Not available for this organization" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "What the admin key can do" }).click();
  await expect(page.getByRole("row", { name: /^Workspaces/ })).toContainText("Not available here");

  await page.goto(url);
  const missing = page
    .getByRole("main")
    .getByText(/^Not available for this organization: Workspaces, API keys/);
  await expect(missing).toBeVisible();
  await expect(page.getByText("Sync failed")).toHaveCount(0);
  // The server stops before the page, which must not ask it for more.
  await page.goto("about:blank");
});
