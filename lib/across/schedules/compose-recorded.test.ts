import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEntry } from "@/lib/core/audit/entry";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members } from "@/lib/core/db/directory-tables";
import { schedules } from "@/lib/core/db/schedule-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { closeReceivers, receiveMail } from "@/lib/core/delivery/test-receivers";
import { sendDue } from "@/lib/core/delivery/worker";
import { env } from "@/lib/core/env/env";
import { markRead } from "@/lib/core/history/test-history";
import { deliverySources } from "./all-sources";

const id = "00000000-0000-4000-8000-000000000001";
const finance = "bob@northwind.example";
const now = new Date("2026-11-02T08:00:05Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

beforeEach(async () => {
  await resetDatabase();
  env.MAIL_FROM = "castellan@northwind.example";
  await addMember("bob", "billing");
  await markRead(["cost", "usage"]);
});
afterEach(() => {
  closeReceivers();
  env.SMTP_URL = undefined;
  env.MAIL_FROM = undefined;
});

async function schedule(report: string, query: string, peopleConfirmedAt: Date | null = null): Promise<void> {
  const db = await database();
  await db.insert(schedules).values({
    id,
    owner: finance,
    name: "Report",
    report,
    query,
    peopleConfirmedAt,
    cadence: "monthly",
    day: 2,
    hour: 8,
    locale: "en",
    recipients: [{ channel: "address", id: "cfo@books.example" }],
    nextAt: new Date("2026-11-02T08:00:00Z"),
    createdAt: now,
    changedAt: now,
  });
}

test("a mailed file is recorded once, however often it is tried, as its owner's download", async () => {
  await schedule("cost", "range=last_month");
  env.SMTP_URL = "smtp://127.0.0.1:1";
  await sendDue(deliverySources, now);
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await sendDue(deliverySources, later(10));
  expect(received).toHaveLength(1);
  expect(await readAuditLog()).toMatchObject([
    {
      action: "export.download",
      actorEmail: finance,
      targetId: "castellan-cost-2026-10-01-2026-10-31.csv",
      outcome: "succeeded",
      after: { scheduleId: id, recipient: "cfo@books.example" },
    },
  ]);
});

test("a record that a killed server left without an outcome gets one when the mail is tried again", async () => {
  await schedule("cost", "range=last_month");
  await sendDue(deliverySources, now);
  expect(await readAuditLog(), "without a mail server, nothing leaves").toEqual([]);
  const db = await database();
  const [waiting] = await db.select().from(deliveries);
  const actor = newActor("finance");
  await openEntry({
    entryId: waiting?.id ?? "",
    actor,
    action: "export.download",
    targetId: "castellan-cost-2026-10-01-2026-10-31.csv",
    request: null,
  });
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await sendDue(deliverySources, later(10));
  expect(received).toHaveLength(1);
  expect(await readAuditLog()).toMatchObject([{ action: "export.download", outcome: "succeeded" }]);
});

test("a file of people that nobody confirmed stops and says why", async () => {
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await schedule("usage", "range=last_month&person=ada%40northwind.example");
  await sendDue(deliverySources, now);
  expect(received).toEqual([]);
  const db = await database();
  expect(await db.select().from(deliveries)).toMatchObject([
    { state: "stopped", errorCode: "people_unconfirmed" },
  ]);
  expect(await readAuditLog()).toEqual([]);
});

test("a confirmed file of people is sent while its owner may see it, and recorded", async () => {
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await schedule("usage", "range=last_month&group=person", now);
  await sendDue(deliverySources, now);
  expect(received).toHaveLength(1);
  expect(await readAuditLog()).toMatchObject([{ action: "export.download", actorEmail: finance }]);
  const db = await database();
  await db.update(members).set({ role: "developer" }).where(eq(members.email, finance));
  await db.update(schedules).set({ nextAt: later(60) });
  await sendDue(deliverySources, later(61));
  expect(received).toHaveLength(1);
  const sent = await db.select().from(deliveries).orderBy(deliveries.createdAt);
  expect(sent).toMatchObject([{ state: "sent" }, { state: "stopped", errorCode: "owner_may_not" }]);
});
