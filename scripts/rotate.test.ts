import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { writeEntries } from "@/lib/core/audit/test-attack";
import { verifyChain } from "@/lib/core/audit/verify";
import { claimSecrets, releaseSecrets } from "@/lib/core/auth/one-secret";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { closeDatabase, database } from "@/lib/core/db/client";
import { webhooks } from "@/lib/core/db/delivery-tables";
import { openEmbedded } from "@/lib/core/db/open-embedded";
import { storeKey } from "@/lib/core/db/store-key";
import { createStoreFolder } from "@/lib/core/db/test-folder";
import { openWebhook, sealWebhook } from "@/lib/core/delivery/webhook";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";

const newSecret = () => randomBytes(32).toString("base64url");
const [old, fresh] = [newSecret(), newSecret()];
const webhook = { url: "https://hooks.example/canary", secret: "s3cret" };
const timeout = 600_000;
let folder: string;

/** This process is the server, and the command runs beside it. */
beforeAll(async () => {
  folder = await createStoreFolder(inject("migratedPglite"));
  forget(storeKey);
  processSingleton(storeKey, () => openEmbedded(folder));
  restartWith(old);
  await claimSecrets();
  await writeEntries("user_1");
  const at = new Date();
  const row = { id: randomUUID(), name: "Chat", sealed: await sealWebhook(webhook), createdBy: "ada" };
  await (await database()).insert(webhooks).values({ ...row, createdAt: at, changedAt: at });
}, timeout);
afterAll(async () => {
  await releaseSecrets();
  await closeDatabase();
  restartWith(undefined);
  await rm(folder, { recursive: true });
});

async function rotate(secret: string, previous: string) {
  const environment = { DATA_DIR: folder, NEXTAUTH_SECRET: secret, NEXTAUTH_SECRET_PREVIOUS: previous };
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", "scripts/rotate.ts"],
    { env: { ...process.env, LOG_LEVEL: "silent", ...environment } },
  );
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text };
}

test("a rotation beside the server leaves nothing that needs the old secret", { timeout }, async () => {
  const stranger = await rotate(newSecret(), "");
  expect(stranger).toEqual({
    code: 1,
    text: "the store was last used with other secrets: give this command the variables that the server has\n",
  });
  restartWith(fresh, old);
  expect(await rotate(fresh, old)).toMatchObject({
    code: 0,
    text: expect.stringContaining("Webhooks that are encrypted with the current key: 1\n"),
  });
  restartWith(fresh);
  const [row] = await (await database()).select().from(webhooks);
  expect(await openWebhook(row?.sealed ?? "")).toEqual(webhook);
  await writeEntries("user_2");
  expect(await verifyChain()).toMatchObject({
    lines: 8,
    seal: "ours",
    break: null,
    proven: { from: 1, reason: null },
  });
});
