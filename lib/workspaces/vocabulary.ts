import type { inheritingRoles } from "@/lib/auth/vocabulary";

/** Roles that may be given here, least first. The API gives `workspace_billing` by the organization role alone. */
export const assignableWorkspaceRoles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
] as const;
export type AssignableWorkspaceRole = (typeof assignableWorkspaceRoles)[number];

/** Organization roles that bring a role in every workspace, which nobody can take away there. */
const roleOfInheriting: Record<(typeof inheritingRoles)[number], string> = {
  admin: "workspace_admin",
  owner: "workspace_admin",
  primary_owner: "workspace_admin",
  membership_admin: "workspace_admin",
  billing: "workspace_billing",
};
export const inheritedRoles: Record<string, string> = roleOfInheriting;

/** What a membership may be changed to: `workspace_billing` only takes back the promotion of a billing member. */
export const givableWorkspaceRoles = [...assignableWorkspaceRoles, "workspace_billing"] as const;
export type GivableWorkspaceRole = (typeof givableWorkspaceRoles)[number];

/** The roles to choose from for somebody with this role in the organization; none where it decides alone. */
export function listOfferedRoles(organizationRole: string): readonly GivableWorkspaceRole[] {
  if (organizationRole === "billing") return ["workspace_billing", "workspace_admin"];
  return Object.hasOwn(inheritedRoles, organizationRole) ? [] : assignableWorkspaceRoles;
}

const fromLeastToMost: readonly string[] = ["workspace_billing", ...assignableWorkspaceRoles];

/** Whether somebody with the role `than` can do something more with `role`. Of a role that is unknown, who knows. */
export function givesMoreInWorkspace(role: GivableWorkspaceRole, than: string): boolean {
  return fromLeastToMost.indexOf(role) > fromLeastToMost.indexOf(than);
}

/** How somebody comes to a workspace. */
export const accessKinds = ["direct", "inherited", "default"] as const;

export const workspaceTabs = ["members", "keys", "limits", "spend", "settings"] as const;
export type WorkspaceTab = (typeof workspaceTabs)[number];

/** Archiving the workspace of this name locks everybody out of Claude Code. */
export const claudeCodeName = "Claude Code";

export const nameLength = 40;
export const tagKeyLength = 64;
export const tagValueLength = 256;
/** The API keeps tag keys that start like this for itself. */
export const reservedTagPrefix = "anthropic";
/** A search for people to add takes the first letters of a name, so that nobody spells out the directory. */
export const leastSearchLength = 2;

/** Places that the API knows today: where data may rest, and where requests may be answered. */
export const workspaceGeos = ["us"] as const;
export const inferenceGeos = ["global", "us"] as const;

/** Where color is a choice: the first is the one of a new workspace. */
export const workspaceColors = [
  "#6C5BB9",
  "#3B6FB6",
  "#2F7D5B",
  "#7FB69B",
  "#B5853B",
  "#D97757",
  "#9B2C2C",
  "#4A5568",
] as const;

/** What names a membership in the change feed and in the audit log. */
export function toMembershipId(workspaceId: string, userId: string): string {
  return `${workspaceId}/${userId}`;
}

/** How the data of a workspace is kept, as the change feed names it. */
export const securityFacts = [
  "externalKeyId",
  "inferenceDataRetention",
  "userProfileId",
  "compartmentId",
] as const;
export type SecurityFactName = (typeof securityFacts)[number];
