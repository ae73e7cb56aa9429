import { expectAccessible } from "./axe";
import { expect, test } from "./fixtures";
import { input, marked, open, option, palette, press, title } from "./palette-page";

test.describe("the command palette", () => {
  test("the palette shows a lead only what their workspaces have", async ({ page, org, signIn }) => {
    const { name, maker } = await org.addKey();
    await signIn("lead");
    await open(page, "/me", "My access");
    await page.keyboard.type("aoife");
    await expect(option(page, /^Aoife Ní Bhriain/)).toBeVisible();
    await input(page).fill("copy access aoife");
    await expect(marked(page)).toContainText("Copy access to Aoife Ní Bhriain…");
    await input(page).fill("off-board aoife");
    await expect(palette(page).getByRole("status")).toContainText("Nothing matches.");
    await input(page).fill(`copy access from ${maker.name} to aoife`);
    await expect(palette(page).getByRole("status")).toHaveText(`Nobody here is called “${maker.name}”.`);
    await expect(palette(page).getByRole("option")).toHaveCount(0);
    for (const text of [maker.name, maker.email, name, "Data science", "create workspace"]) {
      await input(page).fill(text);
      await expect(palette(page).getByRole("status")).toContainText("Nothing matches.");
    }
    await expectAccessible(page);
    await input(page).fill("copy access camille");
    await expect(marked(page)).toContainText("Copy access to Camille");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Copy access from another person" });
    await expect(dialog).toContainText(
      /Gives Camille .* the roles that the other person was given directly in the workspaces that you lead/,
    );
    await expect(dialog).not.toContainText("organization role");
    await page.keyboard.press("Escape");
    await expect(
      page.getByRole("heading", { name: /^What Camille .* can reach in your workspaces$/ }),
    ).toBeVisible();
  });

  test("offers a member no directory, reports, or actions", async ({ page, org, signIn }) => {
    const member = await org.addMember();
    await signIn("member");
    await open(page, "/me", "My access");
    await expect(palette(page).getByRole("option")).toHaveText(["My access", "Keyboard shortcuts"]);
    for (const text of [member.email, "cost last month"]) {
      await input(page).fill(text);
      await expect(palette(page).getByRole("status")).toContainText("Nothing matches.");
    }
    await expectAccessible(page);
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 } });
    test.describe("under a finger", () => {
      test.use({ hasTouch: true, isMobile: true });
      test("the palette lists what a result allows", async ({ page, org, signIn }) => {
        const member = await org.addMember();
        await signIn("admin");
        await page.goto("/me");
        await page.getByRole("button", { name: "Search or go to" }).tap();
        await input(page).fill(member.email);
        const box = await option(page, new RegExp(member.email)).boundingBox();
        if (!box) throw new Error("nobody is found");
        await page.touchscreen.tap(box.x + box.width - 15, box.y + box.height / 2);
        await expect(option(page, "Off-board…")).toBeVisible();
        await expectAccessible(page);
        await palette(page)
          .getByRole("button", { name: `Back from ${member.name} to the results` })
          .tap();
        await expect(option(page, new RegExp(member.email))).toBeVisible();
        await expect(input(page)).toHaveValue(member.email);
      });
    });

    test("the palette opens from the header and fits", async ({ page, signIn }) => {
      await signIn("admin");
      await page.goto("/me");
      await page.getByRole("button", { name: "Search or go to" }).click();
      const members = palette(page).getByRole("option", { name: "Members", exact: true });
      await expect(members).toBeVisible();
      const box = await palette(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
      await expectAccessible(page);
      await members.click();
      await expect(title(page, "Members")).toBeVisible();
    });
  });

  test.describe("in German", () => {
    test.use({ locale: "de-DE" });
    test("the palette reads a report, a range, and a group in German", async ({ page, signIn }) => {
      await signIn("admin");
      await page.goto("/me");
      await expect(title(page, "Mein Zugriff")).toBeVisible();
      await press(page, "Control+k", () => expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 }));
      await page.keyboard.type("kosten letzter monat nach modell");
      await page.getByRole("option", { name: "Kosten · Letzter Monat Nach: Modell" }).click();
      await expect(page).toHaveURL(/\/cost\?range=last_month&group=model$/);
      await expect(title(page, "Kosten")).toBeVisible();
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox", { name: "Befehlspalette" })).toBeFocused();
      await page.keyboard.type("rolle von aoife ändern");
      await page.getByRole("option", { name: "Rolle von Aoife Ní Bhriain ändern …" }).click();
      await expect(page.getByRole("dialog", { name: "Rolle ändern" })).toBeVisible();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("combobox", { name: "Befehlspalette" })).toBeFocused();
      await page.keyboard.type("Zugriff von Hansaq auf Aoife kopieren");
      await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Hier heißt niemand „Hansaq“.");
      await page.getByRole("combobox", { name: "Befehlspalette" }).fill("zugriff kopieren von");
      await expect(page.getByRole("dialog").getByRole("status")).toContainText(
        "Tippen Sie weiter, zum Beispiel „zugriff von Ada auf Ben kopieren“.",
      );
      await page
        .getByRole("combobox", { name: "Befehlspalette" })
        .fill("Zugriff von Priya auf Aoife kopieren");
      await expect(page.getByRole("option", { selected: true })).toContainText(
        /^Zugriff von Priya .* auf Aoife .* kopieren …/,
      );
    });
  });
});
