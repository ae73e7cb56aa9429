import "server-only";
import { randomUUID } from "node:crypto";
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { KeptSession } from "@/lib/core/auth/kept-session";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { closeIfDone, endRun, lockRun } from "./store";
import type { RowState } from "./vocabulary";

export type TakenRow = KeptSession & {
  runId: string;
  position: number;
  targetId: string;
  label: string;
  input: unknown;
  entryId: string;
  operation: string;
  params: unknown;
  createdBy: string;
  createdAt: Date | string;
  /** Who agreed to the run as the second admin; null if nobody has. */
  agreedBy: string | null;
  isDoubtful: boolean;
};

export type Ending = {
  state: Extract<RowState, "succeeded" | "failed" | "unknown" | "cancelled">;
  errorCode?: string | undefined;
  reason?: string | undefined;
  requestId?: string | undefined;
};

/** Workers renew their hold far more often, so one that doesn't for this long is dead. */
export const holdSeconds = 30;
const isLapsed = sql`(${bulkRuns.approvalExpiresAt} is not null and ${bulkRuns.approvalExpiresAt} <= now())`;
const isOfDead = sql`state = 'running' and started_at < now() - make_interval(secs => ${holdSeconds})`;

/** Prefers rows whose worker died, then the next run in turn. Null if there are none. */
export async function takeRow(worker: string, lastRun: string | null): Promise<TakenRow | null> {
  const db = await database();
  return db.transaction(async (tx) => {
    await expireRuns(tx);
    const left = await lockOne(
      tx,
      sql`exists (select 1 from bulk_rows where run_id = bulk_runs.id and ${isOfDead})`,
      lastRun,
    );
    if (left !== null) return take(tx, left, worker, isOfDead);
    const next = await lockOne(
      tx,
      sql`cancelled_at is null and not is_proposed and (not needs_approval or is_approved) and (starts_at is null or starts_at <= now())
        and exists (select 1 from bulk_rows where run_id = bulk_runs.id and state = 'queued')
        and not exists (select 1 from bulk_rows where run_id = bulk_runs.id and state = 'running')`,
      lastRun,
    );
    return next ? take(tx, next, worker, sql`state = 'queued'`) : null;
  });
}

async function lockOne(tx: Transaction, which: SQL, lastRun: string | null): Promise<string | null> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from bulk_runs where finished_at is null and ${which}
    order by coalesce(id <= ${lastRun}::uuid, false), id limit 1 for update skip locked`);
  return rows[0]?.id ?? null;
}

/** The lock is held, but the view of the table is older, so the state is checked again. */
async function take(tx: Transaction, runId: string, worker: string, which: SQL): Promise<TakenRow | null> {
  const { rows } = await tx.execute<TakenRow>(sql`
    update bulk_rows set state = 'running', worker = ${worker}::uuid, started_at = now(),
      entry_id = coalesce(entry_id, ${randomUUID()}::uuid)
    from bulk_runs, (select position as at, started_at as before from bulk_rows
      where run_id = ${runId}::uuid and ${which}
        and not exists (select 1 from bulk_rows busy where busy.run_id = ${runId}::uuid
          and busy.state = 'running' and not (busy.started_at < now() - make_interval(secs => ${holdSeconds})))
      order by position limit 1) next
    where run_id = ${runId}::uuid and position = next.at and bulk_runs.id = run_id
    returning run_id as "runId", position, target_id as "targetId", label, input, entry_id as "entryId",
      coalesce(bulk_rows.act, bulk_runs.act) as operation, params, created_by as "createdBy", created_at as "createdAt", session_id as "sessionId", method,
      member_id as "memberId", provider_address as "providerAddress", address,
      authenticated_at as "authenticatedAt", case when is_approved then decided_by end as "agreedBy",
      next.before is not null as "isDoubtful"`);
  return rows[0] ?? null;
}

const isHeldBy = (worker: string, { runId, position }: TakenRow) =>
  and(
    eq(bulkRows.runId, runId),
    eq(bulkRows.position, position),
    eq(bulkRows.worker, worker),
    eq(bulkRows.state, "running"),
  );

export async function renewHold(worker: string, row: TakenRow): Promise<void> {
  const db = await database();
  await db.update(bulkRows).set({ startedAt: sql`now()` }).where(isHeldBy(worker, row));
}

/**
 * Renews the hold once more, right before something is sent. `lost`: another worker took the row meanwhile; `over`: the
 * run was canceled, or its approval has lapsed.
 */
export async function confirmHold(worker: string, row: TakenRow): Promise<"held" | "lost" | "over"> {
  const db = await database();
  const [found] = await db
    .update(bulkRows)
    .set({ startedAt: sql`now()` })
    .from(bulkRuns)
    .where(and(isHeldBy(worker, row), eq(bulkRuns.id, bulkRows.runId)))
    .returning({ isOver: sql<boolean>`(${bulkRuns.cancelledAt} is not null or ${isLapsed})` });
  if (!found) return "lost";
  return found.isOver ? "over" : "held";
}

/** Stores the row's result, and ends the run if `stopFor` says so or nothing is left. */
export async function finishRow(
  worker: string,
  row: TakenRow,
  { state, errorCode, reason, requestId }: Ending,
  stopFor: string | null,
): Promise<void> {
  const end = { state, errorCode: errorCode ?? null, reason: reason ?? null, requestId: requestId ?? null };
  const db = await database();
  await db.transaction(async (tx) => {
    const run = await lockRun(tx, row.runId);
    await tx
      .update(bulkRows)
      .set({ ...end, finishedAt: new Date() })
      .where(isHeldBy(worker, row));
    const isStopping = stopFor !== null && run?.cancelledAt === null;
    if (isStopping) await endRun(tx, row.runId, { cancelledAt: new Date() }, stopFor);
    else await closeIfDone(tx, row.runId);
  });
}

export async function listLastCodes(runId: string, count: number): Promise<(string | null)[]> {
  const db = await database();
  const rows = await db
    .select({ code: bulkRows.errorCode })
    .from(bulkRows)
    .where(and(eq(bulkRows.runId, runId), isNotNull(bulkRows.finishedAt)))
    .orderBy(desc(bulkRows.finishedAt))
    .limit(count);
  return rows.map(({ code }) => code);
}

async function expireRuns(tx: Transaction): Promise<void> {
  const late = await tx
    .select({ id: bulkRuns.id, decidedAt: bulkRuns.decidedAt })
    .from(bulkRuns)
    .where(and(isLapsed, isNull(bulkRuns.finishedAt)))
    .for("update");
  for (const { id, decidedAt } of late) await endRun(tx, id, decidedAt ? { cancelledAt: new Date() } : {});
}
