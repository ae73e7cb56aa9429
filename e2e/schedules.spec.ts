import type { AddressInfo } from "node:net";
import type { Page } from "playwright/test";
import { SMTPServer } from "smtp-server";
import { expectAccessible } from "./axe";
import { startCastellan } from "./castellan";
import { test as base, expect } from "./fixtures";
import { emails } from "./people";

type Mail = { to: string; source: string };
type Served = { url: string; mails: Mail[] };

// Both journeys share one server, because each would wait for its history.
base.describe.configure({ mode: "default" });

const test = base.extend<object, { served: Served }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      const mails: Mail[] = [];
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS"],
        onData(stream, session, done) {
          const pieces: Buffer[] = [];
          stream.on("data", (piece: Buffer) => pieces.push(piece));
          stream.on("end", () => {
            const to = session.envelope.rcptTo.map(({ address }) => address).join();
            mails.push({ to, source: Buffer.concat(pieces).toString() });
            done(null);
          });
        },
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const { port } = server.server.address() as AddressInfo; // Sound: it listens on a port.
      const castellan = await startCastellan({
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        MAIL_FROM: "Castellan <castellan@northwind.example>",
        HISTORY_DAYS: "62",
      });
      await use({ url: castellan.url, mails });
      await castellan.stop();
      server.close();
    },
    { scope: "worker", timeout: 600_000 },
  ],
});

test.beforeEach(({ served }) => {
  served.mails.length = 0;
});
// A page asks on, and would find no server.
test.afterEach(({ page }) => page.goto("about:blank"));

async function signInAs(page: Page, url: string, persona: string): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: persona }).click();
  await expect(page.getByRole("button", { name: /^Account: / })).toBeVisible();
}

/** Until the first sync has read it, which keeps the store busy. */
async function waitForCost(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/cost?range=7d&group=model`);
  await expect(page.getByRole("figure", { name: "Cost in US dollars over time" })).toBeVisible({
    timeout: 600_000,
  });
}

/** From the scheduled report's page, which the report's menu opens. */
async function schedule(page: Page, name: string, addresses: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Schedule a report" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("combobox", { name: "Send mail to" }).fill(addresses);
  await dialog.getByRole("button", { name: "Schedule a report" }).click();
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).press("Enter");
}

function readLink(source: string): string {
  const [, link = ""] = /List-Unsubscribe: <([^>]+)>/.exec(source) ?? [];
  return link;
}

test("finance schedules what the cost page shows, sends it, and a recipient unsubscribes", async ({
  page,
  served: { url, mails },
}) => {
  await signInAs(page, url, "Finance");
  await waitForCost(page, url);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Schedule…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Schedule a report" });
  await expect(dialog.getByText(/^As the page showed it/)).toBeVisible();
  await expectAccessible(page);
  const report = dialog.getByRole("combobox", { name: "Report", exact: true });
  await report.selectOption({ label: "Usage" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("Usage");
  await report.selectOption({ label: "Cost" });
  const field = dialog.getByRole("combobox", { name: "Send mail to" });
  await field.fill("marek");
  await expect(dialog.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await field.press("Enter");
  await dialog.getByRole("button", { name: `Remove ${emails.finance}` }).click();
  await schedule(page, "Models", "cfo@elsewhere.example");
  await expect(dialog.getByRole("alert")).toHaveText(/^Only an admin can add an address outside/);
  await field.fill("");
  await dialog.getByRole("button", { name: "Schedule a report" }).click();
  await expect(dialog.getByText(/^Enter up to 20 complete addresses/)).toBeVisible();
  await field.fill("team@northwind.example");
  await field.press("Enter");
  await expect(dialog.getByRole("button", { name: "Remove team@northwind.example" })).toBeVisible();
  await dialog.getByRole("button", { name: "Schedule a report" }).click();
  const row = page.getByRole("row").filter({ hasText: "Models" });
  await expect(row).toContainText("team@northwind.example");
  await expect(row).toContainText("Nothing sent yet");
  await expectAccessible(page);

  await choose(page, "Models", "Send now");
  await expect(page.getByText("1 of 1 messages sent")).toBeVisible();
  await expect(row.getByText("Sent", { exact: true })).toBeVisible();
  const toTeam = () => mails.filter(({ to }) => to === "team@northwind.example");
  expect(toTeam()).toHaveLength(1); // Another may be a notice to whoever signed in.
  const [{ source } = { source: "" }] = toTeam();
  expect(source).toMatch(/^Subject: =\?UTF-8\?Q\?Models=3A_/m); // Its dash is encoded.
  for (const part of ["text/plain", "text/html", "image/png", "text/csv"]) expect(source).toContain(part);

  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto(readLink(source));
  await expect(page.getByText("Stop sending this scheduled report to team@northwind.example?")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByText("team@northwind.example no longer gets these messages.")).toBeVisible();
  const again = await page.request.post(readLink(source), { form: { "List-Unsubscribe": "One-Click" } });
  expect(again.status()).toBe(200);

  await signInAs(page, url, "Finance");
  await page.goto(`${url}/schedules`);
  await expect(row).toContainText("team@northwind.example (unsubscribed)");
  await choose(page, "Models", "Send now");
  await expect(page.getByText("It has no recipients")).toBeVisible();
  expect(toTeam()).toHaveLength(1);
});

test("a lead schedules what they see, and an admin sees every schedule, pauses it, and removes it", async ({
  page,
  served: { url, mails },
}) => {
  await signInAs(page, url, "Team lead");
  await waitForCost(page, url);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: "Scheduled reports" }).press("Enter");
  await expect(page.getByText("No scheduled reports")).toBeVisible();
  await page.getByRole("button", { name: "Schedule a report" }).click();
  // What is offered is of last month.
  await expect(page.getByRole("radio", { name: "Monthly" })).toBeChecked();
  await schedule(page, "My team", "team@northwind.example");
  const row = page.getByRole("row").filter({ hasText: "My team" });
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await choose(page, "My team", "Send now");
  await expect(page.getByText("1 of 1 messages sent")).toBeVisible();
  expect(mails[0]?.source).toContain("only the");

  await signInAs(page, url, "Admin");
  await page.goto(`${url}/schedules`);
  await choose(page, "My team", "Pause");
  await expect(row).toContainText("Paused");
  await choose(page, "My team", "Change…");
  const dialog = page.getByRole("dialog", { name: "Change the scheduled report" });
  await dialog.getByRole("combobox", { name: "Send mail to" }).fill("cfo@elsewhere.example");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("cfo@elsewhere.example (outside)");
  await choose(page, "My team", "Remove…");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
});
