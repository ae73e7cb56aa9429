/** What a grant can give. Leads and members get their place from the directory alone. */
export const grantablePersonas = ["admin", "finance", "auditor"] as const;
export type GrantablePersona = (typeof grantablePersonas)[number];

export const longestNote = 500;
