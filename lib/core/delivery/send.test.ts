import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { saveOwner } from "@/lib/core/auth/owner";
import { addMember } from "@/lib/core/auth/test-directory";
import { database } from "@/lib/core/db/client";
import { deliveries, webhooks } from "@/lib/core/db/delivery-tables";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { type Composed, toHeaderText } from "./message";
import { enqueue, findDelivery, listDue, pruneDeliveries, settleDelivery } from "./outbox-store";
import { postWebhook, sign } from "./post";
import { isPublicAddress } from "./public-address";
import type { Recipient } from "./schema";
import { attempt, sendNow } from "./send";
import { sendMail } from "./smtp";
import { closeReceivers, receiveMail, receivePosts } from "./test-receivers";
import { readUnsubscribeToken } from "./unsubscribe";
import { changeSubscription } from "./unsubscribe-store";
import { sealWebhook } from "./webhook";
import { sendDue } from "./worker";

const now = new Date("2026-11-24T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const secret = "canary-signing-secret";
const webhookId = "00000000-0000-4000-8000-000000000001";
const hook: Recipient = { channel: "webhook", id: webhookId };
const cfo: Recipient = { channel: "address", id: "cfo@books.example" };

beforeEach(async () => {
  await resetDatabase();
  env.WEBHOOK_ALLOW_PRIVATE = true;
  env.MAIL_FROM = "Castellan <castellan@northwind.example>";
});
afterEach(() => {
  closeReceivers();
  env.isSandbox = true;
  env.SMTP_URL = undefined;
  env.MAIL_FROM = undefined;
});

const post = { text: "The month is over." };
const subject = "November\r\nBcc: eve@evil.example \u202e10$";
const mail = { subject: toHeaderText(subject), text: "Total: $10 – größer", html: "<p>Total: $10</p>" };
const sources = { budget: { compose: async (): Promise<Composed> => ({ post, mail }) } };
const send = (at = now) => sendDue(sources, at);

async function store(recipients: Recipient[], occasion = "2026-11"): Promise<string[]> {
  const about = { kind: "budget", sourceId: "b1", occasion, content: {} };
  return (await database()).transaction((tx) => enqueue(tx, about, recipients, now));
}

async function setWebhook(url: string): Promise<void> {
  const db = await database();
  const sealed = await sealWebhook({ url, secret });
  await db
    .insert(webhooks)
    .values({ id: webhookId, name: "#f", sealed, createdBy: "x", createdAt: now, changedAt: now });
}

async function readStates() {
  const rows = await (await database()).select().from(deliveries).orderBy(deliveries.recipient);
  return rows.map(({ state, attempts, errorCode, nextAttemptAt }) => ({
    state,
    attempts,
    errorCode,
    nextAttemptAt,
  }));
}

describe("a webhook", () => {
  test("a webhook gets each message once, signed", async () => {
    const { url, received } = await receivePosts(200);
    await setWebhook(url);
    await store([hook]);
    await store([hook]);
    await Promise.all([send(), send()]);
    await send(later(600));
    expect(received).toHaveLength(1);
    const [{ body, headers } = { body: "", headers: {} as Record<string, string> }] = received;
    const timestamp = String(headers["x-castellan-timestamp"]);
    expect(headers["x-castellan-signature"]).toBe(`sha256=${sign(secret, timestamp, body)}`);
    expect(JSON.parse(body)).toEqual(post);
    expect(body).not.toContain(secret);
    expect(await readStates()).toMatchObject([{ state: "sent", attempts: 1, errorCode: null }]);
  });

  test("a webhook is retried with increasing delays, and follows no redirect", async () => {
    const { url, received } = await receivePosts(302, 500, 200);
    await setWebhook(url);
    await store([hook]);
    await send();
    expect(await readStates()).toMatchObject([
      { state: "waiting", attempts: 1, errorCode: "not_accepted", nextAttemptAt: later(1) },
    ]);
    await send(later(1));
    expect(await readStates()).toMatchObject([{ attempts: 2, nextAttemptAt: later(3) }]);
    await send(later(3));
    expect(await readStates()).toMatchObject([{ state: "sent", attempts: 3, errorCode: null }]);
    expect(received).toHaveLength(3);
  });

  test("a webhook that takes a message and answers nothing never gets it again", async () => {
    const { url, received } = await receivePosts(null);
    await setWebhook(url);
    await store([hook]);
    await send();
    await send(later(600));
    expect(await readStates()).toMatchObject([{ state: "unknown", errorCode: "no_answer" }]);
    expect(received).toHaveLength(1);
  });

  test("a webhook that isn't there anymore gets nothing, and the reason is kept", async () => {
    await store([hook]);
    await send();
    expect(await readStates()).toMatchObject([{ state: "failed", errorCode: "webhook_gone" }]);
  });

  test("a webhook is given up after ten attempts", async () => {
    const { url } = await receivePosts(500);
    await setWebhook(url);
    await store([hook]);
    for (let day = 0; day < 12; day += 1) await send(later(day * 1440));
    expect(await readStates()).toMatchObject([{ state: "failed", attempts: 10, nextAttemptAt: null }]);
  });

  test("a webhook doesn't reach into private networks by address, name, or another notation", async () => {
    const { port, received } = await receivePosts(200);
    env.isSandbox = false;
    env.WEBHOOK_ALLOW_PRIVATE = false;
    for (const host of [
      "127.0.0.1",
      "localhost",
      "2130706433",
      "0x7f.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0.0.0.0",
    ])
      expect(await postWebhook({ url: `http://${host}:${port}/`, secret }, "{}"), host).toBe(
        "address_refused",
      );
    expect(await postWebhook({ url: "http://nowhere.invalid/", secret }, "{}")).toBe("unreachable");
    expect(received).toEqual([]);
    env.WEBHOOK_ALLOW_PRIVATE = true;
    expect(await postWebhook({ url: `http://localhost:${port}/`, secret }, "{}")).toBeNull();
  });

  test.each([
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "255.255.255.255",
    "224.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "ff02::1",
    "nonsense",
  ])("a webhook takes %s for a private address", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111"])(
    "takes %s for a public address",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe("a mail", () => {
  test("arrives with both parts, an ID of its own, and a way to unsubscribe", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    const [id] = await store([cfo]);
    await send();
    await send(later(600));
    expect(received).toHaveLength(1);
    const [{ from, to, text } = { from: "", to: [], text: "" }] = received;
    expect([from, to]).toEqual(["castellan@northwind.example", ["cfo@books.example"]]);
    const [head = "", ...rest] = text.split("\r\n\r\n");
    expect(head).toContain(`Message-ID: <${id}@northwind.example>`);
    expect(head).toContain("From: Castellan <castellan@northwind.example>");
    expect(head).toContain("Subject: November Bcc: eve@evil.example 10$");
    expect(head).not.toMatch(/^bcc:/im);
    expect(head).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    const body = rest.join("\r\n\r\n");
    for (const type of ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
      expect(body).toContain(type);
    expect(body).toContain("gr=C3=B6=C3=9Fer");
    const [, token = ""] = /List-Unsubscribe: <\S+?token=([^>]+)>/.exec(head) ?? [];
    expect(await readUnsubscribeToken(token)).toEqual({ kind: "budget", sourceId: "b1", recipient: cfo.id });
    expect(await readStates()).toMatchObject([{ state: "sent", attempts: 1 }]);
  });

  test("a mail waits while mail isn't set up, and webhooks work without it", async () => {
    const { url, received } = await receivePosts(200);
    await setWebhook(url);
    await store([cfo, hook]);
    await send();
    expect(received).toHaveLength(1);
    expect(await readStates()).toMatchObject([
      { state: "sent" },
      { state: "waiting", errorCode: "mail_not_set_up", nextAttemptAt: later(1) },
    ]);
  });

  test("a mail whose server accepted it and never answered may have arrived, so it is never sent again", async () => {
    const { url, received } = await receiveMail({
      onEnd: (close) => {
        close();
        return "silence";
      },
    });
    env.SMTP_URL = url;
    await store([cfo]);
    await send();
    await send(later(600));
    expect(received).toHaveLength(1);
    expect(await readStates()).toMatchObject([{ state: "unknown", errorCode: "no_answer" }]);
  });

  test("a mail that the server refuses is sent again, unless it refuses the address", async () => {
    const busy = Object.assign(new Error("try later"), { responseCode: 451 });
    const { url } = await receiveMail({ onEnd: () => busy });
    env.SMTP_URL = url;
    await store([cfo]);
    await send();
    expect(await readStates()).toMatchObject([{ state: "waiting", errorCode: "mail_refused" }]);
    const strict = await receiveMail({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error("no one"), { responseCode: 550 })),
    });
    env.SMTP_URL = strict.url;
    await send(later(1));
    expect(await readStates()).toMatchObject([{ state: "failed", errorCode: "recipient_refused" }]);
  });

  test("a mail is sent with the login of the address, and a wrong one is said", async () => {
    const { url, received } = await receiveMail({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === "s3:cr@t" ? done(null, { user: username ?? "" }) : done(new Error("wrong")),
    });
    env.SMTP_URL = url.replace("//", "//ada:wrong@");
    await store([cfo]);
    await send();
    expect(await readStates()).toMatchObject([{ state: "waiting", errorCode: "mail_login_refused" }]);
    env.SMTP_URL = url.replace("//", "//ada:s3%3Acr%40t@");
    await send(later(1));
    expect(received).toHaveLength(1);
  });

  test("a mail never leaves in the clear, except on this machine", async () => {
    env.SMTP_URL = "smtp://mail.invalid:25";
    env.isSandbox = false;
    expect(await sendMail({ ...mail, id: "a", to: cfo.id, unsubscribe: "" })).toBe("mail_unreachable");
  });

  test("a mail to someone who has left the organization is not sent", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    await addMember("bob", "billing");
    const bob: Recipient = { channel: "person", id: "bob@northwind.example" };
    await store([bob]);
    await send();
    expect(received).toHaveLength(1);
    const db = await database();
    await db.update(members).set({ goneAt: now }).where(eq(members.email, bob.id));
    await store([bob], "2026-12");
    await send();
    expect(received).toHaveLength(1);
    expect(await readStates()).toContainEqual(
      expect.objectContaining({ state: "stopped", errorCode: "recipient_gone", attempts: 0 }),
    );
  });
});

describe("a message", () => {
  test("a message of another organization than the key's is sent by no one", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    const ids = await store([cfo]);
    const other = { kind: "sandbox", organizationId: "org_other", keyFingerprint: null } as const;
    const db = await database();
    await db.transaction((tx) => saveOwner(tx, other));
    const refusal = { code: "organization_unproven" };
    await expect(send()).rejects.toMatchObject(refusal);
    await expect(sendNow(ids, sources.budget.compose)).rejects.toMatchObject(refusal);
    forget("organization-proof");
    expect(received).toEqual([]);
    expect(await readStates()).toMatchObject([{ state: "waiting", attempts: 0 }]);
  });

  test("a message leaves the sandbox for nowhere but this machine", async () => {
    env.SMTP_URL = "smtps://mail.example:465";
    await setWebhook("https://hooks.example/x");
    await store([cfo, hook]);
    await send();
    const refused = { state: "failed", errorCode: "beyond_sandbox" };
    expect(await readStates()).toMatchObject([refused, refused]);
  });

  test("a message that a server was sending when it was killed is unknown, and never sent again", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    const [id = ""] = await store([cfo]);
    const db = await database();
    const killed = { state: "sending", claimedBy: "another process", claimedAt: now, attempts: 1 };
    await db.update(deliveries).set(killed).where(eq(deliveries.id, id));
    await send(later(1));
    expect(await readStates()).toMatchObject([{ state: "sending" }]);
    await send(later(4));
    await send(later(600));
    expect(received).toEqual([]);
    expect(await readStates()).toMatchObject([{ state: "unknown", errorCode: "sender_lost" }]);
  });

  test.each([
    ["fails", () => Promise.reject(new Error("no data"))],
    ["stops", async () => ({ stopped: "schedule_gone" })],
  ])("a message that someone else sends stays theirs, even if composing it here %s", async (_, end) => {
    const ids = await store([cfo]);
    const theirs = { state: "sending", claimedBy: "another process", claimedAt: now, attempts: 1 };
    const compose = async (): Promise<Composed> => {
      const db = await database();
      await db.update(deliveries).set({ ...theirs, nextAttemptAt: null });
      return end();
    };
    expect(await sendNow(ids, compose)).toEqual([{ state: "sending", errorCode: null }]);
    expect(await (await database()).select().from(deliveries)).toMatchObject([theirs]);
  });

  test("a message is claimed at the time it is sent, not at the start of a long round", async () => {
    const { url } = await receiveMail();
    env.SMTP_URL = url;
    const [id = ""] = await store([cfo]);
    const startedAt = Date.now();
    const delivery = await findDelivery(id);
    if (delivery) await attempt(delivery, sources.budget.compose, new Date(0));
    const [row] = await (await database()).select().from(deliveries);
    expect(row?.state).toBe("sent");
    expect(row?.claimedAt?.getTime()).toBeGreaterThanOrEqual(startedAt);
  });

  test("a message that another process calls unknown is settled by the one that sends it, and by no one else", async () => {
    const { url, received } = await receiveMail({
      onEnd: () => Object.assign(new Error("try later"), { responseCode: 451 }),
    });
    env.SMTP_URL = url;
    const [id = ""] = await store([cfo]);
    await send();
    expect(received).toHaveLength(1);
    const sent = { state: "sent", errorCode: null, nextAttemptAt: null } as const;
    const db = await database();
    await db.update(deliveries).set({ state: "unknown" });
    expect(await settleDelivery(id, sent, { isClaimed: false, now })).toBe(false);
    await db.update(deliveries).set({ claimedBy: "another process" });
    expect(await settleDelivery(id, sent, { isClaimed: true, now })).toBe(false);
    expect(await readStates()).toMatchObject([{ state: "unknown" }]);
  });

  test("a message is deleted 400 days after it was settled, and stays while it waits", async () => {
    const { url } = await receiveMail();
    env.SMTP_URL = url;
    await store([cfo]);
    await send();
    await store([cfo], "2026-12");
    await pruneDeliveries(later(400 * 1440 - 1));
    expect(await readStates()).toHaveLength(2);
    await pruneDeliveries(later(400 * 1440 + 1));
    expect(await readStates()).toMatchObject([{ state: "waiting" }]);
  });

  test("a message that can't be composed is tried again, and was never sent", async () => {
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    const ids = await store([cfo]);
    const broken = async () => Promise.reject(new Error("no data"));
    expect(await sendNow(ids, broken)).toEqual([{ state: "waiting", errorCode: "not_composed" }]);
    expect(await readStates()).toMatchObject([{ attempts: 1 }]);
    expect(received).toEqual([]);
  });

  test("a message goes to no one who unsubscribed, until they subscribe again", async () => {
    const subscription = { kind: "budget", sourceId: "b1", recipient: cfo.id };
    await changeSubscription(subscription, false);
    await changeSubscription(subscription, false);
    expect(await store([cfo])).toEqual([]);
    await changeSubscription(subscription, true);
    expect(await store([cfo])).toHaveLength(1);
    const { url, received } = await receiveMail();
    env.SMTP_URL = url;
    await changeSubscription(subscription, false);
    await send();
    expect(received).toEqual([]);
    expect(await readStates()).toMatchObject([{ state: "stopped", errorCode: "unsubscribed", attempts: 0 }]);
  });

  test("a notice about security is sent before everything that waits longer", async () => {
    await store([cfo, hook]);
    const about = { kind: "notice", sourceId: "n1", occasion: "1", content: {} };
    await (await database()).transaction((tx) => enqueue(tx, about, [cfo], later(1)));
    expect(await listDue(later(2), 1)).toMatchObject([{ kind: "notice" }]);
    expect(await listDue(later(2), 3)).toHaveLength(3);
  });
});
