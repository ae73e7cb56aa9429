import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Permit } from "@/lib/core/auth/permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { AuditOutcome } from "./vocabulary";

type AuditItem = {
  seq: number;
  entryId: string;
  at: Date;
  settledAt: Date | null;
  actorEmail: string;
  actorPersona: string;
  actorMethod: string | null;
  actorSession: string | null;
  actorAddress: string | null;
  action: string;
  targetId: string | null;
  targetLabel: string | null;
  request: unknown;
  before: unknown;
  after: unknown;
  /** An operation without a recorded outcome is unknown. */
  outcome: AuditOutcome;
  errorCode: string | null;
  requestId: string | null;
};

type Filter = { targetId?: string | undefined; beforeSeq?: number | undefined; limit?: number | undefined };
type AuditPage = { items: AuditItem[]; nextBeforeSeq: number | null };

const outcomes = alias(auditLog, "outcomes");

export async function listAudit(_by: Permit<"log:read">, filter: Filter = {}): Promise<AuditPage> {
  const { targetId, beforeSeq, limit = 50 } = filter;
  const db = await database();
  const items = await db
    .select({
      seq: auditLog.seq,
      entryId: auditLog.entryId,
      at: auditLog.at,
      settledAt: outcomes.at,
      actorEmail: auditLog.actorEmail,
      actorPersona: auditLog.actorPersona,
      actorMethod: auditLog.actorMethod,
      actorSession: auditLog.actorSession,
      actorAddress: auditLog.actorAddress,
      action: auditLog.action,
      targetId: auditLog.targetId,
      targetLabel: outcomes.targetLabel,
      request: auditLog.after,
      before: outcomes.before,
      after: outcomes.after,
      outcome: sql<AuditOutcome>`coalesce(${outcomes.outcome}, 'unknown')`,
      errorCode: outcomes.errorCode,
      requestId: outcomes.requestId,
    })
    .from(auditLog)
    .leftJoin(outcomes, and(eq(outcomes.entryId, auditLog.entryId), eq(outcomes.phase, "outcome")))
    .where(
      and(
        eq(auditLog.phase, "intent"),
        targetId === undefined ? undefined : eq(auditLog.targetId, targetId),
        beforeSeq === undefined ? undefined : lt(auditLog.seq, beforeSeq),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(limit + 1);
  const shown = items.slice(0, limit);
  return { items: shown, nextBeforeSeq: items.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}
