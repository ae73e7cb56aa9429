export const attentionKinds = [
  "key_rejected",
  "sync_failing",
  "right_lost",
  "approval_waiting",
  "outcome_unknown",
  "retention_changed",
  "external_key_changed",
  "rows_unreadable",
  "days_incomplete",
  "budget_reached",
  "budget_exceeds",
  "webhook_unreadable",
  "messages_failing",
  "reports_failing",
  "maker_gone",
  "keys_expiring",
  "invites_expiring",
  "day_stands_out",
  "keys_unused",
] as const;

export const securityDays = 14;
export const undeliveredDays = 7;
export const unusedDays = 90;
export const inviteDays = 3;
