import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { toArchiveWrite } from "./archive";
import { updateWorkspaceInput } from "./change-schema";
import { toUpdateWrite } from "./update";
import { getChangeable } from "./write-mirror";

type By = Permit<"workspaces:write">;

export const workspaceOperations: BulkOperation[] = [
  defineOperation({
    name: "workspace.archive",
    permission: "workspaces:write",
    toWrite: (by, { targetId }) => toArchiveWrite(by, targetId),
  }),
  defineOperation({
    name: "workspace.update",
    permission: "workspaces:write",
    input: updateWorkspaceInput.pick({ change: true, seen: true }),
    toWrite: (by, { targetId, input }) => toUpdateWrite(by, targetId, input),
  }),
];

/** Under the two-person rule, archiving even one workspace takes a run with approval. */
export async function startArchive(
  by: By,
  workspaceId: string,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const { name } = await getChangeable(by, workspaceId);
  return createRun(
    by,
    { operation: "workspace.archive", rows: [{ targetId: workspaceId, label: name }] },
    entry,
  );
}
