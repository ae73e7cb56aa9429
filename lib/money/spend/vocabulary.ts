import type { TagDimension } from "@/lib/money/reports/dimension";
import type { RangePreset } from "@/lib/money/reports/vocabulary";

export const actorKinds = ["key", "person"] as const;

/** Why rows of keys or people don't add up to what is billed. */
export const gapReasons = [
  "console",
  "claude_code",
  "without_key",
  "other_people",
  "service_accounts",
  "keys",
  "federated",
  "nobody",
  "code_execution",
  "session_usage",
  "other_cost",
  "missing_days",
  "no_key",
  "reports_differ",
] as const;
export type GapReason = (typeof gapReasons)[number];

export const changeAxes = ["workspace", "model", "key"] as const;
export type ChangeAxis = (typeof changeAxes)[number] | TagDimension;

export const comparisons = ["previous", "last_month"] as const;
export type Comparison = (typeof comparisons)[number];

export const changeRanges = [
  "this_month",
  "last_month",
  "quarter",
  "last_quarter",
  "7d",
  "30d",
  "90d",
] as const;

/** Cost by key and person is kept for 92 days. */
export const actorRanges = [
  "today",
  "7d",
  "30d",
  "90d",
  "this_month",
  "last_month",
  "quarter",
] as const satisfies readonly RangePreset[];

export const sharedValue = "shared";

/** A rule that assigns the pool to one center can't be applied before the center is chosen. */
export function lacksCenter({ rule, center }: { rule: string; center: string | null }): boolean {
  return rule === "center" && !center?.trim();
}

/** How the number of a statement is printed, and named in files. */
export function formatNumber(number: number): string {
  return String(number).padStart(4, "0");
}
