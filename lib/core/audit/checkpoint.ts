import "server-only";
import { z } from "zod";
import { storeOwner } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { env } from "@/lib/core/env/env";
import { type AuditKey, isSignedBy } from "./key";
import { toCanonicalJson } from "./record";

const checkpoint = z.object({
  type: z.literal("castellan.checkpoint"),
  version: z.literal(1),
  log: z.string(),
  seq: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  provenFrom: z.number().int(),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
/** A signed statement, kept outside the database, that the log reached this line at this time. */
export type Checkpoint = z.infer<typeof checkpoint>;

type Place = Pick<Checkpoint, "log" | "seq" | "hash" | "provenFrom">;

export function signCheckpoint(place: Place, key: AuditKey): Checkpoint {
  const unsigned = {
    type: "castellan.checkpoint" as const,
    version: 1 as const,
    ...place,
    at: new Date().toISOString(),
    keyId: key.id,
    publicKey: key.publicKey,
  };
  return { ...unsigned, signature: key.sign(toSignedText(unsigned)) };
}

/** Null if the line isn't a checkpoint or isn't signed by its key. */
export function readCheckpoint(line: string): Checkpoint | null {
  try {
    const { signature, ...unsigned } = checkpoint.parse(JSON.parse(line));
    if (!isSignedBy(unsigned.publicKey, toSignedText(unsigned), signature)) return null;
    return { ...unsigned, signature };
  } catch {
    return null;
  }
}

function toSignedText(unsigned: Omit<Checkpoint, "signature">): string {
  return `castellan.checkpoint\n${toCanonicalJson(unsigned)}`;
}

const sandboxName = "sandbox ";

export async function getLogName(): Promise<string> {
  const db = await database();
  const { kind, organizationId, since } = storeOwner;
  const [owner] = await db.select({ kind, organizationId, since }).from(storeOwner).limit(1);
  if (owner?.kind === "sandbox" && env.isSandbox) return `${sandboxName}${owner.since.toISOString()}`;
  return owner?.organizationId ?? "unknown";
}

/**
 * Whether the log of this name must hold what a checkpoint of its key is of. The database says the name, so that it
 * proves nothing: another one would hide a log that was put back. Only a sandbox that was reset begins a new log.
 */
export function isOfLog({ log }: Pick<Checkpoint, "log">, name: string): boolean {
  return name.startsWith(sandboxName) ? log === name : !log.startsWith(sandboxName);
}
