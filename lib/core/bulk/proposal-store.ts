import "server-only";
import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { toKeptSession } from "@/lib/core/auth/kept-session";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { toState } from "./list-read-model";
import { isStartedBy } from "./own-sql";
import { lockRun, toApprovalEnd } from "./store";

const maxProposals = 50;

export type Proposed = {
  operation: AuditAction;
  params: Record<string, unknown>;
  rows: { operation: AuditAction; input: unknown }[];
};

/** @throws AppError not_found; forbidden where it was proposed in the name of somebody else */
export async function readProposal(by: Permit<"bulk:write">, runId: string): Promise<Proposed> {
  const db = await database();
  const [run] = await db
    .select({ operation: bulkRuns.operation, params: bulkRuns.params, createdBy: bulkRuns.createdBy })
    .from(bulkRuns)
    .where(and(eq(bulkRuns.id, runId), isStartedBy(by.actor)));
  if (!run) throw new AppError("forbidden", "it was proposed in the name of somebody else");
  const rows = await db
    .select({ operation: bulkRows.operation, input: bulkRows.input })
    .from(bulkRows)
    .where(eq(bulkRows.runId, runId));
  // Sound: only operations are stored.
  const operation = run.operation as AuditAction;
  return {
    operation,
    params: run.params,
    rows: rows.map((row) => ({ operation: (row.operation ?? operation) as AuditAction, input: row.input })),
  };
}

/**
 * It goes on as if the person had made it now.
 * @throws AppError conflict where it was started, dismissed, or is too old
 */
export async function beginProposal(
  tx: Transaction,
  { session }: Actor,
  runId: string,
  needsApproval: boolean,
): Promise<void> {
  const run = await lockRun(tx, runId);
  const now = new Date();
  const isOpen = run?.isProposed && !run.finishedAt && !run.cancelledAt;
  if (!isOpen || (run.approvalExpiresAt && run.approvalExpiresAt <= now))
    throw new AppError("conflict", "nobody has to start it any more");
  const approvalExpiresAt = needsApproval ? await toApprovalEnd(tx, now) : null;
  await tx
    .update(bulkRuns)
    .set({ isProposed: false, needsApproval, approvalExpiresAt, createdAt: now, ...toKeptSession(session) })
    .where(eq(bulkRuns.id, runId));
}

type Described = {
  state: string;
  needsSecond: boolean;
  counts: { operation: string; rows: number }[];
  rows: Record<string, number>;
};

/** Null also where it was proposed in the name of somebody else. */
export async function findProposal(actor: Actor, runId: string): Promise<Described | null> {
  const db = await database();
  const isIt = and(eq(bulkRuns.id, runId), isNotNull(bulkRuns.proposal), isStartedBy(actor));
  const [run] = await db.select().from(bulkRuns).where(isIt);
  if (!run?.proposal) return null;
  const found = await db
    .select({ operation: bulkRows.operation, state: bulkRows.state, rows: count() })
    .from(bulkRows)
    .where(eq(bulkRows.runId, runId))
    .groupBy(bulkRows.operation, bulkRows.state);
  const sum = (toName: (one: (typeof found)[number]) => string) => {
    const sums: Record<string, number> = {};
    for (const one of found) sums[toName(one)] = (sums[toName(one)] ?? 0) + one.rows;
    return sums;
  };
  const ofOperation = sum((one) => one.operation ?? run.operation);
  return {
    state: run.isProposed && run.cancelledAt ? "dismissed" : toState(run, null),
    needsSecond: run.proposal.needsSecond,
    counts: Object.entries(ofOperation).map(([operation, rows]) => ({ operation, rows })),
    rows: sum(({ state }) => state),
  };
}

/** @throws AppError too_many_requests */
export async function refuseMoreProposals({ email }: Actor): Promise<void> {
  const db = await database();
  const isTheirs = sql`lower(${bulkRuns.createdBy}) = ${email.toLowerCase()}`;
  const open = and(isTheirs, eq(bulkRuns.isProposed, true), sql`${bulkRuns.finishedAt} is null`);
  if ((await db.$count(bulkRuns, open)) >= maxProposals)
    throw new AppError("too_many_requests", "too many proposals wait for the person", {
      retryAfterSeconds: 3_600,
    });
}
