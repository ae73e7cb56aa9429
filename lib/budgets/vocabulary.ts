export const budgetScopes = ["organization", "workspace", "tag"] as const;
export type BudgetScope = (typeof budgetScopes)[number];

export const usualThresholds = [50, 80, 100];
export const mostThresholds = 5;
export const mostPercent = 200;
