import "server-only";
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { deriveKey } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { processPromise } from "@/lib/process-singleton";

/**
 * Whoever holds the key can vouch for lines; its Ed25519 half lets anyone verify what leaves this server. `publicKey`
 * is base64 of the DER form, the body of a PEM file; `id` is the start of its SHA-256.
 */
export type AuditKey = {
  id: string;
  publicKey: string;
  mac: (text: string) => string;
  sign: (text: string) => string;
};

/** The DER prefix of a 32-byte Ed25519 private key (RFC 8410). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

let kept: { material: Buffer; key: AuditKey } | undefined;

/** The bytes of `AUDIT_KEY_FILE`, else a key derived from the server's secret. */
export async function getAuditKey(): Promise<AuditKey> {
  const { AUDIT_KEY_FILE: path } = env;
  const material = path
    ? await processPromise(`audit-key:${path}`, () => readFile(path))
    : await deriveKey("audit");
  // Deriving takes a millisecond, too long for every line; the secret may change while we run.
  if (!kept?.material.equals(material)) kept = { material, key: toAuditKey(material) };
  return kept.key;
}

export function toAuditKey(material: Buffer): AuditKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", material, "", purpose, 32));
  const macKey = derive("castellan.audit.mac");
  const seed = derive("castellan.audit.sign");
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    id: toKeyId(der),
    publicKey: der.toString("base64"),
    mac: (text) => createHmac("sha256", macKey).update(text).digest("hex"),
    sign: (text) => sign(null, Buffer.from(text), key).toString("base64"),
  };
}

/** Whether the private half of `publicKey` signed this text. An invalid key has signed nothing. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return (
      key.asymmetricKeyType === "ed25519" &&
      verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"))
    );
  } catch {
    return false;
  }
}

export function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function toKeyId(der: Buffer): string {
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}
