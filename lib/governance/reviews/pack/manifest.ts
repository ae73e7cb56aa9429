import "server-only";
import { z } from "zod";
import { type AuditKey, isSignedBy } from "@/lib/core/audit/key";
import { toCanonicalJson } from "@/lib/core/audit/record";
import { reviewKinds } from "@/lib/governance/reviews/vocabulary";

export const manifestPath = "manifest.json";
/** More files than a pack has, with room for later versions. */
const maxFiles = 20;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const statement = z.strictObject({
  type: z.literal("castellan.review_pack"),
  version: z.literal(1),
  /** Whose audit log holds the hash of the population. */
  log: z.string(),
  review: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(reviewKinds),
    startedAt: z.iso.datetime(),
    closedAt: z.iso.datetime(),
    closedBy: z.string(),
  }),
  rows: z.number().int(),
  workspaces: z.number().int(),
  exceptions: z.number().int(),
  /** What was frozen, as the audit log holds it, and what was stored when the pack was made. */
  population: z.strictObject({ frozen: hash, found: hash }),
  madeAt: z.iso.datetime(),
  /** In the order of the archive, without the manifest itself, which is last. */
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[a-z][a-z-]*\.[a-z]+$/),
        bytes: z.number().int().min(0),
        sha256: hash,
        /** The SHA-256 of the bytes as the zip packs them. */
        packedSha256: hash,
      }),
    )
    .max(maxFiles),
  keyId: z.string(),
  publicKey: z.string().regex(base64),
});
const manifest = statement.extend({ signature: z.string().regex(base64) });
export type Manifest = z.infer<typeof manifest>;
export type Unsigned = Omit<z.infer<typeof statement>, "type" | "version" | "keyId" | "publicKey">;

export function signManifest(given: Unsigned, key: AuditKey): string {
  const signed = {
    type: "castellan.review_pack" as const,
    version: 1 as const,
    ...given,
    keyId: key.id,
    publicKey: key.publicKey,
  };
  return toText(manifest.parse({ ...signed, signature: key.sign(toSignedText(signed)) }));
}

/** Null if the text isn't a manifest of this version, as it was written. */
export function readManifest(text: string): { manifest: Manifest; isSigned: boolean } | null {
  try {
    const read = manifest.parse(JSON.parse(text));
    if (toText(read) !== text) return null;
    const { signature, ...signed } = read;
    return { manifest: read, isSigned: isSignedBy(read.publicKey, toSignedText(signed), signature) };
  } catch {
    return null;
  }
}

function toText(whole: Manifest): string {
  return `${JSON.stringify(whole, null, 1)}\n`;
}

function toSignedText(signed: z.infer<typeof statement>): string {
  return `castellan.review_pack\n${toCanonicalJson(signed)}`;
}
