import "server-only";
import { createHash } from "node:crypto";
import { desc, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/client";
import { auditLog } from "@/lib/db/own-tables";
import { toCanonicalJson, toRecorded } from "./record";

export type AuditLine = typeof auditLog.$inferSelect;
/** A line before it has its place in the chain. */
export type LineDraft = Omit<AuditLine, "seq" | "at" | "previousHash" | "hash">;

/** What the first line follows. */
export const genesis = { seq: 0, hash: "0".repeat(64) };

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
  const [last = genesis] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const line = { ...draft, seq: last.seq + 1, at: new Date(), previousHash: last.hash, hash: "" };
  line.hash = hashLine(line);
  await tx.insert(auditLog).values(line);
  return line;
}
