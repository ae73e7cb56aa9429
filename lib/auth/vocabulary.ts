/** Client-safe. Roles in the organization that open every workspace, without a place of one's own in it. */
export const inheritingRoles = ["admin", "owner", "primary_owner", "membership_admin", "billing"] as const;

/** How the session of the one-time link is called where others have an address. */
export const linkEmail = "one-time link";

/** What can become of an attempt to sign in. */
export const attemptOutcomes = [
  "succeeded",
  "cancelled",
  "stranger",
  "unverified",
  "odd_address",
  "outside_account",
  "foreign_domain",
  "not_for_admins",
  "other_person",
  "link",
  "provider",
  "failed",
  "limited",
  "unproven",
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** Client-safe. What an operator should know about how people get in. */
export const signInWarnings = ["google_is_open"] as const;
export type SignInWarning = (typeof signInWarnings)[number];
