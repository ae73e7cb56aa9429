import "server-only";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { changes } from "@/lib/core/db/directory-tables";
import type { AuditOutcome } from "./vocabulary";

export type HistoryEvent = {
  id: string;
  at: Date;
  /** Null for changes seen outside, unless the compliance feed names someone and the reader may see who. */
  actorEmail: string | null;
  action: string;
  targetId: string;
  outcome: AuditOutcome | null;
  before: unknown;
  after: unknown;
};

const maxEvents = 100;
const outcomes = alias(auditLog, "outcomes");

/** Newest first. The caller must have checked that the actor may see the targets. */
export async function listHistory(
  { actor }: Permit<Permission>,
  noun: string,
  targetIds: readonly string[],
): Promise<HistoryEvent[]> {
  if (targetIds.length === 0) return [];
  const sights = await listSights(noun, targetIds);
  const isNamed = can(actor, "log:read");
  const shown = sights.map((sight) => (isNamed ? sight : { ...sight, actorEmail: null }));
  return toNewest([...(await listOperations(noun, targetIds)), ...shown]);
}

export function toNewest(events: readonly HistoryEvent[]): HistoryEvent[] {
  return events.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, maxEvents);
}

async function listOperations(noun: string, targetIds: readonly string[]): Promise<HistoryEvent[]> {
  const db = await database();
  return db
    .select({
      id: sql<string>`'operation-' || ${auditLog.seq}`,
      at: auditLog.at,
      actorEmail: auditLog.actorEmail,
      action: auditLog.action,
      targetId: targetOf(auditLog.targetId),
      outcome: sql<AuditOutcome>`coalesce(${outcomes.outcome}, 'unknown')`,
      before: outcomes.before,
      after: outcomes.after,
    })
    .from(auditLog)
    .leftJoin(outcomes, and(eq(outcomes.entryId, auditLog.entryId), eq(outcomes.phase, "outcome")))
    .where(
      and(
        eq(auditLog.phase, "intent"),
        inArray(auditLog.targetId, [...targetIds]),
        eq(sql`split_part(${auditLog.action}, '.', 1)`, noun),
      ),
    )
    .orderBy(desc(auditLog.seq))
    .limit(maxEvents);
}

async function listSights(noun: string, targetIds: readonly string[]): Promise<HistoryEvent[]> {
  const db = await database();
  return db
    .select({
      id: sql<string>`'outside-' || ${changes.seq}`,
      at: changes.seenAt,
      actorEmail: complianceActivities.actorEmail,
      action: sql<string>`${changes.noun} || '.' || ${changes.kind}`,
      targetId: changes.targetId,
      outcome: sql<AuditOutcome | null>`null`,
      before: changes.before,
      after: changes.after,
    })
    .from(changes)
    .leftJoin(changeAuthors, eq(changeAuthors.changeSeq, changes.seq))
    .leftJoin(complianceActivities, eq(complianceActivities.id, changeAuthors.activityId))
    .where(and(eq(changes.noun, noun), inArray(changes.targetId, [...targetIds])))
    .orderBy(desc(changes.seq))
    .limit(maxEvents);
}

/** Sound: the query compares with the target, so it isn't null. */
function targetOf(column: typeof auditLog.targetId): SQL<string> {
  return sql<string>`${column}`;
}
