import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { castellan } from "@/lib/core/auth/program";
import { auditLog } from "@/lib/core/db/access-tables";
import type { Transaction } from "@/lib/core/db/database";
import { auditTurn } from "@/lib/core/db/locks";
import { findEnd } from "./end";
import { sealHead } from "./head";
import { getAuditKeys } from "./key";
import { type AuditLine, type LineDraft, linkLines } from "./line";
import { toRecorded } from "./record";
import type { AuditAction } from "./vocabulary";

/** `provenFrom`: the line from which the log is proven. */
export type Appended = { lines: AuditLine[]; provenFrom: number };

/**
 * If the end of the log can't be proven, or a former key sealed it, appends a record of that first. Writers in every process wait for each other
 * until they commit, so there is one chain.
 */
export async function appendLine(tx: Transaction, draft: LineDraft): Promise<Appended> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${auditTurn}))`);
  const keys = await getAuditKeys();
  const { key } = keys;
  const { doubt, handover, provenFrom: since, ...end } = await findEnd(tx, keys);
  const notice = doubt ? toNotice("audit.unproven", doubt) : [];
  const change = handover ? toNotice("audit.change_key", handover) : [];
  const lines = linkLines([...notice, ...change, draft], end, key);
  await tx.insert(auditLog).values(lines);
  const newest = lines.at(-1) ?? end;
  const provenFrom = doubt || since === null ? end.seq + 1 : since;
  await sealHead(tx, { ...newest, provenFrom }, key);
  return { lines, provenFrom };
}

/** An operation of the server itself, which Activity shows like any other. */
export function toNotice(action: AuditAction, found: object): [LineDraft, LineDraft] {
  const subject = {
    entryId: randomUUID(),
    actorEmail: castellan.email,
    actorPersona: castellan.persona,
    actorMethod: null,
    actorSession: null,
    actorAddress: null,
    action,
    targetId: null,
    before: null,
    after: toRecorded(found),
    errorCode: null,
    requestId: null,
  };
  return [
    { ...subject, phase: "intent", targetLabel: null, outcome: null },
    { ...subject, phase: "outcome", targetLabel: null, outcome: "succeeded" },
  ];
}
