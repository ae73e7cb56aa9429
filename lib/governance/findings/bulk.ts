import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { listOpenLabels } from "./decision-store";
import { toAssignmentWrite, toDismissalWrite } from "./decisions";
import { assignment, dismissal } from "./schema";

const permission = "findings:write";

export const findingOperations: BulkOperation[] = [
  defineOperation({
    name: "finding.dismiss",
    permission,
    params: dismissal,
    toWrite: (by, { targetId }, given) => toDismissalWrite(by, targetId, given),
  }),
  defineOperation({
    name: "finding.reopen",
    permission,
    toWrite: (by, { targetId }) => toDismissalWrite(by, targetId, null),
  }),
  defineOperation({
    name: "finding.assign",
    permission,
    params: assignment,
    toWrite: (by, { targetId }, given) => toAssignmentWrite(by, targetId, given),
  }),
];

type Decided = {
  operation: "finding.dismiss" | "finding.reopen" | "finding.assign";
  findingIds: readonly string[];
  params?: Record<string, unknown>;
};

/** A finding that isn't visible, or is resolved, becomes a row that fails, as it would alone. */
export async function startDecisionRun(
  by: Permit<"findings:write">,
  { operation, findingIds, params = {} }: Decided,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const labels = await listOpenLabels(by, findingIds);
  const rows = findingIds.map((targetId) => ({ targetId, label: labels.get(targetId) ?? targetId }));
  return createRun(by, { operation, params, rows }, entry);
}
