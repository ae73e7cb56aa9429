import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { readUndo } from "./read-model";

/**
 * Reverts what a run did, where it still is as the run left it, as a run of its own. Each row has the permission, the
 * write, and the audit entry that it has alone.
 * @throws AppError not_found, also where the run is out of reach; conflict if it isn't over or nothing is left to revert
 */
export async function startUndo(
  by: Permit<"bulk:write">,
  runId: string,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const { rows, isRunning } = await readUndo(by, runId);
  if (isRunning || rows.length === 0) throw new AppError("conflict", "there is nothing to revert");
  await requireFreshToGive(
    by.actor,
    rows.flatMap(({ input }) => (typeof input?.role === "string" ? [input.role] : [])),
  );
  return createRun(by, { operation: "bulk.undo", params: { undoes: runId }, rows }, entry);
}
