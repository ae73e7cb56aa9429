import type { Budget } from "@/lib/budgets/schema";
import { toBudgetEnd, toBudgetStart } from "@/lib/budgets/vocabulary";
import { addDays, countDays, type DayRange } from "@/lib/calendar";
import { add, divide, type Exact, formatDecimal, multiply, parseDecimal, round } from "@/lib/decimal";

const toDays = (range: DayRange): Exact => parseDecimal(String(countDays(range)));

/** Prorates a budget: each of its periods contributes by its share of days, and a whole one contributes exactly. */
export function toLevel({ cents, period }: Pick<Budget, "cents" | "period">, { from, to }: DayRange): string {
  let level = parseDecimal("0");
  for (let day = from; day <= to; day = addDays(toBudgetEnd(day, period), 1)) {
    const whole = { from: toBudgetStart(day, period), to: toBudgetEnd(day, period) };
    const days = toDays({ from: day, to: to < whole.to ? to : whole.to });
    level = add(level, divide(multiply(parseDecimal(cents), days), toDays(whole), 20));
  }
  return formatDecimal(round(level, 4));
}
