import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { requireFresh } from "@/lib/core/auth/step-up";
import { prepareCount } from "@/lib/core/entry/counted-changes";
import { countChanges } from "@/lib/core/entry/dangerous-operations";
import { countByOperation, needsSecond, refuseMoreRuns } from "./create";
import { beginProposal, readProposal } from "./proposal-store";
import { wakeBulk } from "./start";

/**
 * Whoever starts what a program proposed has it done in their name, under all the rules of a change that they make
 * themselves, and always with a recent sign-in, because they didn't choose it row by row.
 * @throws AppError forbidden; step_up_required; too_many_requests; conflict
 */
export async function startProposal(
  by: Permit<"bulk:write">,
  runId: string,
  entry: AuditEntry,
): Promise<void> {
  const { operation, params, rows } = await readProposal(by, runId);
  await requireFresh(by.actor);
  await refuseMoreRuns(by.actor, null);
  const needsApproval = await needsSecond(by.actor, countByOperation(operation, rows));
  const changes = rows.reduce((sum, row) => sum + countChanges(row.operation, row.input), 0);
  const count = await prepareCount(by.actor);
  const after = { run: runId, act: operation, ...params, rows: rows.length, needsApproval };
  await entry.settle({ outcome: "succeeded", label: operation, after }, async (tx) => {
    await count(tx, changes);
    await beginProposal(tx, by.actor, runId, needsApproval);
  });
  wakeBulk();
}
