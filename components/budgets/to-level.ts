import Big from "big.js";
import type { Budget } from "@/lib/budgets/schema";
import { toBudgetEnd, toBudgetStart } from "@/lib/budgets/vocabulary";
import { addDays, countDays, type DayRange } from "@/lib/calendar";

/** Prorates a budget: each of its periods contributes by its share of days, and a whole one contributes exactly. */
export function toLevel({ cents, period }: Pick<Budget, "cents" | "period">, { from, to }: DayRange): string {
  let level = new Big(0);
  for (let day = from; day <= to; day = addDays(toBudgetEnd(day, period), 1)) {
    const whole = { from: toBudgetStart(day, period), to: toBudgetEnd(day, period) };
    const days = countDays({ from: day, to: to < whole.to ? to : whole.to });
    level = level.plus(new Big(cents).times(days).div(countDays(whole)));
  }
  return level.round(4).toFixed();
}
