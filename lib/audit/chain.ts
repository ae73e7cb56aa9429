import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { auditLog } from "@/lib/db/access-tables";
import type { Transaction } from "@/lib/db/database";
import { auditTurn } from "@/lib/db/locks";
import { type Doubt, findEnd } from "./end";
import { sealHead } from "./head";
import { getAuditKey } from "./key";
import { type AuditLine, type LineDraft, linkLines } from "./line";
import { toRecorded } from "./record";

/** `provenFrom`: the line from which the log is proven. */
export type Appended = { lines: AuditLine[]; provenFrom: number };

/**
 * If the end of the log can't be proven, appends a record of that first. Writers in every process wait for each other
 * until they commit, so there is one chain.
 */
export async function appendLine(tx: Transaction, draft: LineDraft): Promise<Appended> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${auditTurn}))`);
  const key = await getAuditKey();
  const { doubt, provenFrom: since, ...end } = await findEnd(tx, key);
  const lines = linkLines(doubt ? [...toNotice(doubt), draft] : [draft], end, key);
  await tx.insert(auditLog).values(lines);
  const newest = lines.at(-1) ?? end;
  const provenFrom = doubt || since === null ? end.seq + 1 : since;
  await sealHead(tx, { ...newest, provenFrom }, key);
  return { lines, provenFrom };
}

/** A separate operation, so that Activity shows what was found instead of a proven end. */
function toNotice(doubt: Doubt): LineDraft[] {
  const subject = {
    entryId: randomUUID(),
    actorEmail: "castellan",
    actorPersona: "system",
    actorMethod: null,
    actorSession: null,
    actorAddress: null,
    action: "audit.unproven",
    targetId: null,
    before: null,
    after: toRecorded(doubt),
    errorCode: null,
    requestId: null,
  };
  return [
    { ...subject, phase: "intent", targetLabel: null, outcome: null },
    { ...subject, phase: "outcome", targetLabel: null, outcome: "succeeded" },
  ];
}
