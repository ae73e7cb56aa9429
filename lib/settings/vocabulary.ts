/** Client-safe. What becomes of cost that no tag value claims. */
export const chargebackRules = ["leave", "spread", "center"] as const;

/** The bounds of the session time-outs. */
export const idleMinutes = { min: 5, max: 1_440 };
export const sessionHours = { min: 1, max: 168 };

export const settingsTabs = ["access", "rules", "key"] as const;
export type SettingsTab = (typeof settingsTabs)[number];
