import "server-only";
import Big from "big.js";
import { addDays, addMonths, listDays, toPeriodEnd, toPeriodStart } from "@/lib/core/format/calendar";
import { forecastRange } from "./forecast";
import type { DayCents } from "./usual-day";

type LongerForecast = { quarterCents: string | null; yearCents: string | null };

/**
 * What the quarter and the year of a month come to: its earlier months, its own forecast, and its later days as
 * forecast. Null while the cost of an earlier day isn't known.
 */
export function forecastLonger(days: DayCents, today: string, monthCents: string): LongerForecast {
  const toEnd = (start: string, months: number) => {
    const before = listDays({ from: start, to: addDays(toPeriodStart(today, "month"), -1) });
    if (!before.every((day) => days.has(day))) return null;
    const later = {
      from: addDays(toPeriodEnd(today, "month"), 1),
      to: addDays(addMonths(start, months), -1),
    };
    return before
      .reduce((sum, day) => sum.plus(days.get(day) ?? 0), new Big(monthCents))
      .plus(forecastRange(days, today, later) ?? 0)
      .toFixed(0);
  };
  const month = Number(today.slice(5, 7));
  const quarter = toPeriodStart(addMonths(today, -((month - 1) % 3)), "month");
  return { quarterCents: toEnd(quarter, 3), yearCents: toEnd(`${today.slice(0, 4)}-01-01`, 12) };
}
