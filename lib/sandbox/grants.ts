import "server-only";
import { type GrantedWorkspaceRole, isAdminType, type User, type WorkspaceMember } from "./records";
import type { Store } from "./store";

/** Admins and billing members have a role everywhere; others have what they were granted. */
export function toWorkspaceRole(
  store: Store,
  workspaceId: string,
  user: User,
): WorkspaceMember["workspace_role"] | undefined {
  if (isAdminType(user.role)) return "workspace_admin";
  const granted = store.grants.get(workspaceId)?.get(user.id);
  if (user.role !== "billing") return granted;
  return granted === "workspace_admin" ? "workspace_admin" : "workspace_billing";
}

export function grantWorkspaceRole(
  store: Store,
  workspaceId: string,
  userId: string,
  role: GrantedWorkspaceRole,
): void {
  const granted = store.grants.get(workspaceId) ?? new Map<string, GrantedWorkspaceRole>();
  store.grants.set(workspaceId, granted.set(userId, role));
}
