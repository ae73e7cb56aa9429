/** Client-safe. Organization roles with access to every workspace without a membership. */
export const inheritingRoles = ["admin", "owner", "primary_owner", "membership_admin", "billing"] as const;

export const personas = ["admin", "finance", "lead", "member", "auditor"] as const;
export type Persona = (typeof personas)[number];

/** Why a grant is suspended. */
export const grantLosses = ["left", "demoted"] as const;
export type GrantLoss = (typeof grantLosses)[number];

export const linkEmail = "one-time link";

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
  "new_account",
  "session_over",
  "link",
  "provider",
  "failed",
  "limited",
  "unproven",
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const signInWarnings = ["google_is_open"] as const;
export type SignInWarning = (typeof signInWarnings)[number];
