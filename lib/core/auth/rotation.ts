import "server-only";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { listClaims } from "@/lib/core/db/secret-claim";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { env } from "@/lib/core/env/env";
import { forget, processPromise } from "@/lib/core/process/process-singleton";
import { toSigningKey } from "./audit-key-id";
import { deriveKeyFrom, listSecrets, type Purpose, sessionSecret } from "./secret";

/** All that a server's keys are derived from, apart from `AUDIT_KEY_FILE`. */
export type Secrets = { secret: string; envelopeKey: string | undefined };
/** `mark` is the start of the fingerprint, by which servers recognize each other. */
export type Known = Secrets & { fingerprint: string; mark: number };

const writtenKey = "written-secrets";

/** Our own, then those that a server which hasn't been restarted since the rotation may have. */
export async function listKnown(): Promise<[Known, ...Known[]]> {
  const { ENVELOPE_KEY: own, ENVELOPE_KEY_PREVIOUS: previous } = env;
  const envelopeKeys = previous && previous !== own ? [own, previous] : [own];
  const all = (await listSecrets()).flatMap((secret) =>
    envelopeKeys.map((envelopeKey) => ({ secret, envelopeKey })),
  );
  const [first, ...others] = await Promise.all(all.map(toKnown));
  if (!first) throw new Error("there is always a secret"); // `listSecrets` is never empty.
  return [first, ...others];
}

/**
 * What this process writes with: its own secrets, or, while a server runs that knows only the previous ones, those.
 * So whatever one server writes, all can read.
 */
export async function getWritten(): Promise<Secrets> {
  if (!isRotating()) return { secret: await sessionSecret(), envelopeKey: env.ENVELOPE_KEY };
  return findWritten();
}

/** True while a server runs that knows only the previous secrets. An old server can't start beside new ones. */
export async function isBesideOld(): Promise<boolean> {
  if (!isRotating()) return false;
  const [[own], written] = [await listKnown(), await findWritten()];
  if (written.fingerprint === own.fingerprint) return false;
  forgetWritten(); // The next caller asks again.
  return true;
}

export function forgetWritten(): void {
  forget(writtenKey);
}

function isRotating(): boolean {
  const { NEXTAUTH_SECRET_PREVIOUS, ENVELOPE_KEY_PREVIOUS } = env;
  return Boolean(getSessionUrl() && (NEXTAUTH_SECRET_PREVIOUS || ENVELOPE_KEY_PREVIOUS));
}

/** Asks through a connection of its own, because callers may hold one of the pool, and a lock. */
function findWritten(): Promise<Known> {
  return processPromise(writtenKey, async () => {
    const [own, ...others] = await listKnown();
    const marks = await listClaims(getSessionUrl() ?? "");
    return others.find(({ mark }) => marks.includes(mark)) ?? own;
  });
}

/** The key to write with. Keys of different purposes reveal nothing about each other or the secret. */
export async function deriveKey(purpose: Purpose): Promise<Buffer> {
  return deriveKeyFrom((await getWritten()).secret, purpose);
}

/** The key to write with, then the others to read with. */
export async function listKeys(purpose: Purpose): Promise<[Buffer, ...Buffer[]]> {
  const [written, ...others] = await listReadable();
  const derive = (secret: string) => deriveKeyFrom(secret, purpose);
  return [derive(written), ...others.map(derive)];
}

/** The secret that this process writes with, then the others that it reads with. */
export async function listReadable(): Promise<[string, ...string[]]> {
  const { secret: written } = await getWritten();
  return [written, ...(await listSecrets()).filter((secret) => secret !== written)];
}

async function toKnown(secrets: Secrets): Promise<Known> {
  const { AUDIT_KEY_FILE: path } = env;
  const material = path ? await readFile(path) : deriveKeyFrom(secrets.secret, "audit");
  const fingerprint = createHmac("sha256", deriveKeyFrom(secrets.secret, "fingerprint"))
    .update(JSON.stringify([toSigningKey(material).id, secrets.envelopeKey]))
    .digest("hex");
  return { ...secrets, fingerprint, mark: Number.parseInt(fingerprint.slice(0, 8), 16) >>> 1 };
}
