/** Only the directory makes leads and members. */
export const grantablePersonas = ["admin", "finance", "auditor"] as const;
export type GrantablePersona = (typeof grantablePersonas)[number];

/** Every grant ends, at most this many days from the day it is given or renewed. */
export const maxGrantDays = 365;
export const usualGrantDays = 90;

export const maxNoteLength = 500;
