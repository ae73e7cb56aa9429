import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { deliverySources } from "@/lib/across/schedules/all-sources";
import { addMember } from "@/lib/core/auth/test-directory";
import { accessTokens } from "@/lib/core/db/access-token-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { closeReceivers, receiveMail } from "@/lib/core/delivery/test-receivers";
import { sendDue } from "@/lib/core/delivery/worker";
import { env } from "@/lib/core/env/env";

const bob = "bob@northwind.example";
const start = new Date("2026-11-30T12:05:00Z");

let mailbox: Awaited<ReturnType<typeof receiveMail>>["received"];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  await resetDatabase();
  const { url, received } = await receiveMail();
  mailbox = received;
  Object.assign(env, { SMTP_URL: url, MAIL_FROM: "Castellan <castellan@northwind.example>" });
  await addMember("bob", "user");
});
afterEach(() => {
  vi.useRealTimers();
  closeReceivers();
  Object.assign(env, { SMTP_URL: undefined, MAIL_FROM: undefined });
});

const make = (days: number) =>
  makeTokenFor({ name: "Nightly\nreport", networks: [], days, persona: null, owner: bob, scopes: ["read"] });

/** Sends what is due so many days later. */
async function sendAfter(days: number): Promise<void> {
  vi.setSystemTime(start.getTime() + days * 86_400_000);
  await sendDue(deliverySources, new Date());
}

test("the end of an access token is mailed to its owner once, seven days before", async () => {
  await make(30);
  await sendAfter(22.9);
  expect(mailbox).toEqual([]);
  await sendAfter(23);
  await sendAfter(24);
  await Promise.all([sendAfter(25), sendAfter(25)]);
  expect(mailbox).toMatchObject([{ to: [bob] }]);
  expect(mailbox[0]?.text).toContain("Subject: Your access token for Castellan ends on Dec 30, 2026");
  expect(mailbox[0]?.text).toContain("Nightly report");
});

test("the end of an access token that lives no longer than a week isn't mailed", async () => {
  await make(7);
  await sendAfter(0.1);
  await sendAfter(6);
  expect(mailbox).toEqual([]);
});

test.each([
  ["was revoked", () => database().then((db) => db.update(accessTokens).set({ revokedAt: start }))],
  [
    "belongs to somebody who left",
    () => database().then((db) => db.update(members).set({ goneAt: start }).where(eq(members.email, bob))),
  ],
])("the end of an access token isn't mailed if it %s", async (_, change) => {
  await make(30);
  await change();
  await sendAfter(24);
  expect(mailbox).toEqual([]);
});
