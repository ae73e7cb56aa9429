/** Client-safe. What can become of an attempt to sign in. */
export const attemptOutcomes = [
  "succeeded",
  "cancelled",
  "stranger",
  "unverified",
  "link",
  "provider",
  "failed",
  "limited",
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];
