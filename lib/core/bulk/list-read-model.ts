import "server-only";
import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Database } from "@/lib/core/db/database";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { findPeople } from "@/lib/core/organization/people";
import { isLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isStartedBy } from "./own-sql";
import { type BulkRunDetail, type BulkRunsPage, bulkRunDetail, bulkRunsPage } from "./schema";
import type { RunSearch, RunsSearch } from "./search-params";
import type { RowState, RunState } from "./vocabulary";

const runsAPage = 20;
const rowsAPage = 100;

function isInReach({ actor }: Permit<Permission>): SQL | undefined {
  return visibleTo(actor).isAll ? undefined : isStartedBy(actor);
}

export async function listRuns(by: Permit<"bulk:read">, search: RunsSearch): Promise<BulkRunsPage> {
  const db = await database();
  const total = await db.$count(bulkRuns, isInReach(by));
  const page = toPage(search.page, total, runsAPage);
  const rows = await selectRuns(db)
    .where(isInReach(by))
    .orderBy(desc(bulkRuns.createdAt), asc(bulkRuns.id))
    .limit(runsAPage)
    .offset((page - 1) * runsAPage);
  return bulkRunsPage.parse({ rows: await toRuns(by, rows), total, page, pageSize: runsAPage });
}

/** Null also if the run isn't visible. */
export async function findRun(
  by: Permit<"bulk:read">,
  runId: string,
  search: RunSearch,
): Promise<BulkRunDetail | null> {
  if (!isUuid(runId)) return null;
  const db = await database();
  const [found] = await selectRuns(db).where(and(eq(bulkRuns.id, runId), isInReach(by)));
  if (!found) return null;
  const isFound = and(eq(bulkRows.runId, runId), isOfSearch(search));
  const total = await db.$count(bulkRows, isFound);
  const page = toPage(search.page, total, rowsAPage);
  const rows = await db
    .select()
    .from(bulkRows)
    .where(isFound)
    .orderBy(asc(bulkRows.position))
    .limit(rowsAPage)
    .offset((page - 1) * rowsAPage);
  const [run] = await toRuns(by, [found]);
  return bulkRunDetail.parse({
    run,
    rows: rows.map((row) => ({
      ...row,
      roles: toRoles(row.operation ?? found.run.operation, { ...found.run.params, ...Object(row.input) }),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    })),
    total,
    page,
    pageSize: rowsAPage,
  });
}

const ofRoles = /^(workspace_member\.(add|change_role|remove)|member\.change_role)$/;

function toRoles(operation: string, { role, expected }: Record<string, unknown>) {
  if (!ofRoles.test(operation)) return null;
  const toText = (value: unknown) => (typeof value === "string" ? value : null);
  return { from: toText(expected), to: operation.endsWith(".remove") ? null : toText(role) };
}

/** @throws AppError not_found, also where the run is out of reach */
export async function getRun(
  by: Permit<"bulk:read">,
  runId: string,
  search: RunSearch,
): Promise<BulkRunDetail> {
  const found = await findRun(by, runId, search);
  if (!found) throw new AppError("not_found", "there is no such run in reach");
  return found;
}

/** Null also if the run isn't visible. */
export async function findRunOperation(by: Permit<Permission>, runId: string): Promise<string | null> {
  if (!isUuid(runId)) return null;
  const db = await database();
  const [found] = await db
    .select({ operation: bulkRuns.operation })
    .from(bulkRuns)
    .where(and(eq(bulkRuns.id, runId), isInReach(by)));
  return found?.operation ?? null;
}

/** @throws AppError not_found, also where the run is out of reach */
export async function getRunOperation(by: Permit<Permission>, runId: string): Promise<string> {
  const operation = await findRunOperation(by, runId);
  if (operation === null) throw new AppError("not_found", "there is no such run in reach");
  return operation;
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function isOfSearch({ q, state }: RunSearch): SQL | undefined {
  return and(
    state.length > 0 ? inArray(bulkRows.state, state) : undefined,
    q.trim() ? or(isLike(bulkRows.label, q), isLike(bulkRows.targetId, q)) : undefined,
  );
}

type Counted = {
  rows: { counts: Partial<Record<RowState, number>>; stopCode: string | null };
  firstLabel: string | null;
  undoneBy: string | null;
};

function selectRuns(db: Database) {
  return db
    .select({
      run: bulkRuns,
      rows: sql<Counted["rows"]>`(select jsonb_build_object(
          'counts', coalesce(jsonb_object_agg(state, rows), '{}'), 'stopCode', min(stop_code))
        from (select state, count(*) as rows, min(error_code) filter (where state = 'cancelled') as stop_code
          from ${bulkRows} where ${bulkRows.runId} = ${bulkRuns.id} group by state) counted)`,
      firstLabel: sql<string | null>`(select label from ${bulkRows} where ${bulkRows.runId} = ${bulkRuns.id}
        order by position limit 1)`,
      undoneBy: sql<string | null>`(select undo.id from ${bulkRuns} undo where undo.act = 'bulk.undo'
        and undo.params ->> 'undoes' = ${bulkRuns}.id::text and undo.cancelled_at is null
        and undo.is_approved is distinct from false order by undo.created_at desc limit 1)`,
    })
    .from(bulkRuns);
}

type Selected = Counted & { run: typeof bulkRuns.$inferSelect };

async function toRuns(by: Permit<"bulk:read">, found: readonly Selected[]) {
  const toPerson = await findPeople(
    by.actor,
    found.flatMap(({ run }) => [run.createdBy, run.decidedBy]),
  );
  return found.map((one) => ({
    ...toRun(one),
    createdByName: toPerson(one.run.createdBy).name,
    decidedByName: toPerson(one.run.decidedBy).name,
  }));
}

function toRun({ run, firstLabel, undoneBy, rows: { counts, stopCode } }: Selected) {
  const known = { queued: 0, running: 0, succeeded: 0, failed: 0, unknown: 0, cancelled: 0, ...counts };
  return {
    ...run,
    createdAt: run.createdAt.toISOString(),
    startsAt: run.startsAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    approvalExpiresAt: run.approvalExpiresAt?.toISOString() ?? null,
    decidedAt: run.decidedAt?.toISOString() ?? null,
    state: toState(run, stopCode),
    stopCode,
    firstLabel,
    undoneBy,
    counts: { ...known, total: Object.values(known).reduce((sum, count) => sum + count, 0) },
  };
}

/** What a run is now. `stopCode`: why its remaining rows were canceled, if not by a person. */
export function toState(run: typeof bulkRuns.$inferSelect, stopCode: string | null): RunState {
  if (run.isApproved === false) return "declined";
  if (run.cancelledAt && run.finishedAt) return stopCode === null ? "cancelled" : "stopped";
  const isUndecided = run.needsApproval && run.decidedAt === null;
  if (isUndecided)
    return run.approvalExpiresAt && run.approvalExpiresAt <= new Date() ? "expired" : toWaiting(run);
  if (run.finishedAt) return "finished";
  return run.startsAt && run.startsAt > new Date() ? "scheduled" : "running";
}

function toWaiting({ isProposed }: Pick<typeof bulkRuns.$inferSelect, "isProposed">): RunState {
  return isProposed ? "proposed" : "pending";
}

function toPage(asked: number, total: number, size: number): number {
  return Math.max(1, Math.min(asked, Math.ceil(total / size)));
}
