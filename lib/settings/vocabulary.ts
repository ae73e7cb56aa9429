/** Client-safe. What becomes of cost that no tag value claims. */
export const chargebackRules = ["leave", "spread", "center"] as const;

/** The bounds of the session time-outs. */
export const idleMinutes = { min: 5, max: 1_440 };
export const sessionHours = { min: 1, max: 168 };
/** How long a sign-in is good for dangerous acts. It has no "never": nobody can turn the check off. */
export const stepUpMinutes = { min: 1, max: 480 };

/** The bounds of how old the directory may be for anybody but admins, and of how long a second admin has to agree. */
export const directoryHours = { min: 1, max: 720 };
export const approvalHours = { min: 1, max: 168 };

export const settingsTabs = ["access", "rules", "key", "log"] as const;
export type SettingsTab = (typeof settingsTabs)[number];
