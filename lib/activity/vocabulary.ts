export const activitySources = ["castellan", "outside"] as const;

export const activityNouns = [
  "member",
  "invite",
  "workspace",
  "workspace_member",
  "spend_limit",
  "api_key",
  "grant",
  "bulk",
  "sync",
  "sandbox",
  "settings",
  "session",
  "passkey",
  "activity",
  "budget",
  "statement",
  "ledger_account",
  "unusual_day",
  "finding",
  "opportunity",
  "review",
  "export",
  "audit",
] as const;

export const outsideKinds = ["added", "changed", "gone"] as const;

export const activityOutcomes = ["succeeded", "failed", "unknown"] as const;

export const resolvedOutcomes = ["succeeded", "failed"] as const;
export type ResolvedOutcome = (typeof resolvedOutcomes)[number];

export const revertOperations = [
  "api_key.activate",
  "api_key.deactivate",
  "api_key.rename",
  "member.change_role",
  "workspace_member.change_role",
  "workspace.update",
] as const;
export type RevertOperation = (typeof revertOperations)[number];

/** Fields with a label in the catalogs; others are shown as received. */
export const namedFields = [
  "role",
  "email",
  "name",
  "status",
  "persona",
  "note",
  "expiresAt",
  "confirmedUse",
  "confirmedSpend",
  "scope",
  "period",
  "cents",
  "currency",
  "two_person_rule",
  "mask_names",
  "idle_minutes",
  "session_hours",
  "step_up_minutes",
  "step_up_proof",
  "directory_hours",
  "approval_hours",
  "finding_rules",
  "chargeback",
  "successors",
  "origin",
  "act",
  "operation",
  "run",
  "rows",
  "needsApproval",
  "displayColor",
  "createdAt",
  "startsAt",
  "archivedAt",
  "invitedAt",
  "acceptedAt",
  "workspaceId",
  "userId",
  "workspaceGeo",
  "defaultInferenceGeo",
  "allowedInferenceGeos",
  "externalKeyId",
  "inferenceDataRetention",
  "userProfileId",
  "compartmentId",
  "outcome",
  "group",
  "incompleteDays",
  "missingDays",
  "thresholds",
  "forecastThreshold",
  "recipients",
  "tagKey",
  "tagValue",
  "replacement",
  "replacementId",
  "rule",
  "reason",
  "until",
  "dueOn",
  "isPaused",
  "report",
  "people",
  "review",
  "expected",
  "kind",
  "cadence",
  "workspaces",
  "hash",
  "number",
  "month",
  "tag",
  "center",
  "totalCents",
  "printedTotalCents",
  "messages",
  "exceptions",
  "browser",
  "system",
] as const;

/** Data residency is nested, and the API spells its fields in snake case. */
export function findNamedField(path: string): (typeof namedFields)[number] | null {
  const residency = path.match(/^(?:dataResidency|residency)\.(\w+)$/)?.[1];
  const field = residency?.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) ?? path;
  return namedFields.find((one) => one === field) ?? null;
}
