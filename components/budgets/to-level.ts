import { addDays, countDays, type DayRange } from "@/lib/core/format/calendar";
import { sumShares } from "@/lib/core/money/money-math";
import type { Budget } from "@/lib/money/budgets/schema";
import { toBudgetEnd, toBudgetStart } from "@/lib/money/budgets/vocabulary";

const levelDecimals = 4;

/** Prorates a budget: each of its periods contributes by its share of days, and a whole one contributes exactly. */
export function toLevel({ cents, period }: Pick<Budget, "cents" | "period">, { from, to }: DayRange): string {
  const shares = [];
  for (let day = from; day <= to; day = addDays(toBudgetEnd(day, period), 1)) {
    const whole = { from: toBudgetStart(day, period), to: toBudgetEnd(day, period) };
    const part = countDays({ from: day, to: to < whole.to ? to : whole.to });
    shares.push({ of: cents, part, whole: countDays(whole) });
  }
  return sumShares(shares, levelDecimals);
}
