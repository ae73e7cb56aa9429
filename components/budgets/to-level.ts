import Big from "big.js";
import { addDays, countDays, type DayRange, toPeriodEnd, toPeriodStart } from "@/lib/calendar";

/** Prorates a monthly budget: each month contributes by its share of days, and whole months contribute it exactly. */
export function toLevel(cents: string, { from, to }: DayRange): string {
  let level = new Big(0);
  for (let day = from; day <= to; day = addDays(toPeriodEnd(day, "month"), 1)) {
    const month = { from: toPeriodStart(day, "month"), to: toPeriodEnd(day, "month") };
    const days = countDays({ from: day, to: to < month.to ? to : month.to });
    level = level.plus(new Big(cents).times(days).div(countDays(month)));
  }
  return level.round(4).toFixed();
}
