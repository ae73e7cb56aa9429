/** Client-safe. What happens to cost that no tag value claims. */
export const chargebackRules = ["leave", "spread", "center"] as const;

export const idleMinutes = { min: 5, max: 1_440 };
export const sessionHours = { min: 1, max: 168 };
/** How long a sign-in counts as recent. Has no "never", so no one can turn the check off. */
export const stepUpMinutes = { min: 1, max: 480 };

/** What confirms who someone is: any recent sign-in, or one of these, or a passkey added here. */
export const stepUpProofs = ["any", "phishing_resistant", "acr"] as const;
export const maxAcrLength = 200;

export const directoryHours = { min: 1, max: 720 };
export const approvalHours = { min: 1, max: 168 };
export const forgetAfterMonths = { min: 1, max: 120 };

export const maxSuccessors = 100;

export const settingsTabs = ["access", "rules", "key", "log"] as const;
