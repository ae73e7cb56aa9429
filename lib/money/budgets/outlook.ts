import "server-only";
import Big from "big.js";
import { addDays, toPeriodEnd } from "@/lib/core/format/calendar";
import { forecastMonth, forecastRange } from "@/lib/money/spend/forecast";
import type { DayCents } from "@/lib/money/spend/usual-day";
import type { Budget } from "./schema";
import { toBudgetEnd, toBudgetStart } from "./vocabulary";

type Outlook = Pick<Budget, "spentCents" | "forecastCents">;
type Known = Pick<Budget, "period" | "months"> & { days: DayCents; today: string };

/** The period's months so far, and with them the forecast of this month and of the months that follow. */
export function toOutlook({ period, days, months, today }: Known): Outlook {
  const start = toBudgetStart(today, period).slice(0, 7);
  const inPeriod = months.filter(({ month }) => month >= start).map(({ cents }) => cents);
  const spent = sumKnown(inPeriod);
  const before = sumKnown(inPeriod.slice(0, -1));
  const ofMonth = forecastMonth(days, today)?.cents ?? null;
  const nextMonth = addDays(toPeriodEnd(today, "month"), 1);
  const after = forecastRange(days, today, { from: nextMonth, to: toBudgetEnd(today, period) });
  const forecast = sumKnown([before?.toFixed() ?? null, ofMonth, after]);
  return { spentCents: spent?.toFixed() ?? null, forecastCents: forecast?.toFixed(0) ?? null };
}

type Judged = Outlook & Pick<Budget, "cents" | "forecastThreshold">;

export function isAtRisk({ cents, forecastThreshold, spentCents, forecastCents }: Judged): boolean {
  if (forecastThreshold === null || forecastCents === null) return false;
  const level = new Big(cents).times(forecastThreshold).div(100);
  return level.lte(forecastCents) && level.gt(spentCents ?? 0);
}

/** Null if one isn't known. */
function sumKnown(amounts: readonly (string | null)[]): Big | null {
  return amounts.reduce<Big | null>(
    (sum, one) => (sum === null || one === null ? null : sum.plus(one)),
    new Big(0),
  );
}
