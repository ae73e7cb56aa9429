/** Client-safe. */
export const tokenStates = ["active", "waiting", "suspended", "expired", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

export const servicePersonas = ["admin", "finance", "auditor"] as const;

export const maxTokenDays = 365;
export const usualTokenDays = 90;
export const maxTokenName = 100;
export const maxNetworks = 20;
/** Of one owner, not counting those that are over. */
export const maxTokens = 50;
