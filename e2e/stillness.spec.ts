import { workspaceTabs } from "@/lib/directory/workspaces/vocabulary";
import { pages } from "@/lib/test-surface";
import { test } from "./fixtures";
import { expectStillScreen, stillSizes } from "./layout-shift";
import type { Organization } from "./organization";
import { emails } from "./people";

/** Without those of one object, whose addresses have an ID, and what stands for all other addresses. */
const screens = pages.flatMap(({ file, address, permission }) =>
  file.startsWith("app/(console)") && permission && !/\/(x|unknown$)/.test(address) ? [address] : [],
);

/** Of objects that every organization has. What a journey makes, such as a review, is measured there. */
async function listDetails(org: Organization): Promise<string[]> {
  const people = await org.emulator.list<{ id: string; email: string }>("users");
  const lead = people.find(({ email }) => email === emails.lead);
  const [key] = await org.emulator.list<{ id: string }>("api_keys");
  const workspace = `/workspaces/${await org.findLedWorkspace()}`;
  return [
    `/members/${lead?.id}`,
    ...workspaceTabs.map((tab) => `${workspace}?tab=${tab}`),
    `/keys/${key?.id}`,
    `/keys/${key?.id}?chart=tokens`,
  ];
}

for (const size of stillSizes) {
  test(`nothing moves while a screen loads at ${size.width} pixels`, { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await page.setViewportSize(size);
    await signIn("admin");
    for (const path of screens) await expectStillScreen(page, path);
  });

  test(`nothing moves while a screen of one object loads at ${size.width} pixels`, { tag: "@long" }, async ({
    page,
    org,
    signIn,
  }) => {
    await org.waitForHistory();
    await page.setViewportSize(size);
    await signIn("admin");
    for (const path of await listDetails(org)) await expectStillScreen(page, path);
  });
}
