import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/core/env/env";
import { getWritten, type Secrets } from "./rotation";
import { deriveKeyFrom, listSecrets } from "./secret";

const algorithm = "aes-256-gcm";
const version = "v1";
const [nonceBytes, tagBytes] = [12, 16];

/** What is sealed for one purpose doesn't open for another. */
export async function seal(purpose: string, text: string): Promise<string> {
  const nonce = randomBytes(nonceBytes);
  const key = toEnvelopeKey(await getWritten());
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(toContext(purpose));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** Null if none of the keys sealed this text, or it was changed. */
export async function unseal(purpose: string, sealed: string): Promise<string | null> {
  for (const key of await listEnvelopeKeys()) {
    const text = unsealWith(key, purpose, sealed);
    if (text !== null) return text;
  }
  return null;
}

function unsealWith(key: Buffer, purpose: string, sealed: string): string | null {
  if (!sealed.startsWith(`${version}.`)) return null;
  const bytes = Buffer.from(sealed.slice(version.length + 1), "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(toContext(purpose)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}

function toContext(purpose: string): Buffer {
  return Buffer.from(`castellan.${purpose}`);
}

/** The current key, then all that an earlier configuration may have sealed with. */
export async function listEnvelopeKeys(): Promise<[Buffer, ...Buffer[]]> {
  const { ENVELOPE_KEY, ENVELOPE_KEY_PREVIOUS } = env;
  const [secret, ...older] = await listSecrets();
  const first = toEnvelopeKey({ secret, envelopeKey: ENVELOPE_KEY });
  const given = ENVELOPE_KEY_PREVIOUS ? [{ secret, envelopeKey: ENVELOPE_KEY_PREVIOUS }] : [];
  const derived = [secret, ...older].map((each) => ({ secret: each, envelopeKey: undefined }));
  return [first, ...[...given, ...derived].map(toEnvelopeKey)];
}

function toEnvelopeKey({ secret, envelopeKey }: Secrets): Buffer {
  if (!envelopeKey) return deriveKeyFrom(secret, "envelope");
  return Buffer.from(hkdfSync("sha256", envelopeKey, "", "castellan.envelope", 32));
}
