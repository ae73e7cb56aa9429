/** Roles that somebody can be invited to. The API never lets anybody be made an admin. */
export const invitableRoles = ["user", "developer", "claude_code_user", "billing"] as const;
export type InvitableRole = (typeof invitableRoles)[number];

/** What people see: a pending invite past its time has expired, though the API says so up to a day later. */
export const inviteStates = ["pending", "expired", "accepted"] as const;

export function isInvitableRole(role: string): role is InvitableRole {
  return invitableRoles.some((one) => one === role);
}
