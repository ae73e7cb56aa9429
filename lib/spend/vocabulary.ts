/** Whose cost the page of people and keys tells. */
export const actorKinds = ["key", "person"] as const;

/** What a difference between two periods is told by. */
export const changeAxes = ["workspace", "model", "key"] as const;
export type ChangeAxis = (typeof changeAxes)[number];

/** What to compare a period with: the days before it, or the same days of the month before. */
export const comparisons = ["previous", "last_month"] as const;

export const spendRanges = ["7d", "30d", "90d"] as const;
export const changeRanges = [...spendRanges, "last_month"] as const;

/** The value of a cost center's tag that marks cost of everybody. */
export const sharedValue = "shared";
