/** Client-safe. `unknown`: the answer was lost and couldn't be looked up. */
export const rowStates = ["queued", "running", "succeeded", "failed", "unknown", "cancelled"] as const;
export type RowState = (typeof rowStates)[number];

/** `stopped`: the run ended early by itself, such as after a lost right. */
export const runStates = [
  "proposed",
  "pending",
  "scheduled",
  "running",
  "finished",
  "cancelled",
  "stopped",
  "declined",
  "expired",
] as const;
export type RunState = (typeof runStates)[number];

export const maxRows = 10_000;

/** In the input of a row: the entry of the log that it reverts. */
export const undoneEntry = "undoneEntry";

/** `failed` are rows that didn't succeed; `cancelled` adds those that never ran. */
export const retryKinds = ["failed", "cancelled"] as const;

/** Operations with a title for runs; others use the audit log's. */
export const namedOperations = [
  "member.change_role",
  "member.remove",
  "member.offboard",
  "invite.create",
  "invite.withdraw",
  "workspace.archive",
  "workspace_member.add",
  "workspace_member.change_role",
  "workspace_member.remove",
  "workspace_member.apply_review",
  "access.apply",
  "access.undo",
  "bulk.undo",
  "workspace_member.copy",
  "api_key.activate",
  "api_key.deactivate",
  "api_key.archive",
  "api_key.rename",
  "api_key.assign",
  "finding.dismiss",
  "finding.reopen",
  "finding.assign",
  "grant.add",
  "grant.change",
  "grant.remove",
  "grant.renew",
  "identity.let_in",
  "settings.change",
  "webhook.add",
  "webhook.change",
  "access_token.add_service",
] as const;
