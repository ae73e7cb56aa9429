import "server-only";
import { createHmac } from "node:crypto";
import { secretRecord } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { SecretClaim } from "@/lib/db/secret-claim";
import { getSessionUrl } from "@/lib/db/session-url";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { forget, processSingleton } from "@/lib/process-singleton";
import { deriveKey } from "./secret";

const only = 1;
const claimKey = "secret-claim";
const conflict =
  "another Castellan process uses this database with a different NEXTAUTH_SECRET, ENVELOPE_KEY, or audit key";

/**
 * At boot: servers that share a database need the same secrets, or none could read what another sealed. If no other
 * server runs, new secrets count as a rotation.
 * @throws AppError conflict
 */
export async function claimSecrets(auditKeyId: string): Promise<void> {
  const fingerprint = await toFingerprint(auditKeyId);
  const url = getSessionUrl();
  if (url) await claim(url, fingerprint);
  if (await isRotated(fingerprint))
    log.warn(
      "NEXTAUTH_SECRET, ENVELOPE_KEY, or the audit key has changed since the last start: data encrypted with the " +
        "old one, such as the webhook, cannot be read",
    );
}

export async function releaseSecrets(): Promise<void> {
  const claim = processSingleton<SecretClaim | null>(claimKey, () => null);
  forget(claimKey);
  await claim?.release();
}

async function claim(url: string, fingerprint: string): Promise<void> {
  const claim = new SecretClaim(url, Number.parseInt(fingerprint.slice(0, 8), 16) >>> 1);
  if (!(await claim.take()))
    throw new AppError(
      "conflict",
      `${conflict}. Use the same values everywhere, or stop the other processes before you change them.`,
    );
  processSingleton(claimKey, () => claim);
  claim.keep(() => {
    log.fatal(`${conflict} since this one lost its connection; stopping`);
    process.kill(process.pid, "SIGTERM");
  });
}

async function isRotated(fingerprint: string): Promise<boolean> {
  const db = await database();
  return db.transaction(async (tx) => {
    const [kept] = await tx.select({ fingerprint: secretRecord.fingerprint }).from(secretRecord);
    if (kept?.fingerprint === fingerprint) return false;
    const record = { fingerprint, since: new Date() };
    await tx
      .insert(secretRecord)
      .values({ id: only, ...record })
      .onConflictDoUpdate({ target: secretRecord.id, set: record });
    return kept !== undefined;
  });
}

/** Covers everything that must be the same in every process. */
async function toFingerprint(auditKeyId: string): Promise<string> {
  return createHmac("sha256", await deriveKey("fingerprint"))
    .update(JSON.stringify([auditKeyId, env.ENVELOPE_KEY]))
    .digest("hex");
}
