import type { TagDimension } from "@/lib/reports/dimension";

export const actorKinds = ["key", "person"] as const;

export const changeAxes = ["workspace", "model", "key"] as const;
export type ChangeAxis = (typeof changeAxes)[number] | TagDimension;

export const comparisons = ["previous", "last_month"] as const;

export const spendRanges = ["7d", "30d", "90d"] as const;
export const changeRanges = ["this_month", "last_month", "quarter", "last_quarter", ...spendRanges] as const;

export const sharedValue = "shared";

/** A rule that assigns the pool to one center can't be applied before the center is chosen. */
export function lacksCenter({ rule, center }: { rule: string; center: string | null }): boolean {
  return rule === "center" && !center?.trim();
}
