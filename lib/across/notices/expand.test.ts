import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeTokenFor } from "@/lib/account/access-tokens/operator";
import { addGrant, changeGrant, renewGrant } from "@/lib/account/grants/actions";
import { deliverySources } from "@/lib/across/schedules/all-sources";
import { openEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { getActor } from "@/lib/core/auth/actor";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { members } from "@/lib/core/db/directory-tables";
import { signInDevices } from "@/lib/core/db/notice-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { closeReceivers, receiveMail } from "@/lib/core/delivery/test-receivers";
import { sendDue } from "@/lib/core/delivery/worker";
import { env } from "@/lib/core/env/env";
import { noteLinkUse, noteSignIn } from "./sign-in";

const ada = "ada@northwind.example";
const bob = "bob@northwind.example";
const eve = "eve@outside.example";
const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const start = new Date("2026-11-30T12:05:00Z");

let mailbox: Awaited<ReturnType<typeof receiveMail>>["received"];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  await resetDatabase();
  const { url, received } = await receiveMail();
  mailbox = received;
  Object.assign(env, { SMTP_URL: url, MAIL_FROM: "Castellan <castellan@northwind.example>" });
  await addMember("ada", "admin");
  await addMember("bob", "user");
});
afterEach(() => {
  vi.useRealTimers();
  closeReceivers();
  Object.assign(env, { SMTP_URL: undefined, MAIL_FROM: undefined, BOOTSTRAP_ADMINS: [], isSandbox: true });
});

async function signIn(email: string, { agent = userAgent, locale = "en" as "en" | "de" } = {}) {
  const { token } = await startTestSession(email, { method: "oidc", userAgent: agent });
  await noteSignIn({ token, device: crypto.randomUUID(), locale });
}

async function send(at = new Date()): Promise<void> {
  await sendDue(deliverySources, at);
}

const grant = { email: eve, persona: "auditor" as const, note: "", expiresOn: "2026-12-31" };

/** As a mail program would show it. */
function readMails() {
  const mails = mailbox.map(({ to, text }) => {
    const [head = "", ...rest] = text.split("\r\n\r\n");
    const body = rest.join("\n\n").replaceAll("=\r\n", "");
    const unfolded = head.replace(/\r\n\s+/g, " ");
    return {
      to: to.join(),
      subject: decode(/^Subject: (.*)$/m.exec(unfolded)?.[1] ?? ""),
      body: Buffer.from(
        body.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ).toString(),
      head: unfolded,
    };
  });
  return mails.toSorted((a, b) => `${a.to} ${a.subject}`.localeCompare(`${b.to} ${b.subject}`));
}

function decode(header: string): string {
  return header
    .replace(/\?= =\?/g, "?==?")
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, text: string) =>
      decodeURIComponent(text.replaceAll("_", " ").replace(/=([0-9A-F]{2})/g, "%$1")),
    );
}

describe("a sign-in from a new device", () => {
  test("a sign-in from a new device is mailed once to the person and to every admin", async () => {
    await addMember("carl", "owner");
    await addMember("gone", "admin", { goneAt: start });
    env.BOOTSTRAP_ADMINS = [ada, "root@northwind.example"];
    await (await database()).insert(grants).values([
      { email: "Guest@outside.example", persona: "admin", createdBy: ada, createdAt: start },
      {
        email: "was@outside.example",
        persona: "admin",
        expiresAt: new Date(0),
        createdBy: ada,
        createdAt: start,
      },
      { email: eve, persona: "auditor", createdBy: ada, createdAt: start },
      {
        email: "fell@outside.example",
        persona: "admin",
        suspendedFor: "left",
        createdBy: ada,
        createdAt: start,
      },
    ]);
    await signIn(bob);
    await Promise.all([send(), send()]);
    await send();
    const subject = "New sign-in to Castellan from Firefox on Windows";
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, `${subject}: ${bob}`],
      [bob, subject],
      ["carl@northwind.example", `${subject}: ${bob}`],
      ["guest@outside.example", `${subject}: ${bob}`],
      ["root@northwind.example", `${subject}: ${bob}`],
    ]);
  });

  test("a sign-in from a new device says when, in which zone, from where, and how, and what to do", async () => {
    await signIn(bob);
    await send();
    const [toAdmin, toBob] = readMails();
    for (const text of ["Nov 30, 2026, 12:05 PM UTC", bob, "Firefox on Windows", "192.0.2.7", "oidc"]) {
      expect(toBob?.body).toContain(text);
      expect(toAdmin?.body).toContain(text);
    }
    expect(toBob?.body).toContain("sign out everywhere and revoke unknown access tokens under My access");
    expect(toBob?.body).toContain("http://localhost:3000/me");
    expect(toAdmin?.body).toContain("http://localhost:3000/settings?tab=access");
    expect(toBob?.body).toContain("text/html");
    expect(toBob?.head).not.toContain("List-Unsubscribe");
  });

  test("a sign-in from a new device of an admin is mailed to them once, as theirs", async () => {
    await signIn(ada);
    await send();
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, "New sign-in to Castellan from Firefox on Windows"],
    ]);
  });

  test("a sign-in from a new device is in the language in which each person signed in last", async () => {
    await signIn(ada, { locale: "de" });
    await send();
    await signIn(bob);
    await send();
    expect(readMails().map((mail) => mail.subject)).toEqual([
      "Neue Anmeldung bei Castellan mit Firefox unter Windows",
      `Neue Anmeldung bei Castellan mit Firefox unter Windows: ${bob}`,
      "New sign-in to Castellan from Firefox on Windows",
    ]);
    expect(readMails()[0]?.body).toContain("„Mein Zugriff“ öffnen");
  });

  test("a sign-in from a new device from a browser with a hostile name puts no address, header, or markup into the mail", async () => {
    await signIn(bob, { agent: "Go to https://evil.example/<b>now\u202e" });
    await send();
    const [, toBob] = readMails();
    expect(toBob?.subject).toBe("New sign-in to Castellan from Go to https evil example b now");
    expect(toBob?.body).not.toMatch(/evil\.example|<b>|\u202e/);
  });
});

describe("other notices", () => {
  test("other notices of a grant go to the address that gets it, even outside the directory, and to admins", async () => {
    await inRequest({ as: ada }, () => addGrant(grant));
    await inRequest({ as: ada }, () => changeGrant({ ...grant, persona: "finance" }));
    await inRequest({ as: ada }, () => renewGrant({ email: eve, expiresOn: "2027-01-31" }));
    await send();
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, `${eve} was given access to Castellan: Auditor`],
      [ada, `The access of ${eve} to Castellan was changed: Finance`],
      [ada, `The access of ${eve} to Castellan was renewed`],
      [eve, "You were given access to Castellan: Auditor"],
      [eve, "Your access to Castellan was changed: Finance"],
      [eve, "Your access to Castellan was renewed"],
    ]);
    const body = readMails()[3]?.body ?? "";
    for (const text of [ada, "Dec 31, 2026", "Auditor"]) expect(body).toContain(text);
  });

  test("other notices of a passkey go to its owner and to admins, with its name", async () => {
    await settle("passkey.add", bob, { name: "Laptop\r\nBcc: x@evil.example" });
    await send();
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, `A passkey was added in Castellan: ${bob}`],
      [bob, "A passkey for your access to Castellan was added"],
    ]);
    expect(readMails()[1]?.body).toContain("Laptop Bcc: x@evil.example");
    expect(mailbox.flatMap(({ to }) => to)).toEqual(expect.not.arrayContaining(["x@evil.example"]));
  });

  test("other notices of a token that the operator made go to its owner and to admins", async () => {
    const given = { name: "Nightly", networks: [], days: 90, persona: null, owner: bob };
    await makeTokenFor({ ...given, scopes: ["me:read"] });
    await send();
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, `An access token was made in Castellan: ${bob}`],
      [bob, "An access token was made for your access to Castellan"],
    ]);
  });

  test("other notices of the one-time link go to admins", async () => {
    await noteLinkUse((await startTestSession(null, { userAgent })).token);
    await send();
    expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
      [ada, "The one-time link to Castellan was used from Firefox on Windows"],
    ]);
  });

  test("other notices aren't sent for what failed, or for anything else", async () => {
    await inRequest({ as: bob }, () => addGrant(grant));
    await settle("session.end_own", bob, {});
    await send();
    expect(mailbox).toEqual([]);
  });
});

async function settle(action: AuditAction, email: string, after: object): Promise<void> {
  const actor = await getActor(email);
  if (!actor) throw new Error("no such person");
  const entry = await openEntry({ actor, action, targetId: "x", request: null });
  await entry.settle({ outcome: "succeeded", after });
}

test("without a mail server nothing is kept for later", async () => {
  const { SMTP_URL } = env;
  env.SMTP_URL = undefined;
  await signIn(bob);
  await send();
  env.SMTP_URL = SMTP_URL;
  await send();
  expect(await (await database()).$count(deliveries)).toBe(0);
});

test("a mail server that is down holds up nothing, and gets the mail later", async () => {
  closeReceivers();
  await signIn(bob);
  await send();
  expect(await (await database()).$count(signInDevices)).toBe(1);
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await send(new Date(start.getTime() + 120_000));
  expect(received.flatMap(({ to }) => to).toSorted()).toEqual([ada, bob]);
});

test("whoever has left, or is no longer an admin, when a mail is sent doesn't get it", async () => {
  closeReceivers();
  await signIn(bob);
  await send();
  await (await database()).update(members).set({ goneAt: start });
  await addMember("carl", "admin");
  const { url, received } = await receiveMail();
  env.SMTP_URL = url;
  await send(new Date(start.getTime() + 120_000));
  expect(received).toEqual([]);
});

test("after ten mails in an hour about one person's new devices, one counts all, once the hour is over", async () => {
  for (let count = 0; count < 9; count += 1) await signIn(bob);
  await send();
  for (let count = 0; count < 5; count += 1) await signIn(bob);
  await inRequest({ as: ada }, () => addGrant(grant));
  await send();
  const countTo = (one: string) => mailbox.filter(({ to }) => to.includes(one)).length;
  expect([countTo(ada), countTo(bob), countTo(eve)]).toEqual([11, 10, 1]);
  mailbox.length = 0;
  await send(new Date("2026-11-30T12:59:59Z"));
  expect(mailbox).toEqual([]);
  await send(new Date("2026-11-30T13:00:00Z"));
  await send(new Date("2026-11-30T13:00:15Z"));
  expect(readMails().map((mail) => [mail.to, mail.subject])).toEqual([
    [ada, "15 security events in Castellan since Nov 30, 2026, 12:00 PM UTC"],
    [bob, "14 security events in Castellan since Nov 30, 2026, 12:00 PM UTC"],
  ]);
  expect(readMails()[0]?.body).toMatch(/bob@northwind\.example: Signed in from a new device +14/);
  vi.setSystemTime("2026-11-30T13:01:00Z");
  await signIn(bob);
  await send();
  expect(countTo(bob)).toBe(2);
});

test("one person's many sign-ins hold back no mail about anyone or anything else", async () => {
  await addMember("carl", "user");
  for (let count = 0; count < 12; count += 1) await signIn(bob);
  await send();
  mailbox.length = 0;
  await signIn("carl@northwind.example");
  await settle("passkey.add", ada, { name: "Laptop" });
  await settle("passkey.add", bob, { name: "Phone" });
  await send();
  expect(readMails().flatMap((mail) => (mail.to === ada ? [mail.subject] : []))).toEqual([
    "A passkey for your access to Castellan was added",
    `A passkey was added in Castellan: ${bob}`,
    "New sign-in to Castellan from Firefox on Windows: carl@northwind.example",
  ]);
});

test("what happened long before the upgrade isn't mailed", async () => {
  await signIn(bob);
  vi.setSystemTime(start.getTime() + 3_600_000);
  await signIn(ada);
  await send();
  expect(readMails().map((mail) => mail.to)).toEqual([ada]);
});
