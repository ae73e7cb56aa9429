import "server-only";
import { createHash } from "node:crypto";
import { desc, sql } from "drizzle-orm";
import { auditLog } from "@/lib/db/access-tables";
import type { Transaction } from "@/lib/db/client";
import { log } from "@/lib/log";
import { getSealedHead, type Head, sealHead } from "./head";
import { toCanonicalJson, toRecorded } from "./record";

export type AuditLine = typeof auditLog.$inferSelect;
/** A line before it has its place in the chain. */
export type LineDraft = Omit<AuditLine, "seq" | "at" | "previousHash" | "hash">;

/** What the first line follows. */
export const genesis: Head = { seq: 0, hash: "0".repeat(64) };

/**
 * The hash of a line over its contents and the hash before it. Its number is left out: the place of a line follows
 * from the links, so a line in the wrong place can be told from a changed one.
 */
export function hashLine({ seq: _seq, hash: _hash, ...contents }: AuditLine): string {
  return createHash("sha256")
    .update(toCanonicalJson(toRecorded(contents)))
    .digest("hex");
}

/** Appends a line. Writers wait for each other until they commit, on both stores and in every process: one chain. */
export async function appendLine(tx: Transaction, draft: LineDraft): Promise<AuditLine> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('castellan.audit'))`);
  const { seq, hash } = await getEnd(tx);
  const line = { ...draft, seq: seq + 1, at: new Date(), previousHash: hash, hash: "" };
  line.hash = hashLine(line);
  await tx.insert(auditLog).values(line);
  await sealHead(tx, line);
  return line;
}

/**
 * What a new line follows: the end that was sealed, whatever became of it, so that lines which were cut off or put
 * behind it since stay visible as a break. Numbers in use are left to whoever took them.
 */
async function getEnd(tx: Transaction): Promise<Head> {
  const [last = genesis] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const sealed = await getSealedHead(tx);
  if (sealed?.isOurs) return { seq: Math.max(sealed.seq, last.seq), hash: sealed.hash };
  if (last.seq > 0)
    log.error({ seq: last.seq }, "the audit log's end is not sealed by us: it is taken as found");
  return last;
}
