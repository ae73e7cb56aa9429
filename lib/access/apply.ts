import "server-only";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Permit } from "@/lib/auth/permit";
import { createRun } from "@/lib/bulk/create";
import type { NewRow } from "@/lib/bulk/store";
import { requireFreshToGive } from "@/lib/entry/dangerous-operations";
import { AppError } from "@/lib/errors";
import { visibleTo } from "@/lib/visibility";
import { toMembershipId } from "@/lib/workspaces/vocabulary";
import type { BasketInput } from "./change-schema";
import { checkChanges, type Labelled } from "./check-read-model";
import { readUndo } from "./undo-read-model";
import type { undoableOperations } from "./vocabulary";

type By = Permit<"memberships:write">;

/**
 * Runs a basket as one bulk change. Each row is compared with the mirror again just before it is sent.
 * @throws AppError conflict if a change no longer fits the mirror; step_up_required
 */
export async function applyBasket(
  by: By,
  { changes }: BasketInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const checked = await checkChanges(by, changes, visibleTo(by.actor).members);
  if (checked.some(({ state }) => state !== "ready"))
    throw new AppError("conflict", "a staged change no longer fits the mirror");
  return start(by, { operation: "access.apply", changes: checked }, entry);
}

/**
 * Reverts what a run did, where it still is as the run left it.
 * @throws AppError not_found, also where the run is out of reach; conflict if it isn't over or nothing is left to revert
 */
export async function undoAccess(by: By, runId: string, entry: AuditEntry): Promise<{ runId: string }> {
  const { reversals, isRunning } = await readUndo(by, runId);
  const ready = reversals.filter(({ state }) => state === "ready");
  if (isRunning || ready.length === 0) throw new AppError("conflict", "there is nothing to revert");
  return start(by, { operation: "access.undo", changes: ready }, entry);
}

type Start = {
  operation: (typeof undoableOperations)[number];
  changes: readonly Labelled[];
};

async function start(by: By, { operation, changes }: Start, entry: AuditEntry) {
  await requireFreshToGive(
    by.actor,
    changes.flatMap(({ role }) => role ?? []),
  );
  return createRun(by, { operation, rows: changes.map(toRow) }, entry);
}

const operations = {
  add: "workspace_member.add",
  change: "workspace_member.change_role",
  remove: "workspace_member.remove",
} as const;

function toRow({ call, workspaceId, userId, label, role, expected }: Labelled): NewRow {
  return {
    operation: operations[call],
    targetId: toMembershipId(workspaceId, userId),
    label,
    input: { ...(call !== "remove" && { role }), ...(call !== "add" && { expected }) },
  };
}
