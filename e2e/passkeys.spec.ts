import { basename, join } from "node:path";
import type { Page } from "playwright/test";
import { Authenticator } from "./authenticator";
import { expectAccessible } from "./axe";
import { createFolder, launchCastellan, removeFolder } from "./castellan";
import { startEmulator } from "./emulator";
import { expect, test } from "./fixtures";
import { listLinks, openLink, waitForLink } from "./open-link";
import { newWord } from "./organization";
import { findFreePort, Program, type Settings } from "./processes";
import { findOperation } from "./row-menu";
import { addGrant, confirming } from "./step-up";

const own = (page: Page) => page.getByRole("table", { name: "Passkeys" });
const byPasskey = (page: Page) => confirming(page).getByRole("button", { name: "Confirm with a passkey" });

async function openMyAccess(page: Page, site = ""): Promise<void> {
  await page.goto(`${site}/me`);
  await expect(page.getByRole("heading", { name: "Passkeys", exact: true })).toBeVisible();
}

async function addPasskey(page: Page, name: string, site?: string): Promise<void> {
  await openMyAccess(page, site);
  await page.getByRole("button", { name: "Add passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("button", { name: "Continue" }).click();
}

async function expectReason(page: Page, reason: string | RegExp): Promise<void> {
  const button = page.getByRole("button", { name: "Add passkey" });
  await expect(button).toHaveAccessibleDescription(reason);
  await button.press("Enter");
  await expect(page.getByText(reason).last()).toBeVisible();
}

test("a person adds a passkey and later confirms an old sign-in with it without losing their input", async ({
  page,
  org,
  signIn,
}) => {
  const admin = await org.addMember({ role: "admin" });
  await Authenticator.attach(page);
  await signIn(admin.email);
  await addPasskey(page, "Work laptop");
  await expect(page.getByRole("status")).toHaveText("Passkey Work laptop added");
  await expect(own(page).getByRole("row").filter({ hasText: "Work laptop" })).toContainText("Never");
  await expectAccessible(page);

  const email = `${newWord()}@outside.example`;
  await signIn(admin.email, 60);
  await addGrant(page, email);
  await expect(byPasskey(page)).toBeVisible();
  await expect(confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" })).toBeVisible();
  await expectAccessible(page);
  await byPasskey(page).click();
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const grant = page.getByRole("row").filter({ hasText: email });
  await expect(grant).toContainText("Kept while confirming");

  await (await findOperation(grant, "Remove")).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText(`Grant of ${email} removed`);
  expect((await org.listAudit(email)).map(({ action, outcome }) => [action, outcome])).toEqual([
    ["grant.remove", "succeeded"],
    ["grant.add", "succeeded"],
    ["grant.add", "failed"],
  ]);
  await openMyAccess(page);
  await expect(own(page).getByRole("row").filter({ hasText: "Work laptop" })).not.toContainText("Never");
});

test("a person can try again after the device didn't recognize them", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const admin = await org.addMember({ role: "admin" });
  const device = await Authenticator.attach(page);
  await signIn(admin.email);
  await addPasskey(page, "Phone");
  await expect(page.getByRole("status")).toHaveText("Passkey Phone added");
  await signIn(admin.email, 60);
  await addGrant(page, `${newWord()}@outside.example`);
  await device.recognize(false);
  await byPasskey(page).click();
  await expect(confirming(page).getByRole("alert")).toContainText("get a response from a passkey");
  await expectAccessible(page);
  await device.recognize(true);
  await byPasskey(page).click();
  await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
});

test("a person with an old sign-in must confirm it before adding a passkey", { tag: "@long" }, async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await Authenticator.attach(page);
  await signIn(member.email, 60);
  await addPasskey(page, "Thief’s own");
  await expect(confirming(page)).toBeVisible();
  await expect(byPasskey(page)).toHaveCount(0);
  await confirming(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog", { name: "Add a passkey" }).getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await openMyAccess(page);
  await expect(page.getByRole("heading", { name: "No passkeys" })).toBeVisible();
});

test("a person renames and removes their passkey, and can add only one per device", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await Authenticator.attach(page);
  await signIn(member.email);
  await addPasskey(page, "Old name");
  await expect(page.getByRole("status")).toHaveText("Passkey Old name added");
  await addPasskey(page, "Once more");
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await expect(dialog.getByRole("alert")).toHaveText("This device already has one of your passkeys.");
  await openMyAccess(page);
  await (await findOperation(own(page).getByRole("row").nth(1), "Rename")).press("Enter");
  const renaming = page.getByRole("dialog", { name: "Rename passkey" });
  await renaming.getByRole("textbox", { name: "Name" }).fill("New name");
  await renaming.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Passkey Old name is now called New name");
  await (await findOperation(own(page).getByRole("row").filter({ hasText: "New name" }), "Remove")).press(
    "Enter",
  );
  const removing = page.getByRole("dialog", { name: "Remove passkey?" });
  await expect(removing).toContainText("New name can no longer confirm that it’s you.");
  await removing.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText("Passkey New name removed");
  await expect(page.getByRole("heading", { name: "No passkeys" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Passkeys", exact: true })).toBeFocused();
});

test("an admin can remove another person's passkey, and an auditor can only see it", async ({
  page,
  org,
  signIn,
}) => {
  const member = await org.addMember();
  await Authenticator.attach(page);
  await signIn(member.email);
  await addPasskey(page, "Lost phone");
  await expect(page.getByRole("status")).toHaveText("Passkey Lost phone added");
  const theirs = own(page).getByRole("row").filter({ hasText: member.email });
  await signIn("auditor");
  await page.goto("/settings");
  await expect(theirs).toContainText("Lost phone");
  await expect(theirs.getByRole("button")).toHaveCount(0);
  await signIn("admin");
  await page.goto("/settings");
  await (await findOperation(theirs, "Remove")).press("Enter");
  await page.getByRole("dialog", { name: "Remove passkey?" }).getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toHaveText("Passkey Lost phone removed");
  await expect(theirs).toHaveCount(0);
});

test.describe("in a browser that can't use passkeys", () => {
  test("the page shows the reason instead of a button", { tag: "@long" }, async ({ page, org, signIn }) => {
    const admin = await org.addMember({ role: "admin" });
    await Authenticator.attach(page);
    await signIn(admin.email);
    await addPasskey(page, "Laptop");
    await expect(page.getByRole("status")).toHaveText("Passkey Laptop added");
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, "PublicKeyCredential");
    });
    await openMyAccess(page);
    await expectReason(page, "This browser doesn’t support passkeys.");
    await expectAccessible(page);
    await signIn(admin.email, 60);
    await addGrant(page, `${newWord()}@outside.example`);
    await expect(confirming(page)).toContainText("This browser doesn’t support passkeys.");
    await expect(byPasskey(page)).toHaveCount(0);
    await expect(confirming(page).getByRole("button", { name: "Confirm with Northwind SSO" })).toBeVisible();
  });

  test.describe("because the address is an IP address", () => {
    test.use({ server: "sandbox" });

    test("the page asks for a host name", async ({ page, site }) => {
      await page.goto(`${site.replace("localhost", "127.0.0.1")}/sign-in?callbackUrl=%2Fme`);
      await page.getByRole("button", { name: "Member", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Passkeys", exact: true })).toBeVisible();
      await expectReason(page, /^Passkeys need a host name\./);
    });
  });
});

test("after an old sign-in by one-time link, a person needs a new link unless they have a passkey", {
  tag: "@long",
}, async ({ page }) => {
  const folder = await createFolder();
  const { emulator, stop } = await startEmulator("sk-ant-admin01-link-key");
  const server = new Restarted(folder, {
    PORT: String(await findFreePort()),
    ANTHROPIC_ADMIN_KEY: emulator.key,
    ANTHROPIC_BASE_URL: emulator.url,
    HISTORY_DAYS: "31",
  });
  await Authenticator.attach(page);
  try {
    await openLink(page, await waitForLink(await server.start()));
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await page.goto("about:blank");

    await server.restartLater();
    await addGrant(page, "ada@outside.example", server.url);
    await expect(confirming(page)).toContainText(
      "Run npm run sign-in-link on the server and open the link that it prints",
    );
    await expect(confirming(page)).toContainText("within 15 minutes of signing in with it");
    await expect(confirming(page).getByRole("button", { name: /^Confirm/ })).toHaveCount(0);
    await expectAccessible(page);
    await page.goto("about:blank");
    await openLink(page, await server.makeLink());
    await addPasskey(page, "Operator", server.url);
    await expect(page.getByRole("status")).toHaveText("Passkey Operator added");
    await page.goto("about:blank");

    await server.restartLater();
    await addGrant(page, "ada@outside.example", server.url);
    await byPasskey(page).click();
    await expect(page.getByRole("status")).toHaveText(/^\S+@\S+ is now .+$/);
    await page.goto("about:blank");
  } finally {
    await server.stop();
    await stop();
    await removeFolder(folder);
  }
});

class Restarted {
  #program: Program | undefined;

  constructor(
    private readonly folder: string,
    private readonly settings: Settings,
  ) {}

  get url(): string {
    return `http://localhost:${this.settings.PORT}`;
  }

  async start(): Promise<Program> {
    const program = launchCastellan(this.folder, this.settings);
    this.#program = program;
    await program.waitFor(async () => {
      const ready = await fetch(`${this.url}/api/health/ready`).catch(() => undefined);
      return ready?.ok || undefined;
    });
    return program;
  }

  /** Beside the server, which prints none while an admin is signed in. */
  async makeLink(): Promise<string> {
    const program = this.#run("scripts/sign-in-link.ts");
    if ((await program.exitCode) !== 0) throw new Error(program.output);
    return listLinks(program).at(-1) ?? "";
  }

  async restartLater(): Promise<void> {
    await this.stop();
    const program = this.#run("e2e/backdate-sessions.ts");
    if ((await program.exitCode) !== 0) throw new Error(program.output);
    await this.start();
  }

  #run(file: string): Program {
    const args = ["--import", "tsx", "--conditions=react-server", file];
    const settings = { ...this.settings, DATA_DIR: join(this.folder, "data") };
    return new Program(args, settings, join(this.folder, `${basename(file)}.log`));
  }

  async stop(): Promise<void> {
    await this.#program?.stop();
  }
}
