import "server-only";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { getRunOperation } from "@/lib/core/bulk/list-read-model";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { isUndoable } from "./vocabulary";

const text = z.string().nullable().default(null).catch(null);
const given = z.object({ role: text, name: text, expected: text });
const state = z.object({ status: text }).catch({ status: null });
const made = z.object({ id: text }).catch({ id: null });

/** A row that succeeded: what it was given, and the state before it, where the log has one. */
export type DoneRow = {
  operation: string;
  targetId: string;
  label: string;
  role: string | null;
  name: string | null;
  expected: string | null;
  statusBefore: string | null;
  /** The ID of what the row created, if the log has it. */
  madeId: string | null;
};

/** @throws AppError not_found, also where the run is out of reach */
export async function readDoneRows(
  by: Permit<"bulk:read" | "bulk:write">,
  runId: string,
): Promise<{ done: DoneRow[]; isRunning: boolean }> {
  const operation = await getRunOperation(by, runId);
  if (!isUndoable({ operation })) throw new AppError("not_found", "a run of this kind can't be reverted");
  const db = await database();
  const isOver = await db.$count(bulkRuns, and(eq(bulkRuns.id, runId), isNotNull(bulkRuns.finishedAt)));
  const isOutcome = and(eq(auditLog.entryId, bulkRows.entryId), eq(auditLog.phase, "outcome"));
  const rows = await db
    .select({
      operation: bulkRows.operation,
      targetId: bulkRows.targetId,
      label: bulkRows.label,
      input: bulkRows.input,
      params: bulkRuns.params,
      before: auditLog.before,
      after: auditLog.after,
    })
    .from(bulkRows)
    .innerJoin(bulkRuns, eq(bulkRuns.id, bulkRows.runId))
    .leftJoin(auditLog, isOutcome)
    .where(and(eq(bulkRows.runId, runId), eq(bulkRows.state, "succeeded")))
    .orderBy(asc(bulkRows.position));
  const done = rows.map(({ input, params, before, after, ...row }) => ({
    targetId: row.targetId,
    label: row.label,
    operation: row.operation ?? operation,
    ...given.parse({ ...params, ...input }),
    statusBefore: state.parse(before ?? {}).status,
    madeId: made.parse(after ?? {}).id,
  }));
  return { done, isRunning: isOver === 0 };
}
