import "server-only";
import { createHash, createPrivateKey, createPublicKey, hkdfSync } from "node:crypto";

/** The DER prefix of a 32-byte Ed25519 private key (RFC 8410). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The Ed25519 half of an audit key, its public part in DER form, and the ID that lines name it by. */
export function toSigningKey(material: Buffer) {
  const seed = Buffer.from(hkdfSync("sha256", material, "", "castellan.audit.sign", 32));
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const der = createPublicKey(key).export({ format: "der", type: "spki" });
  return { key, der, id: createHash("sha256").update(der).digest("hex").slice(0, 16) };
}
