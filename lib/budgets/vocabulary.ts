export const budgetScopes = ["organization", "workspace", "tag"] as const;
export type BudgetScope = (typeof budgetScopes)[number];

export const usualThresholds = [50, 80, 100];
export const maxThresholds = 5;
export const maxPercent = 200;
