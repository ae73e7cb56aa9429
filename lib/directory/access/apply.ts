import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import type { NewRow } from "@/lib/core/bulk/store";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { AppError } from "@/lib/core/errors/errors";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import type { BasketInput } from "./change-schema";
import { checkChanges, type Labelled } from "./check-read-model";

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
  const checked = await checkChanges(by, changes);
  if (checked.some(({ state }) => state !== "ready"))
    throw new AppError("conflict", "a staged change no longer fits the mirror");
  await requireFreshToGive(
    by.actor,
    checked.flatMap(({ role }) => role ?? []),
  );
  return createRun(by, { operation: "access.apply", rows: checked.map(toAccessRow) }, entry);
}

const operations = {
  add: "workspace_member.add",
  change: "workspace_member.change_role",
  remove: "workspace_member.remove",
  plan: "workspace_member.plan",
} as const;

export function toAccessRow({ call, workspaceId, userId, label, role, expected }: Labelled): NewRow {
  return {
    operation: operations[call],
    targetId: toMembershipId(workspaceId, userId),
    label,
    input:
      call === "plan"
        ? { role, expected }
        : { ...(call !== "remove" && { role }), ...(call !== "add" && { expected }) },
  };
}
