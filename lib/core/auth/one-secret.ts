import "server-only";
import { database } from "@/lib/core/db/client";
import { secretRecord } from "@/lib/core/db/own-tables";
import { SecretClaim } from "@/lib/core/db/secret-claim";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { forgetWritten, isBesideOld, type Known, listKnown } from "./rotation";

const only = 1;
const claimKey = "secret-claim";
const conflict =
  "another Castellan process uses this database with a different NEXTAUTH_SECRET, ENVELOPE_KEY, or audit key";

/**
 * At boot: servers that share a database need the same secrets, or, during a rotation, the previous ones, or none could
 * read what another sealed. If no other server runs, any secrets are accepted.
 * @throws AppError conflict
 */
export async function claimSecrets(): Promise<void> {
  const [own, ...older] = await listKnown();
  const url = getSessionUrl();
  if (url) await claim(url, own, older);
  const kept = await readRecord();
  if (kept && older.some(({ fingerprint }) => fingerprint === kept))
    log.info(
      "a previous secret is set: once all servers have the new one, run `npm run rotate`, then remove the previous one",
    );
  else if (await recordSecrets())
    log.warn(
      "NEXTAUTH_SECRET, ENVELOPE_KEY, or the audit key has changed since the last start: data encrypted with the " +
        "old one, such as the webhook, cannot be read",
    );
}

export async function releaseSecrets(): Promise<void> {
  const claim = processSingleton<SecretClaim | null>(claimKey, () => null);
  forget(claimKey);
  forgetWritten();
  await claim?.release();
}

async function claim(url: string, own: Known, older: Known[]): Promise<void> {
  const marks = older.map(({ mark }) => mark);
  const claim = new SecretClaim(url, own.mark, marks);
  if (!(await claim.take()))
    throw new AppError(
      "conflict",
      `${conflict}. Use the same values everywhere, give this one the others' as the previous ones, or stop the ` +
        "other processes before you change them.",
    );
  processSingleton(claimKey, () => claim);
  const stop = () => {
    log.fatal(`${conflict} since this one lost its connection; stopping`);
    process.kill(process.pid, "SIGTERM");
  };
  claim.keep(stop, isBesideOld);
}

/**
 * For commands that write: with other secrets than the servers', they would write what no server can read.
 * @throws AppError conflict
 */
export async function refuseStranger(): Promise<void> {
  const kept = await readRecord();
  const known = await listKnown();
  if (kept && !known.some(({ fingerprint }) => fingerprint === kept))
    throw new AppError(
      "conflict",
      "the store was last used with other secrets: give this command the variables that the server has",
    );
}

/** True if the store was last used with other secrets. */
export async function recordSecrets(): Promise<boolean> {
  const [{ fingerprint }] = await listKnown();
  const kept = await readRecord();
  if (kept === fingerprint) return false;
  const record = { fingerprint, since: new Date() };
  const db = await database();
  await db
    .insert(secretRecord)
    .values({ id: only, ...record })
    .onConflictDoUpdate({ target: secretRecord.id, set: record });
  return kept !== undefined;
}

async function readRecord(): Promise<string | undefined> {
  const db = await database();
  const [kept] = await db.select({ fingerprint: secretRecord.fingerprint }).from(secretRecord);
  return kept?.fingerprint;
}
