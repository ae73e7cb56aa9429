/** Client-safe. Everything that the audit log can say was done, as `noun.verb`; each has a sentence in the catalogues. */
export const auditActions = [
  "member.change_role",
  "member.remove",
  "invite.create",
  "invite.withdraw",
  "workspace.create",
  "workspace.update",
  "workspace.archive",
  "workspace.change_limits",
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
  "grant.add",
  "grant.change",
  "grant.remove",
  "settings.change",
] as const;
export type AuditAction = (typeof auditActions)[number];

export type AuditOutcome = "succeeded" | "failed" | "unknown";
