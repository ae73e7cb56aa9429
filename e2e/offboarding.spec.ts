import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { expectStillAtAllSizes } from "./layout-shift";
import { emails } from "./people";

test("an admin off-boards someone from the list, and leads and auditors read the receipt", async ({
  page,
  org,
  signIn,
  expectConsoleError,
}) => {
  expectConsoleError(/404/);
  const workspace_id = await org.findLedWorkspace();
  const { id, name, maker } = await org.addKey({ workspace_id });
  const stranger = await org.addMember();
  await org.emulator.removeMember(stranger.id);
  await org.emulator.addToWorkspace(workspace_id, maker.id);
  const given = { created_by_user_id: maker.id, workspace_id };
  const kept = { name: `${name} kept`, ...(await org.emulator.addKey({ name: `${name} kept`, ...given })) };
  await org.waitForUse(kept.id);
  await expect.poll(() => org.readCsv(`members.csv?q=${maker.email}&workspaces=none`)).toEqual([]);
  await signIn("admin");
  await page.goto(`/members?q=${maker.email}`);
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Off-board…" }).press("Enter");
  await page.waitForURL(/\/members\/offboard\?members=/);
  const card = page.getByRole("region", { name: maker.email });
  const choice = (key: string) => card.getByRole("group", { name: `What happens to ${key}`, exact: true });
  await expect(choice(name).getByRole("radio", { name: "Stop" })).toBeChecked();
  await choice(kept.name).getByText("Hand over").click();
  await card.getByRole("searchbox").fill(emails.lead);
  await card.getByRole("radio", { name: emails.lead }).check();
  await card.getByRole("textbox", { name: "Note" }).fill("Nightly reports need it.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Off-board…" }).click();
  const dialog = page.getByRole("dialog", { name: "Off-board this person?" });
  const outcomes = dialog.getByRole("list", { name: "What happens to the keys" });
  await expect(outcomes).toContainText(`${name} stops.`);
  await expect(outcomes).toContainText(`${kept.name} keeps working and goes to Aoife Ní Bhriain.`);
  await expectAccessible(page);
  await dialog.getByRole("textbox").fill(maker.email);
  await dialog.getByRole("button", { name: "Off-board" }).click();
  await page.waitForURL(/\/members\/offboardings\/[\da-f-]+$/);
  const receipt = page.getByRole("article", { name: "Off-boarding receipt" });
  await expect(receipt.getByText("Finished", { exact: true }).first()).toBeVisible();
  await expect(receipt.getByRole("listitem").filter({ hasText: "Deactivated the key" })).toContainText(
    "Succeeded",
  );
  await expect(receipt.getByRole("listitem").filter({ hasText: "from the organization" })).toContainText(
    "Succeeded",
  );
  await expectAccessible(page);
  expect(await org.emulator.getMember(maker.id)).toBeUndefined();
  expect(await org.auditOf(id)).toMatchObject({ action: "api_key.deactivate", outcome: "succeeded" });
  expect(await org.auditOf(maker.id)).toMatchObject({ action: "member.remove", outcome: "succeeded" });

  await expectStillAtAllSizes(page, new URL(page.url()).pathname);

  const section = page.getByRole("region", { name: "Off-boarding" });
  await page.goto(`/members/${maker.id}`);
  await expect(section.getByText("Deactivated the key")).toBeVisible();
  await expectAccessible(page);
  await expectStillAtAllSizes(page, `/members/${maker.id}`);

  await signIn("lead");
  await page.goto("/members");
  await page.getByRole("button", { name: "Left" }).click();
  const searched = page.getByRole("searchbox", { name: /^Search/ });
  await searched.fill(stranger.email);
  await expect(page.getByRole("heading", { name: "No matching members" })).toBeVisible();
  await searched.fill(maker.email);
  await page.getByRole("link", { name: maker.name }).dblclick();
  await expect(section.getByText("Deactivated the key")).toBeVisible();
  await expect(section.getByText("You see only what concerns your workspaces.")).toBeVisible();
  await page.goto(`/members/${stranger.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Person not found" })).toBeVisible();
  await page.goto(`/keys/${kept.id}`);
  const handover = page.getByRole("region", { name: "Handover" });
  await expect(handover).toContainText("Handed over to Aoife Ní Bhriain");
  await expect(handover).toContainText("Nightly reports need it.");
  const history = page.getByRole("listitem").filter({ hasText: "Handed over" });
  await expect(history.filter({ hasText: "Looked after by" })).toContainText(
    `${maker.name} → Aoife Ní Bhriain`,
  );

  await signIn("auditor");
  await page.goto(`/members/${maker.id}`);
  await expect(section.getByText("Deactivated the key")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Off-board/ })).toHaveCount(0);
});

test("an off-boarding at a time can be canceled until then", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await signIn("admin");
  await page.goto("/members/offboard");
  await page.getByLabel("Email addresses").fill(`${member.email}\nnobody@northwind.example`);
  await page.getByRole("button", { name: "Find these people" }).click();
  await expect(page.getByText("1 address belongs to no one here:")).toBeVisible();
  await page.getByText("At a time", { exact: true }).click();
  const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel("Date and time (UTC)").fill(later);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Off-board…" }).click();
  const dialog = page.getByRole("dialog", { name: "Off-board this person?" });
  await dialog.getByRole("textbox").fill(member.email);
  await dialog.getByRole("button", { name: "Off-board" }).click();
  await page.waitForURL(/\/members\/offboardings\//);
  await expect(page.getByText("Nothing is done yet.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel off-boarding" }).click();
  await expect(page.getByRole("article").getByText("Canceled", { exact: true }).first()).toBeVisible();
  expect((await org.emulator.getMember(member.id))?.email).toBe(member.email);
});
