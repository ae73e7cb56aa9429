/** Permissions whose sentence in the matrix is about others, so that a person's own page says it to them. */
export const ownSentences = [
  "me:read",
  "activity:read",
  "bulk:read",
  "bulk:write",
  "me:write",
  "passkeys:write",
  "tokens:write",
  "views:read",
  "schedules:read",
  "schedules:write",
  "reviews:read",
  "findings:read",
  "findings:write",
] as const;
