import "server-only";
import Big from "big.js";
import type { Permit } from "@/lib/core/auth/permit";
import { heavyRead } from "@/lib/core/entry/heavy-read";
import { env } from "@/lib/core/env/env";
import {
  addDays,
  countDays,
  type DayRange,
  listDays,
  toDay,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import { getHistory } from "@/lib/core/history/store";
import { toKeptDays } from "@/lib/core/history/vocabulary";
import type { Currency } from "@/lib/core/money/money";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { chooseSpendCurrency } from "./currency";
import { sumByDay } from "./days";
import {
  explainForecast,
  type Forecast,
  forecastDays,
  forecastHistoryDays,
  sumDays,
  toForecastDays,
} from "./forecast";
import { forecastLonger } from "./longer-forecast";
import { type SpendMonth, spendMonth } from "./schema";
import type { DayCents } from "./usual-day";

export const getSpendMonth = heavyRead("standing", readSpendMonth);

async function readSpendMonth(
  by: Permit<"cost:read">,
  { currency: asked }: { currency?: Currency | null | undefined } = {},
  today = toDay(new Date()),
): Promise<SpendMonth> {
  const last = toLastMonth(today);
  const soFar = { from: toPeriodStart(today, "month"), to: today };
  const { currency, totals } = await chooseSpendCurrency(by.actor, asked, [{ from: last.from, to: today }]);
  const [days, history, incompleteDays] = await Promise.all([
    sumByDay(by.actor, currency, { from: addDays(today, -forecastHistoryDays), to: today }),
    getHistory(["cost"]),
    countIncompleteDays(["cost"], [soFar, last]),
  ]);
  const isLoading = history.findLoading({ report: "cost", ...soFar }) !== null;
  const known = { from: addDays(today, -forecastHistoryDays), to: addDays(today, -1) };
  const isLoadingAny = history.findLoading({ report: "cost", ...known }) !== null;
  const forecasts = forecastDays(days, today);
  const forecast = toForecast(days, today, forecasts?.at(-1));
  return spendMonth.parse({
    currency,
    totals,
    month: today.slice(0, 7),
    today,
    cents: isLoading ? null : sumDays(days, soFar).toFixed(),
    lastCents: isWhole(days, last) ? sumDays(days, last).toFixed() : null,
    compared: compareSameDays(days, today),
    forecast: forecast && { ...forecast, isProvisional: isLoadingAny },
    ...countUnknown(days, soFar),
    incompleteDays,
    course: {
      days: countDays({ ...soFar, to: toPeriodEnd(today, "month") }),
      now: isLoading ? [] : toRunningSums(days, soFar),
      last: isWhole(days, last) ? toRunningSums(days, last) : [],
      expected: forecasts?.slice(1) ?? [],
    },
    loading: history.findLoading(
      ...[soFar, last, toForecastDays(today)].map((range) => ({ report: "cost" as const, ...range })),
    ),
  });
}

function toForecast(days: DayCents, today: string, month?: Forecast) {
  if (!month) return null;
  return { ...month, basis: explainForecast(days, today), ...forecastLonger(days, today, month.cents) };
}

export function toLastMonth(today: string): DayRange {
  const end = addDays(toPeriodStart(today, "month"), -1);
  return { from: toPeriodStart(end, "month"), to: toPeriodEnd(end, "month") };
}

/** Up to today, and the same days of the last month, which can be fewer. */
export function toMonthSoFar(today: string): { now: DayRange; before: DayRange } {
  const now = { from: toPeriodStart(today, "month"), to: today };
  const last = toLastMonth(today);
  const sameDay = addDays(last.from, countDays(now) - 1);
  const isLonger = sameDay > last.to;
  return { now, before: { from: last.from, to: isLonger ? last.to : sameDay } };
}

/**
 * The complete days of this month and the same days of the last one, which can be fewer. On the first day there are
 * none, so the two months before are compared.
 */
export function toComparedMonths(today: string): { after: DayRange; before: DayRange } {
  const after = { from: toPeriodStart(addDays(today, -1), "month"), to: addDays(today, -1) };
  const last = toLastMonth(after.to);
  const isWholeMonth = after.to === toPeriodEnd(after.to, "month");
  const sameDay = addDays(last.from, countDays(after) - 1);
  return { after, before: isWholeMonth || sameDay > last.to ? last : { from: last.from, to: sameDay } };
}

/** Null while a day is missing, because half a month is no comparison, and on the first day of a month. */
function compareSameDays(days: DayCents, today: string): SpendMonth["compared"] {
  const { after, before } = toComparedMonths(today);
  if (after.to < toPeriodStart(today, "month") || !isWhole(days, after) || !isWhole(days, before))
    return null;
  const toSum = (range: DayRange) => sumDays(days, range).toFixed();
  return { after, before, afterCents: toSum(after), beforeCents: toSum(before) };
}

function isWhole(days: DayCents, range: DayRange): boolean {
  return listDays(range).every((day) => days.has(day));
}

function countUnknown(days: DayCents, soFar: DayRange): Pick<SpendMonth, "missingDays" | "unkeptDays"> {
  const unknown = listDays(soFar).filter((day) => !days.has(day));
  const oldest = addDays(soFar.to, 1 - toKeptDays("cost", env.HISTORY_DAYS));
  const unkept = unknown.filter((day) => day < oldest).length;
  return { missingDays: unknown.length - unkept, unkeptDays: unkept };
}

/** Null on a day that isn't known, because a sum that stays the same would say that the day cost nothing. */
function toRunningSums(days: DayCents, range: DayRange): (string | null)[] {
  let sum = new Big(0);
  return listDays(range).map((day) => {
    const cents = days.get(day);
    if (cents === undefined) return null;
    sum = sum.plus(cents);
    return sum.toFixed();
  });
}
