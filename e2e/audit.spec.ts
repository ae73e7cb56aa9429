import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright/test";
import { expectAccessible } from "./axe";
import { createFolderWithStore, launchCastellan, removeFolder } from "./castellan";
import { addSession, test as base, expect } from "./fixtures";
import { emails } from "./people";
import { findFreePort, type Program, type Settings } from "./processes";

type Serve = () => Promise<{ url: string; program: Program }>;

const test = base.extend<{ folder: string; serve: Serve }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
  folder: async ({}, use) => {
    const folder = await createFolderWithStore();
    await use(folder);
    await removeFolder(folder);
  },
  serve: async ({ folder }, use) => {
    const programs: Program[] = [];
    await use(async () => {
      const PORT = String(await findFreePort());
      const settings: Settings = {
        PORT,
        AUDIT_CHECKPOINT_FILE: join(folder, "checkpoints.jsonl"),
        AUDIT_CHECKPOINT_LINES: "2",
      };
      const program = launchCastellan(folder, settings);
      programs.push(program);
      const url = `http://localhost:${PORT}`;
      await program.waitFor(() => program.output.includes(`Castellan is ready: ${url}`) || undefined);
      return { url, program };
    });
    await Promise.all(programs.map((program) => program.stop("SIGKILL")));
  },
});

async function changeRule(context: BrowserContext, page: Page, url: string, minutes: string) {
  await addSession(context, url, emails.admin);
  await page.goto(`${url}/settings?tab=rules`);
  await page.getByRole("spinbutton", { name: /^Idle sign-out/ }).fill(minutes);
  await page.getByRole("button", { name: "Save rules" }).click();
  await expect(page.getByRole("status")).toHaveText("Settings saved");
}

/** An open page would keep requesting from a server that is gone. */
async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
}

test("the log shows the session of a change and sends checkpoints", async ({
  page,
  context,
  folder,
  serve,
}) => {
  const first = await serve();
  await changeRule(context, page, first.url, "45");
  await page.goto(`${first.url}/activity`);
  await expect(page.getByRole("note").filter({ hasText: "can’t be verified" })).toHaveCount(0);
  await page
    .getByRole("row", { name: /changed the settings/ })
    .getByRole("button", { name: "Details" })
    .click();
  const dialog = page.getByRole("dialog", { name: "Changed settings" });
  await expect(dialog).toContainText("Signed in with");
  await expect(dialog).toContainText(/Sandbox · (127\.0\.0\.1|::1)/);
  await expect(dialog.getByRole("button", { name: "Copy Session ID" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${first.url}/settings?tab=log`);
  await expect(page.getByText("From the first line")).toBeVisible();
  await expect(page.getByText("Embedded database, owned by this server")).toBeVisible();
  await expect(page.getByText(join(folder, "checkpoints.jsonl"))).toBeVisible();
  await expect(page.getByText(/^Line \d+ was sent/)).toBeVisible();
  await expectAccessible(page);
  await leave(page);
});

test("the log keeps warning about lines that a new key can't verify", { tag: "@long" }, async ({
  page,
  context,
  folder,
  serve,
}) => {
  const first = await serve();
  await changeRule(context, page, first.url, "45");
  await page.goto(`${first.url}/settings?tab=log`);
  await expect(page.getByText(/^Line \d+ was sent/)).toBeVisible();
  await leave(page);
  await first.program.stop();
  expect(await first.program.exitCode).toBe(0);
  const sent = (await readFile(join(folder, "checkpoints.jsonl"), "utf8")).trim().split("\n");
  const { seq } = JSON.parse(sent.at(-1) ?? "");
  await rm(join(folder, "data", "nextauth-secret"));

  const second = await serve();
  await changeRule(context, page, second.url, "50");
  const note = page
    .getByRole("note")
    .filter({ hasText: `The log can’t be verified before line ${seq + 1}.` });
  await page.goto(`${second.url}/activity`);
  await expect(note).toContainText("The lines before it were written with another key.");
  await expect(
    page.getByRole("row", { name: /found lines of the log that can’t be verified/ }),
  ).toBeVisible();
  await note.getByRole("link", { name: "About the log" }).click();
  await expect(page.getByText(`From line ${seq + 1}`)).toBeVisible();
  await leave(page);
  await second.program.stop();

  const third = await serve();
  expect(third.program.output).toContain(`the audit log is unproven before line ${seq + 1}`);
  await addSession(context, third.url, emails.admin);
  await page.goto(`${third.url}/activity`);
  await expect(note).toBeVisible();
  await leave(page);
});
