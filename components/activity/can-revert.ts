import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { ActivityRow } from "@/lib/governance/activity/schema";

/** The API can't assign some roles, so not every change has a single operation that reverts it. */
export function canRevert({ revertedBy, changes: [change] }: ActivityRow): boolean {
  if (revertedBy === "member.change_role") return isOneOf(assignableRoles, change?.before);
  if (revertedBy === "workspace_member.change_role") return isOneOf(givableWorkspaceRoles, change?.before);
  return revertedBy !== null;
}

function isOneOf(values: readonly string[], value: string | null | undefined): boolean {
  return values.some((one) => one === value);
}
