/** Acts of people here, and changes that a sync saw and nobody made here. */
export const activitySources = ["castellan", "outside"] as const;

/** What activity is about; the first half of every action. */
export const activityNouns = [
  "member",
  "invite",
  "workspace",
  "workspace_member",
  "api_key",
  "grant",
  "bulk",
  "sync",
  "settings",
  "session",
  "activity",
  "budget",
] as const;

/** What a sync can see of an object. */
export const outsideKinds = ["added", "changed", "gone"] as const;

export const activityOutcomes = ["succeeded", "failed", "unknown"] as const;

/** What somebody can find out about an act whose outcome is unknown. */
export const resolvedOutcomes = ["succeeded", "failed"] as const;
export type ResolvedOutcome = (typeof resolvedOutcomes)[number];

/** Fields that have a name of their own in the catalogues; others are shown as they came. */
export const namedFields = [
  "role",
  "email",
  "name",
  "status",
  "persona",
  "note",
  "expiresAt",
  "two_person_rule",
  "mask_names",
  "idle_minutes",
  "session_hours",
] as const;
