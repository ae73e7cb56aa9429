/** Client-safe. Every action name has a sentence in the catalogs. */
export const auditActions = [
  "member.change_role",
  "member.remove",
  "invite.create",
  "invite.withdraw",
  "workspace.create",
  "workspace.update",
  "workspace.archive",
  "workspace.change_limits",
  "spend_limit.set",
  "spend_limit.remove",
  "workspace_member.add",
  "workspace_member.change_role",
  "workspace_member.remove",
  "api_key.rename",
  "api_key.activate",
  "api_key.deactivate",
  "api_key.archive",
  "api_key.rotate",
  "api_key.end_rotation",
  "bulk.start",
  "bulk.cancel",
  "bulk.retry",
  "bulk.approve",
  "bulk.decline",
  "sync.run",
  "sandbox.restore_persona",
  "sandbox.reset",
  "grant.add",
  "grant.change",
  "grant.remove",
  "settings.change",
  "session.end",
  "session.end_own",
  "session.begin_confirmation",
  "session.confirm",
  "passkey.begin",
  "passkey.add",
  "passkey.rename",
  "passkey.remove",
  "passkey.remove_own",
  "view.save",
  "view.rename",
  "view.remove",
  "columns.choose",
  "activity.resolve",
  "budget.add",
  "budget.change",
  "budget.remove",
  "export.download",
  "audit.unproven",
] as const;
export type AuditAction = (typeof auditActions)[number];

export type AuditOutcome = "succeeded" | "failed" | "unknown";

/**
 * Why the log isn't proven before a line: the end had no seal, a forged one, or one by another key; lines had no MAC
 * yet; lines were cut off or added; or known lines were gone.
 */
export const doubtReasons = [
  "no_seal",
  "forged_seal",
  "other_key",
  "no_mac",
  "end_moved",
  "rolled_back",
] as const;
export type DoubtReason = (typeof doubtReasons)[number];
