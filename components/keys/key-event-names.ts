/** Operations of the audit log that a key's history names. */
export const keyOperations = [
  "rename",
  "assign",
  "activate",
  "deactivate",
  "archive",
  "rotate",
  "end_rotation",
  "plan_stop",
  "cancel_stop",
  "drop_stop",
] as const;
