import { addDays, addMonths, toPeriodStart } from "@/lib/core/format/calendar";

export const budgetScopes = ["organization", "workspace", "tag"] as const;
export type BudgetScope = (typeof budgetScopes)[number];

/** Calendar periods, as the database names them. */
export const budgetPeriods = ["month", "quarter", "year"] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

export const usualThresholds = [50, 80, 100];
export const usualForecastThreshold = 100;
export const maxThresholds = 5;
export const maxPercent = 200;

const monthsOf: Record<BudgetPeriod, number> = { month: 1, quarter: 3, year: 12 };

export function toBudgetStart(day: string, period: BudgetPeriod): string {
  const month = toPeriodStart(day, "month");
  const place = (Number(month.slice(5, 7)) - 1) % monthsOf[period];
  return addMonths(month, -place);
}

export function toBudgetEnd(day: string, period: BudgetPeriod): string {
  return addDays(addMonths(toBudgetStart(day, period), monthsOf[period]), -1);
}
