import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { toKeptSession } from "@/lib/core/auth/kept-session";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import type { Transaction } from "@/lib/core/db/database";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { toStorable } from "@/lib/core/format/storable";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getSetting } from "@/lib/core/settings/store";
import { couldBeOnePerson } from "./one-person-store";
import { isStartedBy } from "./own-sql";
import { type KeptProposal, proposalDays } from "./proposal";
import type { RetryInput } from "./schema";
import { removes, wasAdminBefore, wasRenamed, wasRenamedLately } from "./second-admin-store";

export type NewRow = {
  targetId: string;
  label: string;
  input?: Record<string, unknown>;
  /** For a run with several kinds of steps; each is run as this operation is run alone. */
  operation?: AuditAction;
};

export type NewRun = {
  operation: AuditAction;
  params?: Record<string, unknown>;
  rows: readonly NewRow[];
  /** When the first row may start; null is at once. */
  startsAt?: Date | null;
  /** Whether another admin must approve first; the two-person rule decides by default. */
  needsApproval?: boolean;
  /** What is stored together with the run. */
  alongside?: (tx: Transaction, runId: string) => Promise<void>;
};

type Run = typeof bulkRuns.$inferSelect;
type By = Permit<"bulk:write" | "bulk:approve">;

type WholeRun = Required<Omit<NewRun, "alongside">> & { id: string; proposed?: KeptProposal | undefined };

export async function insertRun(tx: Transaction, { email, session }: Actor, run: WholeRun): Promise<void> {
  const { id, operation, params, rows, startsAt, needsApproval, proposed } = run;
  const createdAt = new Date();
  const approvalExpiresAt = needsApproval ? await toApprovalEnd(tx, createdAt) : null;
  const starter = { createdBy: email, ...toKeptSession(session), createdAt, startsAt };
  const approval = proposed ? toProposed(proposed, createdAt) : { needsApproval, approvalExpiresAt };
  await tx.insert(bulkRuns).values({ id, operation, params, ...starter, ...approval });
  await tx.execute(sql`insert into ${bulkRows} (run_id, position, act, target_id, label, input, state)
    select ${id}::uuid, position, act, target_id, label, coalesce(input, '{}'), 'queued'
    from jsonb_to_recordset(${JSON.stringify(rows.map(toRecord), toStorable)}::jsonb)
      as given(position integer, act text, target_id text, label text, input jsonb)`);
}

/** Servers of the version before don't start what needs an approval. */
function toProposed(proposal: KeptProposal, from: Date) {
  const approvalExpiresAt = new Date(from.getTime() + proposalDays * 86_400_000);
  return { proposal, isProposed: true, needsApproval: true, approvalExpiresAt };
}

export async function toApprovalEnd(tx: Transaction, from: Date): Promise<Date> {
  return new Date(from.getTime() + (await getSetting("approval_hours", tx)) * 3_600_000);
}

function toRecord({ targetId, label, input, operation }: NewRow, position: number) {
  return { position, act: operation, target_id: targetId, label, input };
}

/** Holds the run until the transaction ends, so that runner, canceler, and retrier take turns. */
export async function lockRun(tx: Transaction, runId: string): Promise<Run | null> {
  const [run] = await tx.select().from(bulkRuns).where(eq(bulkRuns.id, runId)).for("update");
  return run ?? null;
}

/** @throws AppError not_found, also for a lead where the run is somebody else's */
async function lockOwn(tx: Transaction, by: By, runId: string): Promise<Run> {
  const run = await lockRun(tx, runId);
  const isVisible = run && (visibleTo(by.actor).isAll || (await isOwn(tx, by.actor, runId)));
  if (!isVisible) throw new AppError("not_found", "there is no such run in reach");
  return run;
}

async function isOwn(tx: Transaction, actor: Actor, runId: string): Promise<boolean> {
  return (await tx.$count(bulkRuns, and(eq(bulkRuns.id, runId), isStartedBy(actor)))) > 0;
}

/**
 * The running row finishes; queued ones never start.
 * @throws AppError conflict if nothing is left to cancel
 */
export async function cancelRun(tx: Transaction, by: Permit<"bulk:write">, runId: string): Promise<void> {
  const run = await lockOwn(tx, by, runId);
  if (run.finishedAt || run.cancelledAt) throw new AppError("conflict", "the run is over");
  await endRun(tx, runId, { cancelledAt: new Date() });
}

export async function endRun(
  tx: Transaction,
  runId: string,
  more: Partial<Run>,
  reason: string | null = null,
): Promise<void> {
  const now = new Date();
  if (Object.keys(more).length > 0) await tx.update(bulkRuns).set(more).where(eq(bulkRuns.id, runId));
  await tx
    .update(bulkRows)
    .set({ state: "cancelled", finishedAt: now, errorCode: reason })
    .where(and(eq(bulkRows.runId, runId), eq(bulkRows.state, "queued")));
  await closeIfDone(tx, runId);
}

/** Call under the run's lock: the run is finished once no row is queued or running. */
export async function closeIfDone(tx: Transaction, runId: string): Promise<void> {
  const isLeft = and(eq(bulkRows.runId, runId), inArray(bulkRows.state, ["queued", "running"]));
  const [left] = await tx.select({ position: bulkRows.position }).from(bulkRows).where(isLeft).limit(1);
  if (left) return;
  await tx
    .update(bulkRuns)
    .set({ finishedAt: new Date() })
    .where(and(eq(bulkRuns.id, runId), isNull(bulkRuns.finishedAt)));
}

/**
 * Queues rows again. Only the person who started the run may, because its rows run in their name.
 * @throws AppError forbidden; conflict if the run continues, wasn't approved, or has no such row
 */
export async function retryRows(
  tx: Transaction,
  by: Permit<"bulk:write">,
  { runId, rows }: RetryInput,
): Promise<{ count: number }> {
  const run = await lockOwn(tx, by, runId);
  if (!(await isOwn(tx, by.actor, runId))) throw new AppError("forbidden", "the run is somebody else's");
  if (!run.finishedAt || run.isProposed || (run.needsApproval && !run.isApproved))
    throw new AppError("conflict", "the run is not over, or was never agreed to");
  const states = rows === "failed" ? ["failed", "unknown"] : ["cancelled"];
  const queued = await tx
    .update(bulkRows)
    .set({ state: "queued", entryId: null, errorCode: null, reason: null, requestId: null, finishedAt: null })
    .where(and(eq(bulkRows.runId, runId), inArray(bulkRows.state, states)))
    .returning({ position: bulkRows.position });
  if (queued.length === 0) throw new AppError("conflict", "there is no such row");
  const again = { ...toKeptSession(by.actor.session), finishedAt: null, cancelledAt: null };
  await tx
    .update(bulkRuns)
    .set({ ...again, ...(await toApproval(tx, run)) })
    .where(eq(bulkRuns.id, runId));
  return { count: queued.length };
}

async function toApproval(tx: Transaction, run: Run): Promise<Partial<Run>> {
  const isLapsed = run.approvalExpiresAt !== null && run.approvalExpiresAt <= new Date();
  if (!run.needsApproval || (run.cancelledAt === null && !isLapsed)) return {};
  return {
    isApproved: null,
    decidedBy: null,
    decidedAt: null,
    approvalExpiresAt: await toApprovalEnd(tx, new Date()),
  };
}

/**
 * The second admin must be another person who was an admin before the run was requested.
 * @throws AppError refused if they aren't; conflict if the run was decided, canceled, or expired
 */
export async function decideRun(
  tx: Transaction,
  by: Permit<"bulk:approve">,
  runId: string,
  isApproved: boolean,
): Promise<void> {
  const run = await lockOwn(tx, by, runId);
  if (await isOwn(tx, by.actor, runId))
    throw new AppError("refused", "it is their own run", { reason: "own_run" });
  const isAsked = run.needsApproval && !run.isProposed;
  const isOpen = isAsked && run.decidedAt === null && run.finishedAt === null;
  const isLate = run.approvalExpiresAt !== null && run.approvalExpiresAt <= new Date();
  if (!isOpen || isLate) throw new AppError("conflict", "the run does not wait for approval");
  const decidedAt = new Date();
  const decision = { isApproved, decidedBy: by.actor.email, decidedAt };
  if (!isApproved) return endRun(tx, runId, decision);
  if (await wasRenamed(tx, runId))
    throw new AppError("conflict", "it has another name by now", { reason: "renamed_since" });
  if (await wasRenamedLately(tx, runId, by.actor.email))
    throw new AppError("refused", "someone else renamed it", { reason: "renamed_lately" });
  const isFit =
    by.actor.session?.method !== "link" &&
    (await wasAdminBefore(tx, by.actor, run.createdAt)) &&
    !(await couldBeOnePerson(tx, by.actor.email, run.createdBy)) &&
    !(await removes(tx, runId, by.actor));
  if (!isFit) throw new AppError("refused", "the approver is not fit", { reason: "unfit_approver" });
  const from = run.startsAt && run.startsAt > decidedAt ? run.startsAt : decidedAt;
  const approvalExpiresAt = await toApprovalEnd(tx, from);
  await tx
    .update(bulkRuns)
    .set({ ...decision, approvalExpiresAt })
    .where(eq(bulkRuns.id, runId));
}
