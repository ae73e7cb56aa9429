import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { deriveKey } from "./secret";

const algorithm = "aes-256-gcm";
const version = "v1";
const [nonceBytes, tagBytes] = [12, 16];

/** What is sealed for one purpose doesn't open for another. */
export async function seal(purpose: string, text: string): Promise<string> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, await envelopeKey(), nonce).setAAD(toContext(purpose));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** Null if the key has changed or the sealed text was changed. */
export async function unseal(purpose: string, sealed: string): Promise<string | null> {
  if (!sealed.startsWith(`${version}.`)) return null;
  const bytes = Buffer.from(sealed.slice(version.length + 1), "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv(algorithm, await envelopeKey(), bytes.subarray(0, nonceBytes), {
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

async function envelopeKey(): Promise<Buffer> {
  if (!env.ENVELOPE_KEY) return deriveKey("envelope");
  return Buffer.from(hkdfSync("sha256", env.ENVELOPE_KEY, "", "castellan.envelope", 32));
}
