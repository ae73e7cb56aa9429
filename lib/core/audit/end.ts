import "server-only";
import { desc, eq } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { auditEndKey } from "@/lib/core/db/store-key";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { findFormer, getSealedHead, judgeSeal, type SealedHead, type Standing } from "./head";
import { type AuditKey, type AuditKeys, getAuditKeys } from "./key";
import { genesis, type Head } from "./line";
import type { DoubtReason } from "./vocabulary";

/** Why the end of the log can't be proven, and what was found; recorded in front of the next line. */
export type Doubt = { reason: DoubtReason; head: SealedHead | null; last: Head; known: Head | null };
/** What a new line follows. `provenFrom` is null if the new line is the first proven one. */
type End = Head & { provenFrom: number | null; doubt: Doubt | null; handover: Handover | null };
/** The proven end that a former key sealed. The first line with the new key vouches for it from then on. */
export type Handover = { head: SealedHead };

type Known = (Head & { keyId: string }) | null;
const kept = () => processSingleton<{ end: Known }>(auditEndKey, () => ({ end: null }));

/** Keeps the newest committed line: a log without it was rolled back, whatever its seal says. */
export function rememberEnd({ seq, hash }: Head, keyId: string): void {
  const known = kept();
  if (known.end?.keyId !== keyId || seq > known.end.seq) known.end = { seq, hash, keyId };
}

/** For tests: forgets what a restart would. */
export function forgetEnd(): void {
  forget(auditEndKey);
}

/**
 * Returns the sealed end or the end that this process knows, whatever became of it. Removed or added lines then stay
 * visible as a break, and used numbers aren't reused.
 */
export async function findEnd(tx: Transaction, keys: AuditKeys, known = kept().end): Promise<End> {
  const place = { seq: auditLog.seq, hash: auditLog.hash };
  const [last = genesis] = await tx.select(place).from(auditLog).orderBy(desc(auditLog.seq)).limit(1);
  const head = await getSealedHead(tx);
  const former = head && findFormer(head, keys.former);
  const standing = head && (former ? "ours" : await judgeSeal(head, keys.key));
  const sealed = head && isOwn(standing) ? head : last;
  const lost = (await isLost(tx, { keys, known, sealed })) ? known : null;
  const follows = lost ?? sealed;
  const reason = lost ? "rolled_back" : toReason(head, standing, last);
  return {
    seq: Math.max(follows.seq, last.seq),
    hash: follows.hash,
    provenFrom: head?.provenFrom ?? null,
    doubt: reason && { reason, head, last, known: lost },
    handover: head && former && !reason ? { head } : null,
  };
}

export async function readEnd(): Promise<End & { key: AuditKey }> {
  const { end: known } = kept();
  const keys = await getAuditKeys();
  const db = await database();
  const end = await db.transaction((tx) => findEnd(tx, keys, known), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
  return { ...end, key: keys.key };
}

function isOwn(standing: Standing | null): boolean {
  return standing === "ours" || standing === "old";
}

function toReason(head: SealedHead | null, standing: Standing | null, last: Head): DoubtReason | null {
  if (!head || standing === null) return last.seq > 0 ? "no_seal" : null;
  if (standing === "forged") return "forged_seal";
  if (standing === "foreign") return "other_key";
  if (head.hash !== last.hash || head.seq !== last.seq) return "end_moved";
  return standing === "old" ? "no_mac" : null;
}

type Ends = { keys: AuditKeys; known: Known; sealed: Head };

async function isLost(tx: Transaction, { keys, known, sealed }: Ends): Promise<boolean> {
  const isOurs = [keys.key, ...keys.former].some(({ id }) => id === known?.keyId);
  if (!known || !isOurs || known.hash === sealed.hash) return false;
  const [line] = await tx.select({ hash: auditLog.hash }).from(auditLog).where(eq(auditLog.seq, known.seq));
  return line?.hash !== known.hash;
}
