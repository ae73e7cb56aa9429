/** Client-safe. What has become of one row; an unknown one has had its answer lost, and nobody could look. */
export const rowStates = ["queued", "running", "succeeded", "failed", "unknown", "cancelled"] as const;
export type RowState = (typeof rowStates)[number];

/** What has become of a run; `stopped` is a run that ended by itself before its end, such as by a lost right. */
export const runStates = [
  "pending",
  "running",
  "finished",
  "cancelled",
  "stopped",
  "declined",
  "expired",
] as const;
export type RunState = (typeof runStates)[number];

export const mostRows = 10_000;

/** Which rows to do again: those that did not succeed, or also those that never had their turn. */
export const retryKinds = ["failed", "cancelled"] as const;

/** Acts that a run has a title for; others are told as the audit log tells them. */
export const namedActs = [
  "member.change_role",
  "member.remove",
  "invite.create",
  "invite.withdraw",
  "workspace.archive",
  "workspace_member.add",
  "workspace_member.change_role",
  "workspace_member.remove",
  "api_key.activate",
  "api_key.deactivate",
  "api_key.archive",
  "grant.add",
  "grant.change",
  "settings.change",
] as const;

/** Roles that a run may give and that have a name in the catalogs; others are shown as they came. */
export const namedRoles = ["user", "developer", "billing", "claude_code_user"] as const;
