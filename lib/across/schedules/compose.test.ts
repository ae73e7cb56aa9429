import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findDelivery } from "@/lib/core/delivery/outbox-store";
import { closeReceivers, receiveMail } from "@/lib/core/delivery/test-receivers";
import { sendDue } from "@/lib/core/delivery/worker";
import { env } from "@/lib/core/env/env";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { changePause } from "./actions";
import { deliverySources } from "./all-sources";
import { composeScheduled } from "./compose";
import { sendScheduledNow } from "./send-now";
import { expandSchedules } from "./store";

const id = "00000000-0000-4000-8000-000000000001";
const finance = "bob@northwind.example";
const lead = "lee@northwind.example";
const now = new Date("2026-11-02T08:00:05Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  await resetDatabase();
  env.MAIL_FROM = "castellan@northwind.example";
  await addMember("bob", "billing");
  await addMember("lee", "user");
  await addMembership("lee", "w1", "workspace_admin");
  await markRead(["cost", "usage", "claude-code"]);
  const db = await database();
  const seen = {
    isDefault: false,
    tags: { cost_center: "4410" },
    firstSeenAt: new Date(0),
    seenAt: new Date(0),
    raw: {},
  };
  await db
    .insert(workspaces)
    .values([
      { id: "w1", name: "<b>Shop</b>\u202e", ...seen },
      { id: "w2", name: "Night Lab", ...seen },
    ])
    .onConflictDoNothing();
  await db.update(workspaces).set({ name: "<b>Shop</b>\u202e" }).where(eq(workspaces.id, "w1"));
  const day = (on: string, cents: string) =>
    replaceDay(
      "cost",
      on,
      [costRow({ workspaceId: "w1", cents }), costRow({ workspaceId: "w2", cents: "100.4" })],
      new Date(),
    );
  await day("2026-10-05", "1000.3");
  await day("2026-10-06", "2000.3");
  await day("2026-09-05", "800");
});
afterEach(() => {
  closeReceivers();
  env.SMTP_URL = undefined;
  env.MAIL_FROM = undefined;
});

async function schedule(more: Partial<typeof schedules.$inferInsert> = {}): Promise<void> {
  const db = await database();
  await db.insert(schedules).values({
    id,
    owner: finance,
    name: "Cost\r\nBcc: eve@evil.example",
    report: "cost",
    query: "range=last_month&compare=last_month",
    cadence: "monthly",
    day: 2,
    hour: 8,
    locale: "en",
    recipients: [{ channel: "address", id: "cfo@books.example" }],
    nextAt: new Date("2026-11-02T08:00:00Z"),
    createdAt: now,
    changedAt: now,
    ...more,
  });
}

async function compose() {
  await expandSchedules(now);
  const [row] = await (await database()).select().from(deliveries);
  const delivery = await findDelivery(row?.id ?? "");
  if (!delivery) throw new Error("nothing was stored");
  return composeScheduled(delivery);
}

function never(): never {
  throw new Error("nothing was stored");
}

async function composeMail() {
  const composed = await compose();
  if ("stopped" in composed) throw new Error(composed.stopped);
  return composed;
}

describe("a scheduled report", () => {
  test("a scheduled report is stored once per occasion, by however many servers, and after an outage once", async () => {
    await schedule();
    await Promise.all([expandSchedules(now), expandSchedules(now)]);
    await expandSchedules(later(5));
    const db = await database();
    expect(await db.select().from(deliveries)).toMatchObject([{ occasion: "2026-11-02T08:00:00.000Z" }]);
    await expandSchedules(later(60 * 24 * 100));
    expect(await db.$count(deliveries)).toBe(2);
    await db.update(schedules).set({ isPaused: true });
    await expandSchedules(later(60 * 24 * 200));
    expect(await db.$count(deliveries)).toBe(2);
  });

  test("arrives as a mail with both parts, a picture, and the file", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    await schedule();
    await sendDue(deliverySources, now);
    await sendDue(deliverySources, later(1));
    expect(received).toHaveLength(1);
    const text = received[0]?.text ?? "";
    expect(text.split("\r\n\r\n")[0]).not.toMatch(/^bcc:/im);
    for (const part of ["text/plain", "text/html", "image/png", "text/csv"]) expect(text).toContain(part);
    expect(text).toContain("castellan-cost-2026-10-01-2026-10-31.csv");
  });

  test("a scheduled report says first what people want, then a table that adds up, with days instead of a range", async () => {
    await schedule();
    const { mail, post } = await composeMail();
    expect(mail.subject).toBe("Cost Bcc: eve@evil.example: Oct 1 – Oct 31, 2026");
    const lines = mail.text.split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "$32.01 from Oct 1 – Oct 31, 2026.",
      "",
      "October is $23.01 above September: +$0.30 for one more day, +$22.71 for the rest (+244.1% per day).",
      "",
      expect.stringMatching(
        /^Oct 5 – Oct 6 more than accounts for the rest, led by <b>Shop<\/b> \+\$29\.47\.$/,
      ),
    ]);
    expect(mail.html).toContain(
      "Oct 5 – Oct 6 more than accounts for the rest, led by &lt;b&gt;Shop&lt;/b&gt; +$29.47.",
    );
    expect(mail.text).toMatch(/<b>Shop<\/b> +\$30\.00\nNight Lab +\$2\.01\nTotal +\$32\.01/);
    expect(mail.text).toContain("/cost?compare=last_month&from=2026-10-01&to=2026-10-31");
    expect(mail.text).toContain("Billed: What the API charges for each workspace");
    expect(mail.text).toContain("because bob (bob@northwind.example) scheduled it");
    expect(mail.html).toContain("<bdi>&lt;b&gt;Shop&lt;/b&gt;</bdi>");
    expect(mail.html).not.toContain("\u202e");
    const csv = mail.attachments?.find(({ contentType }) => contentType.startsWith("text/csv"));
    expect(csv?.content.toString()).toContain("2026-10-06,");
    expect(JSON.stringify(post)).toContain("&lt;b&gt;Shop&lt;/b&gt;");
    expect(JSON.stringify(post)).toContain(
      "October is $23.01 above September: +$0.30 for one more day, +$22.71 for the rest (+244.1% per day).",
    );
  });

  test.each([
    ["usage", /^[\d,]+ tokens from /, "/usage?"],
    ["claude-code", /^0 people used Claude Code in 0 sessions from /, "/claude-code?"],
    ["statement", /^\$32\.01 in October 2026, for 1 cost center\./, "/cost/chargeback?month=2026-10"],
    [
      "changes",
      /^\$32\.01 from Oct 1 – Oct 31, 2026\.\n/,
      "/cost/changes?from=2026-10-01&to=2026-10-31&beforeFrom=",
    ],
  ])("a scheduled report can be the report of %s", async (report, sentence, path) => {
    await replaceDay("usage", "2026-10-05", [usageRow({ workspaceId: "w1" })], new Date());
    await schedule({ report, query: report === "statement" ? "month=2026-10" : "range=last_month" });
    const { mail } = await composeMail();
    expect(mail.text).toMatch(sentence);
    expect(mail.text).toContain(path);
    expect(mail.attachments?.some(({ filename }) => filename.endsWith(".csv"))).toBe(true);
  });

  test("a scheduled report says only how much it changed, if it is about a part, or days are missing", async () => {
    await schedule({ query: "range=last_month&compare=last_month&workspace=w1" });
    const { mail } = await composeMail();
    expect(mail.text.split("\n").slice(0, 3)).toEqual([
      "$30.01 from Oct 1 – Oct 31, 2026. That’s $22.01 more than Sep 1 – Sep 30, 2026. Per day, that’s +263%: 31 days compared with 30.",
      "",
      expect.stringContaining("Workspace"),
    ]);
  });

  test("a scheduled report of a statement says what changed since the month before", async () => {
    await schedule({ report: "statement", query: "" });
    const { mail } = await composeMail();
    expect(mail.text).toContain(
      "October is $23.01 above September: +$0.30 for one more day, +$22.71 for the rest (+244.1% per day).",
    );
  });

  test("a scheduled report of what changed is of its owner's workspaces, and says when it is narrowed to one", async () => {
    const query = "range=last_month&compare=previous";
    await schedule({ report: "changes", query, owner: lead });
    const { mail, post } = await composeMail();
    expect(mail.text).toContain("is $22.01 above");
    expect(mail.text).toMatch(
      /<b>Shop<\/b> +\$8\.00 +\$30\.01 +\+\$22\.01\nTotal +\$8\.00 +\$30\.01 +\+\$22\.01/,
    );
    expect(mail.text).not.toContain("Night Lab");
    expect(JSON.stringify(post)).toContain("is $22.01 above");
    const csv = mail.attachments?.find(({ contentType }) => contentType.startsWith("text/csv"));
    expect(csv?.filename).toBe("castellan-changes-2026-10-01-2026-10-31.csv");
    expect(csv?.content.toString()).not.toContain("Night Lab");
    const db = await database();
    await db.update(schedules).set({ query: `${query}&workspace=w1&by=model`, owner: finance });
    const [row] = await db.select().from(deliveries);
    const composed = await composeScheduled((await findDelivery(row?.id ?? "")) ?? never());
    expect(JSON.stringify(composed)).toContain("Only the workspace <b>Shop</b> is compared.");
  });

  test("a scheduled report is in the language it was scheduled in", async () => {
    await schedule({ locale: "de" });
    const { mail } = await composeMail();
    expect(mail.text).toMatch(/^32,01\s\$ im Zeitraum 1\. Okt\. – 31\. Okt\. 2026\.\n/);
    expect(mail.text).toMatch(
      /Oktober liegt 23,01\s\$ über September: \+0,30\s\$ für einen Tag mehr, \+22,71\s\$ für den Rest \(\+244,1\s% je Tag\)\./,
    );
    expect(mail.html).toContain('<html lang="de">');
  });
});

describe("what a scheduled report may show", () => {
  test("what a scheduled report may show is what its owner may see when it is sent: a lead's own workspaces", async () => {
    await schedule({ owner: lead });
    const { mail } = await composeMail();
    expect(mail.text).toMatch(/^\$30\.01 from /);
    expect(mail.text).not.toContain("Night Lab");
    expect(mail.text).toContain("only the workspaces that lee leads");
    const csv = mail.attachments?.find(({ contentType }) => contentType.startsWith("text/csv"));
    expect(csv?.content.toString()).not.toContain("Night Lab");
  });

  test.each([
    ["has left", { goneAt: now }, "owner_gone"],
    ["lost the role", { role: "developer" }, "owner_may_not"],
  ])(
    "what a scheduled report may show is nothing once its owner %s, and the reason is kept",
    async (_, changed, reason) => {
      const { url, received } = await receiveMail();
      env.SMTP_URL = url;
      await schedule();
      const db = await database();
      await db.update(members).set(changed).where(eq(members.email, finance));
      await sendDue(deliverySources, now);
      expect(received).toEqual([]);
      expect(await db.select().from(deliveries)).toMatchObject([{ state: "stopped", errorCode: reason }]);
    },
  );

  test.each([
    ["sign-in method is no longer accepted", { method: "okta" }],
    ["provider is another one by now", { method: "sandbox", providerAddress: "https://earlier.example" }],
  ])(
    "what a scheduled report may show is nothing once its owner's %s, until they save it again",
    async (_, change) => {
      const { url, received } = await receiveMail();
      env.SMTP_URL = url;
      await schedule(change);
      await sendDue(deliverySources, now);
      const db = await database();
      expect(received).toEqual([]);
      expect(await db.select().from(deliveries)).toMatchObject([
        { state: "stopped", errorCode: "owner_sign_in" },
      ]);
      const pause = (isPaused: boolean, as: string) =>
        inRequest({ as }, () => changePause({ scheduleId: id, isPaused }));
      const { method, providerAddress } = schedules;
      const readSignIn = async () => (await db.select({ method, providerAddress }).from(schedules))[0];
      await addMember("ada", "admin");
      expect((await pause(true, "ada@northwind.example")).serverError).toBeUndefined();
      expect(await readSignIn()).toMatchObject(change);
      expect((await pause(false, finance)).serverError).toBeUndefined();
      expect(await readSignIn()).toEqual({ method: "sandbox", providerAddress: null });
    },
  );

  test("what a scheduled report may show is sent for schedules from before sign-in methods were kept", async () => {
    await schedule({ method: null });
    expect(await compose()).not.toHaveProperty("stopped");
  });

  test.each([
    ["its recipient was removed", { recipients: [] }, "recipient_removed"],
    ["it was paused", { isPaused: true }, "schedule_paused"],
  ])(
    "what a scheduled report may show is nothing once %s while a message waits",
    async (_, changed, reason) => {
      const { url, received } = await receiveMail();
      await schedule();
      await sendDue(deliverySources, now);
      const db = await database();
      expect(await db.select().from(deliveries)).toMatchObject([{ state: "waiting" }]);
      await db.update(schedules).set(changed);
      env.SMTP_URL = url;
      await sendDue(deliverySources, later(1));
      expect(received).toEqual([]);
      expect(await db.select().from(deliveries)).toMatchObject([{ state: "stopped", errorCode: reason }]);
    },
  );

  test("what a scheduled report may show is sent during a pause to whom someone sends it right away", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    const recipients = [{ channel: "address" as const, id: "cfo@books.example" }];
    await schedule({ isPaused: true, recipients });
    expect(await sendScheduledNow({ id, recipients }, "an entry")).toMatchObject([{ state: "sent" }]);
    expect(received).toHaveLength(1);
  });

  test("narrows when finance becomes a lead, and widens with no grant that is over", async () => {
    await schedule({ owner: lead });
    const db = await database();
    const expired = { persona: "finance", createdBy: "x", createdAt: now, expiresAt: new Date(0) };
    await db.insert(grants).values({ email: lead, ...expired });
    const { mail } = await composeMail();
    expect(mail.text).not.toContain("Night Lab");
  });
});
