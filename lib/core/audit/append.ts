import "server-only";
import { and, eq } from "drizzle-orm";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { type Appended, appendLine } from "./chain";
import { noteLines } from "./checkpoints";
import { rememberEnd } from "./end";
import type { AuditLine, LineDraft } from "./line";

export async function append(
  drafts: LineDraft[],
  apply?: (tx: Transaction) => Promise<void>,
): Promise<boolean> {
  const end = drafts.find(({ phase }) => phase === "outcome");
  return appendFrom(async (tx) => {
    if (end && (await isOutlived(tx, end))) return null;
    await apply?.(tx);
    return drafts;
  });
}

/** `compose` returns null if there is nothing to append to any more. */
export async function appendFrom(
  compose: (tx: Transaction) => Promise<LineDraft[] | null>,
): Promise<boolean> {
  const db = await database();
  const all = await db.transaction(async (tx) => {
    const drafts = await compose(tx);
    if (!drafts) return null;
    const all: Appended[] = [];
    for (const draft of drafts) all.push(await appendLine(tx, draft));
    const end = drafts.find(({ phase }) => phase === "outcome");
    if (end) await refuseSecond(tx, end);
    return all;
  });
  for (const appended of all ?? []) {
    for (const line of appended.lines) announce(line);
    noteLines(appended);
  }
  return all !== null;
}

function announce({ seq, hash, keyId, phase, action, outcome, after }: AuditLine): void {
  if (keyId) rememberEnd({ seq, hash }, keyId);
  // Copies the hash outside the database, where someone who rewrites the chain can't change it.
  log.info({ audit: { seq, hash, phase, action, outcome } }, "audit");
  if (action === "audit.unproven" && phase === "intent")
    log.error({ audit: { seq, found: after } }, `the audit log is unproven before line ${seq}`);
}

/** An operation ends once, but a worker that was presumed dead may come back. */
async function refuseSecond(tx: Transaction, { entryId }: LineDraft): Promise<void> {
  const ends = await tx.$count(auditLog, and(eq(auditLog.entryId, entryId), eq(auditLog.phase, "outcome")));
  if (ends > 1) throw new Error(`audit entry ${entryId} was settled elsewhere`);
}

async function isOutlived(tx: Transaction, { entryId }: LineDraft): Promise<boolean> {
  if (!env.isSandbox) return false;
  return (await tx.$count(auditLog, and(eq(auditLog.entryId, entryId), eq(auditLog.phase, "intent")))) === 0;
}
