import type { KeyUse } from "@/lib/core/organization/vocabulary";

export const keyStatuses = ["active", "inactive", "archived", "expired"] as const;
export type KeyStatus = (typeof keyStatuses)[number];

export const principalKinds = ["user", "service_account"] as const;

/** The API can't create, show, move, or delete keys. To replace one only selects the key that takes over, and owners are ours. */
export const keyOperationNames = [
  "rename",
  "assign",
  "replace",
  "activate",
  "deactivate",
  "archive",
] as const;
export type KeyOperation = (typeof keyOperationNames)[number];

/** Those that a dialog asks about before anything changes. */
export const askableOperations = ["rename", "replace", "deactivate", "archive"] as const;
export type AskableOperation = (typeof askableOperations)[number];

export function toKeyRefusal(status: string, operation: KeyOperation): "archived_key" | "expired_key" | null {
  if (status === "archived") return "archived_key";
  const isSwitch = operation === "activate" || operation === "deactivate";
  return status === "expired" && isSwitch ? "expired_key" : null;
}

/** Null if nothing uses the key, or if it is inactive and stays so: archiving is refused while a key is in use. */
export function toUseRefusal(
  { status, use }: { status: string; use: KeyUse },
  operation: KeyOperation,
): "key_in_use" | "key_use_unknown" | null {
  const stops = operation === "archive" || (operation === "deactivate" && status === "active");
  if (!stops || use === "none") return null;
  return use === "recent" ? "key_in_use" : "key_use_unknown";
}

export const maxImpacts = 200;

export const measuredReports = ["usage", "actor-cost"] as const;

export const maxKeyNameLength = 500;

export const consoleKeysUrl = "https://platform.claude.com/settings/keys";

export const goneMakers = "gone";

/** Whole UTC days without traffic after which a replaced key can be deactivated, or stops by itself. */
export const quietDays = 1;

/**
 * What became of a planned stop: `pending` waits for an approval, `retried` failed because of the API and is tried again, and
 * `failed` is whatever ended without a deactivation.
 */
export const stopStates = [
  "planned",
  "pending",
  "begun",
  "retried",
  "succeeded",
  "failed",
  "unknown",
] as const;
export type StopState = (typeof stopStates)[number];

/** Whether somebody waits for the key to stop by itself. */
export function isAwaited(stop: { state: StopState } | null): boolean {
  return stop !== null && ["planned", "pending", "begun", "retried"].includes(stop.state);
}
