/** Roles that may be given here, least first. The API gives `workspace_billing` by the organisation role alone. */
export const assignableWorkspaceRoles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
] as const;
export type AssignableWorkspaceRole = (typeof assignableWorkspaceRoles)[number];

/** Organisation roles that bring a role in every workspace, which nobody can take away there. */
export const inheritedRoles: Record<string, string> = {
  admin: "workspace_admin",
  owner: "workspace_admin",
  primary_owner: "workspace_admin",
  membership_admin: "workspace_admin",
  billing: "workspace_billing",
};

/** What a membership may be changed to: `workspace_billing` only takes back the promotion of a billing member. */
export const givableWorkspaceRoles = [...assignableWorkspaceRoles, "workspace_billing"] as const;
export type GivableWorkspaceRole = (typeof givableWorkspaceRoles)[number];

/** The roles to choose from for somebody with this role in the organisation; none where it decides alone. */
export function listOfferedRoles(organizationRole: string): readonly GivableWorkspaceRole[] {
  if (organizationRole === "billing") return ["workspace_billing", "workspace_admin"];
  return Object.hasOwn(inheritedRoles, organizationRole) ? [] : assignableWorkspaceRoles;
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
/** Where nothing narrows a search for people, a lead would read the whole directory. */
export const leastSearchLength = 3;

/** Places that the API knows today: where data may rest, and where requests may be answered. */
export const workspaceGeos = ["us"] as const;
export const inferenceGeos = ["global", "us"] as const;

/** Where colour is a choice: the first is the one of a new workspace. */
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
