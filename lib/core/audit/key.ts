import "server-only";
import { createHmac, createPublicKey, hkdfSync, sign, timingSafeEqual, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { toSigningKey } from "@/lib/core/auth/audit-key-id";
import { listKeys } from "@/lib/core/auth/rotation";
import { env } from "@/lib/core/env/env";
import { processPromise } from "@/lib/core/process/process-singleton";

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

const mostKept = 4;
let kept: { material: Buffer; key: AuditKey }[] = [];

/** The key that lines are written with, and those before a rotation, which older lines were written with. */
export type AuditKeys = { key: AuditKey; former: AuditKey[] };

/** The bytes of `AUDIT_KEY_FILE`, else keys derived from the server's secrets. */
export async function getAuditKeys(): Promise<AuditKeys> {
  const { AUDIT_KEY_FILE: path } = env;
  if (path)
    return { key: toKnownKey(await processPromise(`audit-key:${path}`, () => readFile(path))), former: [] };
  const [newest, ...older] = await listKeys("audit");
  return { key: toKnownKey(newest), former: older.map(toKnownKey) };
}

export async function getAuditKey(): Promise<AuditKey> {
  return (await getAuditKeys()).key;
}

/** Deriving takes a millisecond, too long for every line; the secret may change while we run. */
function toKnownKey(material: Buffer): AuditKey {
  const known = kept.find((each) => each.material.equals(material));
  if (known) return known.key;
  const key = toAuditKey(material);
  kept = [{ material, key }, ...kept].slice(0, mostKept);
  return key;
}

export function toAuditKey(material: Buffer): AuditKey {
  const macKey = Buffer.from(hkdfSync("sha256", material, "", "castellan.audit.mac", 32));
  const { key, der, id } = toSigningKey(material);
  return {
    id,
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
