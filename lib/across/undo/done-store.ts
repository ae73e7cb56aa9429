import "server-only";
import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { getRunOperation } from "@/lib/core/bulk/list-read-model";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { dayMs } from "@/lib/core/format/calendar";
import { isUndoable } from "./vocabulary";

const text = z.string().nullable().default(null).catch(null);
const given = z.object({ role: text, name: text, expected: text });
const state = z.object({ role: text, name: text }).catch({ role: null, name: null });

/** A change that succeeded: what it was given, and the states before and after, where the log has them. */
export type DoneRow = {
  /** Its entry in the log. */
  entryId: string;
  operation: string;
  targetId: string;
  label: string;
  role: string | null;
  name: string | null;
  expected: string | null;
  before: unknown;
  after: unknown;
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
      entryId: auditLog.entryId,
      params: bulkRuns.params,
      before: auditLog.before,
      after: auditLog.after,
    })
    .from(bulkRows)
    .innerJoin(bulkRuns, eq(bulkRuns.id, bulkRows.runId))
    .innerJoin(auditLog, isOutcome)
    .where(and(eq(bulkRows.runId, runId), eq(bulkRows.state, "succeeded")))
    .orderBy(asc(bulkRows.position));
  const done = rows.map(({ input, params, before, after, ...row }) => ({
    entryId: row.entryId,
    targetId: row.targetId,
    label: row.label,
    operation: row.operation ?? operation,
    ...given.parse({ ...params, ...input }),
    before,
    after,
  }));
  return { done, isRunning: isOver === 0 };
}

/** Entries can be reverted for a day. */
const revertMs = dayMs;

/** What entries of the log did that succeeded within the last day, by their IDs. */
export async function readDoneEntries(
  entryIds: readonly string[],
  now = new Date(),
): Promise<Map<string, DoneRow>> {
  const db = await database();
  const lines = await db
    .select()
    .from(auditLog)
    .where(
      and(
        inArray(auditLog.entryId, [...entryIds]),
        eq(auditLog.outcome, "succeeded"),
        gt(auditLog.at, new Date(now.getTime() - revertMs)),
      ),
    );
  return new Map(
    lines.flatMap(({ entryId, action, targetId, targetLabel, before, after }): [string, DoneRow][] => {
      const [was, is] = [state.parse(before ?? {}), state.parse(after ?? {})];
      const expected = action === "api_key.rename" ? was.name : was.role;
      if (targetId === null || ![was.role, was.name, is.role, is.name].every(isExact)) return [];
      const row = {
        entryId,
        operation: action,
        targetId,
        label: targetLabel ?? targetId,
        expected,
        before,
        after,
      };
      return [[entryId, { ...row, role: is.role, name: is.name }]];
    }),
  );
}

/** The log shortens long texts and removes anything that looks like a key. */
function isExact(value: string | null): boolean {
  return value === null || (value.length < 2_000 && !/\[key\]|\ufffd/.test(value));
}
