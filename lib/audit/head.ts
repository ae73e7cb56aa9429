import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { sessionSecret } from "@/lib/auth/secret";
import { auditHead } from "@/lib/db/access-tables";
import type { Database, Transaction } from "@/lib/db/client";

/** The end of the log: the number and the hash of its newest line. */
export type Head = { seq: number; hash: string };
/** `foreign` is a seal that this server's secret did not make: forged, or made before the secret was changed. */
export type Sealed = Head & { isOurs: boolean };

const only = 1;

/** The end of the log as it was sealed last: whoever holds the database alone cannot make a seal. */
export async function getSealedHead(db: Database | Transaction): Promise<Sealed | null> {
  const [kept] = await db.select().from(auditHead).where(eq(auditHead.id, only));
  if (!kept) return null;
  const { seq, hash, seal } = kept;
  return { seq, hash, isOurs: isEqual(seal, await toSeal({ seq, hash })) };
}

export async function sealHead(tx: Transaction, { seq, hash }: Head): Promise<void> {
  const head = { seq, hash, seal: await toSeal({ seq, hash }) };
  await tx
    .insert(auditHead)
    .values({ id: only, ...head })
    .onConflictDoUpdate({ target: auditHead.id, set: head });
}

async function toSeal({ seq, hash }: Head): Promise<string> {
  const hmac = createHmac("sha256", await sessionSecret());
  return hmac.update(`castellan.audit\n${seq}\n${hash}`).digest("hex");
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
