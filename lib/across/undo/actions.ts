"use server";

import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import type { NewRun } from "@/lib/core/bulk/store";
import { refuseSecondUndo } from "@/lib/core/bulk/undone-store";
import { action } from "@/lib/core/entry/action-client";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { readUndo, readUndoOfEntries } from "./read-model";
import { undoEntryInput, undoInput } from "./schema";

export const undoRun = action
  .metadata({ name: "bulk.undo", permission: "bulk:write", target: "runId" })
  .inputSchema(undoInput)
  .action(({ ctx, parsedInput: { runId } }) => startUndo(ctx.by, runId, ctx.entry));

export const undoEntry = action
  .metadata({ name: "bulk.undo", permission: "bulk:write", target: "entryId" })
  .inputSchema(undoEntryInput)
  .action(({ ctx, parsedInput: { entryId } }) => startUndoOfEntry(ctx.by, entryId, ctx.entry));

type By = Permit<"bulk:write">;

/**
 * Reverts what a run did, where it still is as the run left it, as a run of its own. Each row has the permission, the
 * write, and the audit entry that it has alone.
 * @throws AppError not_found, also where the run is out of reach; conflict if it isn't over or nothing is left to revert
 */
async function startUndo(by: By, runId: string, entry: AuditEntry): Promise<{ runId: string }> {
  const { rows, isRunning } = await readUndo(by, runId);
  if (isRunning) throw new AppError("conflict", "the run isn't over");
  return start(by, { rows, params: { undoes: runId } }, entry);
}

/** The same for one entry of the log. @throws AppError conflict where it can't be reverted */
async function startUndoOfEntry(by: By, entryId: string, entry: AuditEntry): Promise<{ runId: string }> {
  const rows = [...(await readUndoOfEntries(by, [entryId])).values()];
  return start(by, { rows }, entry);
}

async function start(by: By, run: Pick<NewRun, "rows" | "params">, entry: AuditEntry) {
  if (run.rows.length === 0) throw new AppError("conflict", "there is nothing to revert");
  await requireFreshToGive(
    by.actor,
    run.rows.flatMap(({ input }) => (typeof input?.role === "string" ? [input.role] : [])),
  );
  return createRun(by, { operation: "bulk.undo", ...run, alongside: refuseSecondUndo }, entry);
}
