export const attentionKinds = [
  "key_rejected",
  "sync_failing",
  "right_lost",
  "approval_waiting",
  "change_proposed",
  "review_waiting",
  "outcome_unknown",
  "rows_unreadable",
  "days_incomplete",
  "budget_reached",
  "budget_exceeds",
  "webhook_unreadable",
  "messages_failing",
  "reports_failing",
  "finding",
  "day_stands_out",
] as const;

export const undeliveredDays = 7;
export const unusedDays = 90;
export const inviteDays = 3;
