import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { PendingMembership } from "@/lib/directory/invites/schema";

export type WorkspaceAccess = { workspaceIds: readonly string[]; workspaceRole: AssignableWorkspaceRole };
export const noAccess: WorkspaceAccess = { workspaceIds: [], workspaceRole: "workspace_user" };

export function toWorkspaceAccess(workspaces: readonly PendingMembership[]): WorkspaceAccess {
  const due = workspaces.filter(({ state }) => state !== "given");
  const workspaceRole =
    assignableWorkspaceRoles.find((one) => one === due[0]?.role) ?? noAccess.workspaceRole;
  return { workspaceIds: due.map(({ id }) => id), workspaceRole };
}
