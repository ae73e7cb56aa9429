import "server-only";
import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import { sessionSecret } from "@/lib/core/auth/secret";
import { auditHead } from "@/lib/core/db/access-tables";
import type { Database, Transaction } from "@/lib/core/db/database";
import { type AuditKey, isEqual } from "./key";
import type { Head } from "./line";

/** The sealed newest line, and the line from which every line has a MAC of the same key. */
export type SealedHead = Head & { seal: string; keyId: string | null; provenFrom: number | null };
/**
 * Who made a seal: `ours` the current key, `old` the server's secret before there were keys, `foreign` another key,
 * `forged` no one who holds the named key.
 */
export type Standing = "ours" | "old" | "foreign" | "forged";

const only = 1;

export async function getSealedHead(db: Database | Transaction): Promise<SealedHead | null> {
  const [kept] = await db.select().from(auditHead).where(eq(auditHead.id, only));
  if (!kept) return null;
  const { id: _id, ...head } = kept;
  return head;
}

export async function judgeSeal(head: SealedHead, key: AuditKey): Promise<Standing> {
  if (isSealedWith(head, key)) return "ours";
  if (isEqual(head.seal, await toOldSeal(head))) return "old";
  return head.keyId === key.id ? "forged" : "foreign";
}

export function isSealedWith(head: SealedHead, key: AuditKey): boolean {
  return head.keyId === key.id && isEqual(head.seal, toSeal(head, key));
}

/** The former key that made this seal. */
export function findFormer(head: SealedHead, former: readonly AuditKey[]): AuditKey | undefined {
  return former.find((key) => isSealedWith(head, key));
}

export async function sealHead(tx: Transaction, end: Head & { provenFrom: number }, key: AuditKey) {
  const { seq, hash, provenFrom } = end;
  const head = { seq, hash, provenFrom, keyId: key.id, seal: toSeal(end, key) };
  await tx
    .insert(auditHead)
    .values({ id: only, ...head })
    .onConflictDoUpdate({ target: auditHead.id, set: head });
}

function toSeal({ seq, hash, provenFrom }: Head & { provenFrom: number | null }, key: AuditKey): string {
  return key.mac(`castellan.audit.head\n${seq}\n${hash}\n${provenFrom}`);
}

async function toOldSeal({ seq, hash }: Head): Promise<string> {
  const hmac = createHmac("sha256", await sessionSecret());
  return hmac.update(`castellan.audit\n${seq}\n${hash}`).digest("hex");
}
