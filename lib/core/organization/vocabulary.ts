import type { inheritingRoles } from "@/lib/core/auth/vocabulary";

/** Stands for the Default workspace among the parts of a report where its ID is unknown. */
export const defaultKey = "(default)";

/** `unknown`: the last seven days haven't all been read. */
export const keyUses = ["recent", "none", "unknown"] as const;
export type KeyUse = (typeof keyUses)[number];

/** The API never makes anyone an admin. */
export const assignableRoles = ["user", "developer", "billing", "claude_code_user"] as const;
export type AssignableRole = (typeof assignableRoles)[number];

/** Least access first. The API assigns `workspace_billing` only by organization role. */
export const assignableWorkspaceRoles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
] as const;
export type AssignableWorkspaceRole = (typeof assignableWorkspaceRoles)[number];

/** `workspace_billing` only reverts the promotion of a billing member. */
export const givableWorkspaceRoles = [...assignableWorkspaceRoles, "workspace_billing"] as const;
export type GivableWorkspaceRole = (typeof givableWorkspaceRoles)[number];

/** Roles that come with an organization role and can't be removed in a workspace. */
const roleOfInheriting: Record<(typeof inheritingRoles)[number], string> = {
  admin: "workspace_admin",
  owner: "workspace_admin",
  primary_owner: "workspace_admin",
  membership_admin: "workspace_admin",
  billing: "workspace_billing",
};
export const inheritedRoles: Record<string, string> = roleOfInheriting;

const immovableRoles = ["admin", "owner", "primary_owner", "membership_admin"];

export function isImmovableRole(role: string): boolean {
  return immovableRoles.includes(role);
}

/** Keys that expire within this many days are said to expire soon. */
export const expiringDays = 30;
