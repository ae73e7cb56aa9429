import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import type { AddBudget, WithRecipients } from "./schema";
import { insertBudget, toRecordedBudget, toSubject } from "./store";

/** @throws AppError conflict where the same already has one; not_found for a workspace that is not there */
export async function addBudget(
  by: Permit<"budgets:write">,
  given: WithRecipients<AddBudget>,
  entry: AuditEntry,
): Promise<void> {
  const after = toRecordedBudget({ ...toSubject(given), ...given });
  await entry.settle({ outcome: "succeeded", label: toLabel(after), after }, (tx) =>
    insertBudget(tx, by, given),
  );
}

/** In the log. */
export function toLabel({
  scope,
  workspaceId,
  tagKey,
  tagValue,
}: ReturnType<typeof toRecordedBudget>): string {
  if (scope === "tag") return `${tagKey}: ${tagValue}`;
  return workspaceId ?? scope;
}
