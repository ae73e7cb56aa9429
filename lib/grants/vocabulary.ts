/** Only the directory makes leads and members. */
export const grantablePersonas = ["admin", "finance", "auditor"] as const;
export type GrantablePersona = (typeof grantablePersonas)[number];

export const maxNoteLength = 500;
