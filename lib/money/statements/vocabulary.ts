/** Client-safe. Why a month can't be closed. */
export const obstacles = ["over", "missing", "unsettled", "center", "closed"] as const;
export type Obstacle = (typeof obstacles)[number];

export const lineKinds = ["direct", "shared", "unassigned", "adjustment"] as const;

/** What explains the difference between a statement and its invoice, in this order. */
export const bridgeParts = ["priority", "credits", "taxes", "rounding", "other"] as const;
export type BridgePart = (typeof bridgeParts)[number];

/** What accounts are of: centers, what has none, what an invoice has beside them, and the other side of the entry. */
export const accountRoles = ["center", "unassigned", ...bridgeParts, "offset"] as const;

export const maxAccounts = 500;
export const maxNoteLength = 500;
