import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { asc } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { budgetCrossings, budgets } from "@/lib/db/budget-tables";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { settings } from "@/lib/db/own-tables";
import { resetDatabase } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { replaceDay } from "@/lib/reports/test-day";
import { costRow } from "@/lib/reports/test-rows";
import { isPublicAddress } from "@/lib/settings/public-address";
import { sealWebhook } from "@/lib/settings/webhook";
import { recordCrossings } from "./crossings";
import { sendDue } from "./notifier";
import { postWebhook, sign } from "./webhook";

const now = new Date("2026-11-24T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const secret = "canary-signing-secret";
let readings = 0;
let servers: Server[] = [];

beforeEach(async () => {
  await resetDatabase();
  env.WEBHOOK_ALLOW_PRIVATE = true;
});
afterEach(() => {
  env.ENVELOPE_KEY = undefined;
  for (const server of servers) server.close();
  servers = [];
});

const spend = (day: string, cents: string) =>
  replaceDay("cost", day, [costRow({ workspaceId: "w", cents })], new Date(++readings));

async function addBudget(createdAt = "2026-11-02T00:00:00Z"): Promise<void> {
  const db = await database();
  const at = new Date(createdAt);
  const seen = new Date(0);
  await db.insert(workspaces).values({
    id: "w",
    name: "<!channel> & *co*",
    isDefault: false,
    tags: {},
    firstSeenAt: seen,
    seenAt: seen,
    raw: {},
  });
  await db.insert(budgets).values({
    id: "00000000-0000-4000-8000-000000000001",
    scope: "workspace",
    workspaceId: "w",
    cents: "1000",
    thresholds: [50, 80, 100],
    createdBy: "x",
    createdAt: at,
    changedAt: at,
  });
}

async function setWebhook(url: string): Promise<void> {
  const db = await database();
  const row = { name: "webhook", value: await sealWebhook({ url, secret }), changedBy: "x", changedAt: now };
  await db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row });
}

async function listCrossings() {
  const db = await database();
  const rows = await db
    .select()
    .from(budgetCrossings)
    .orderBy(asc(budgetCrossings.month), asc(budgetCrossings.threshold));
  return rows.map(({ month, threshold, cents, sentAt, nextAttemptAt, attempts, errorCode }) => ({
    month,
    threshold,
    cents,
    sentAt,
    nextAttemptAt,
    attempts,
    errorCode,
  }));
}

type Received = { body: string; headers: IncomingMessage["headers"] };

async function receive(...statuses: number[]): Promise<{ url: string; port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      received.push({ body: Buffer.concat(pieces).toString(), headers: request.headers });
      const status = statuses.length > 1 ? (statuses.shift() ?? 200) : (statuses[0] ?? 200);
      response.writeHead(status, status === 302 ? { location: "/again" } : {}).end("ignored");
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
  return { url: `http://127.0.0.1:${port}/hook`, port, received };
}

describe("crossings", () => {
  test("are recorded once, even after late or corrected data", async () => {
    await addBudget();
    await spend("2026-11-23", "600");
    await recordCrossings(now);
    await spend("2026-11-23", "700");
    await recordCrossings(later(5));
    await spend("2026-11-23", "10");
    await recordCrossings(later(10));
    await spend("2026-11-23", "999.999999");
    await Promise.all([recordCrossings(later(15)), recordCrossings(later(15))]);
    expect((await listCrossings()).map(({ threshold, cents }) => [threshold, cents])).toEqual([
      [50, "600"],
      [80, "999.999999"],
    ]);
    await spend("2026-11-23", "1000");
    await recordCrossings(later(20));
    expect((await listCrossings()).map(({ threshold }) => threshold)).toEqual([50, 80, 100]);
  });

  test("of the previous month count until it settles, but none from before the budget", async () => {
    await addBudget("2026-10-20T00:00:00Z");
    await spend("2026-09-30", "5000");
    await spend("2026-10-31", "5000");
    await recordCrossings(new Date("2026-11-03T00:00:00Z"));
    expect(new Set((await listCrossings()).map(({ month }) => month))).toEqual(new Set(["2026-10"]));
    await resetDatabase();
    await addBudget("2026-10-20T00:00:00Z");
    await spend("2026-10-31", "5000");
    await recordCrossings(now);
    expect(await listCrossings()).toEqual([]);
  });

  test("are never sent later if there was no webhook at the time", async () => {
    await addBudget();
    await spend("2026-11-23", "600");
    await recordCrossings(now);
    const { url, received } = await receive(200);
    await setWebhook(url);
    await sendDue(later(60));
    expect(received).toEqual([]);
  });
});

describe("the webhook", () => {
  test("gets only the highest crossing, once, signed, and in Slack's format, and no name mentions a channel", async () => {
    const { url, received } = await receive(200);
    await setWebhook(url);
    await addBudget();
    await spend("2026-11-23", "850");
    await recordCrossings(now);
    await Promise.all([sendDue(now), sendDue(now)]);
    await sendDue(later(600));
    expect(received).toHaveLength(1);
    const [{ body, headers } = { body: "", headers: {} as Received["headers"] }] = received;
    const timestamp = String(headers["x-castellan-timestamp"]);
    expect(headers["x-castellan-signature"]).toBe(`sha256=${sign(secret, timestamp, body)}`);
    const { text, metadata } = JSON.parse(body);
    expect(text).toContain("80% of the budget for &lt;!channel&gt; &amp; \u200b*co\u200b*");
    expect(text).toContain("$8.50 of $10.00");
    expect(metadata.event_payload).toMatchObject({ month: "2026-11", threshold: 80, cents: "850" });
    expect(body).not.toContain(secret);
    expect(await listCrossings()).toMatchObject([
      { threshold: 50, sentAt: null, nextAttemptAt: null },
      { threshold: 80, sentAt: now, attempts: 1 },
    ]);
  });

  test("is retried with increasing delays, and follows no redirect", async () => {
    const { url, received } = await receive(302, 500, 200);
    await setWebhook(url);
    await addBudget();
    await spend("2026-11-23", "600");
    await recordCrossings(now);
    await sendDue(now);
    expect(await listCrossings()).toMatchObject([
      { attempts: 1, errorCode: "not_accepted", nextAttemptAt: later(1) },
    ]);
    await sendDue(later(1));
    expect(await listCrossings()).toMatchObject([{ attempts: 2, nextAttemptAt: later(3) }]);
    await sendDue(later(3));
    expect(await listCrossings()).toMatchObject([{ attempts: 3, sentAt: later(3), errorCode: null }]);
    expect(received).toHaveLength(3);
  });

  test("doesn't reach into private networks by address, name, or another notation", async () => {
    const { port, received } = await receive(200);
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

  test("counts as not set if it can't be decrypted", async () => {
    const { url, received } = await receive(200);
    env.ENVELOPE_KEY = "k".repeat(32);
    await setWebhook(url);
    env.ENVELOPE_KEY = "l".repeat(32);
    await addBudget();
    await spend("2026-11-23", "600");
    await recordCrossings(now);
    await sendDue(now);
    expect(received).toEqual([]);
    expect(await listCrossings()).toMatchObject([{ threshold: 50, attempts: 0, nextAttemptAt: null }]);
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
  ])("takes %s for a private address", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111"])(
    "takes %s for a public address",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});
