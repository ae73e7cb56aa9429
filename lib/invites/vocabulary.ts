/** Roles that somebody can be invited to. The API never lets anybody be made an admin. */
export const invitableRoles = ["user", "developer", "claude_code_user", "billing"] as const;
export type InvitableRole = (typeof invitableRoles)[number];

/** What people see: a pending invite past its time has expired, though the API says so up to a day later. */
export const inviteStates = ["pending", "expired", "accepted"] as const;

/** Roles in a workspace that an invited person can be given; those with the organization role billing need none. */
export const invitedWorkspaceRoles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
] as const;
export type InvitedWorkspaceRole = (typeof invitedWorkspaceRoles)[number];

/** What becomes of a workspace that is remembered for an invited person. */
export const owedStates = ["waiting", "given", "retrying", "failed"] as const;
export type OwedState = (typeof owedStates)[number];

/** What the dry run says of a row; only `new` ones are sent. */
export const importMarks = [
  "new",
  "member",
  "invited",
  "queued",
  "bad_address",
  "bad_role",
  "duplicate",
  "unknown_workspace",
  "unclosed",
] as const;
export type ImportMark = (typeof importMarks)[number];

export const mostImportRows = 5_000;
export const mostImportBytes = 2_000_000;
export const longestAddress = 320;

/** As zod's own, so that the browser knows it without zod. */
export const addressShape =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export function isAddress(text: string): boolean {
  return text.length <= longestAddress && addressShape.test(text);
}

export function isInvitableRole(role: string): role is InvitableRole {
  return invitableRoles.some((one) => one === role);
}

/** The role that a person wrote down, in whatever case and with whatever between the words. */
export function toInvitableRole(text: string): InvitableRole | undefined {
  const role = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  return isInvitableRole(role) ? role : undefined;
}
