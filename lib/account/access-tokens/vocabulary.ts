/** Client-safe. */
export const tokenStates = ["active", "waiting", "suspended", "expired", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

/** Whether it will never work again. */
export function isOver(state: TokenState): boolean {
  return state === "expired" || state === "revoked";
}

export const servicePersonas = ["admin", "finance", "auditor"] as const;
export type ServicePersona = (typeof servicePersonas)[number];

export const maxTokenDays = 365;
export const usualTokenDays = 90;
export const offeredDays = [7, 30, 90, 365] as const;
export const maxTokenName = 100;
export const maxNetworks = 20;
/** How long an app has to take up its connection. */
export const codeMs = 300_000;
/** Of one owner, not counting those that are over. */
export const maxTokens = 50;
