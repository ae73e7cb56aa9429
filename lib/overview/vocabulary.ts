/** What can need attention, the most urgent first. */
export const attentionKinds = [
  "key_rejected",
  "sync_failing",
  "approval_waiting",
  "outcome_unknown",
  "budget_reached",
  "budget_exceeds",
  "webhook_failing",
  "maker_gone",
  "keys_expiring",
  "invites_expiring",
  "day_stands_out",
  "keys_unused",
] as const;

export const unusedDays = 90;
export const inviteDays = 3;
export const trendDays = 30;
