import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { database } from "@/lib/core/db/client";
import { webhooks } from "@/lib/core/db/delivery-tables";
import { bulkRows } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resealWebhooks } from "./reseal-webhooks-store";
import { openWebhook, sealWebhook } from "./webhook";

const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
const webhook = { url: "https://hooks.example/canary", secret: "s3cret" };

beforeEach(resetDatabase);
afterEach(() => restartWith(undefined));

async function add(name: string, sealed: string): Promise<void> {
  const at = new Date();
  const row = { id: randomUUID(), name, sealed, createdBy: "ada", createdAt: at, changedAt: at };
  await (await database()).insert(webhooks).values(row);
}

async function open(name: string) {
  const rows = await (await database()).select().from(webhooks);
  return openWebhook(rows.find((row) => row.name === name)?.sealed ?? "");
}

test("after a rotation, webhooks are encrypted with the new secret, and what nothing opens is left alone", async () => {
  restartWith("x".repeat(32));
  await add("lost", await sealWebhook(webhook));
  restartWith(old);
  await add("kept", await sealWebhook(webhook));
  restartWith(fresh, old);
  expect(await resealWebhooks()).toEqual({ resealed: 1, unreadable: 1 });
  restartWith(fresh);
  expect([await open("kept"), await open("lost")]).toEqual([webhook, null]);
  restartWith("x".repeat(32));
  expect([await open("kept"), await open("lost")]).toEqual([null, webhook]);
});

test("a webhook that waits for an approval is encrypted with the new secret, too", async () => {
  restartWith(old);
  const input = { name: "chat", secretSealed: await sealWebhook(webhook), getsAlarms: true, locale: "en" };
  const row = { runId: randomUUID(), position: 0, targetId: randomUUID(), label: "chat", state: "queued" };
  const db = await database();
  await db.insert(bulkRows).values({ ...row, input });
  restartWith(fresh, old);
  expect(await resealWebhooks()).toEqual({ resealed: 1, unreadable: 0 });
  restartWith(fresh);
  const [kept] = await db.select().from(bulkRows);
  expect(kept?.input).toMatchObject({ name: "chat", getsAlarms: true, locale: "en" });
  expect(await openWebhook(String(kept?.input.secretSealed))).toEqual(webhook);
});
