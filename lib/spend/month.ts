import "server-only";
import Big from "big.js";
import type { Permit } from "@/lib/auth/permit";
import {
  addDays,
  countDays,
  type DayRange,
  listDays,
  toDay,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/calendar";
import { heavyRead } from "@/lib/entry/heavy-read";
import { getHistory } from "@/lib/history/store";
import type { Currency } from "@/lib/money";
import { countIncompleteDays } from "@/lib/reports/query/incomplete";
import { chooseSpendCurrency } from "./currency";
import { sumByDay } from "./days";
import { type DayCents, forecastMonth, sumDays, toForecastDays } from "./forecast";
import { type SpendMonth, spendMonth } from "./schema";

const historyDays = 400;
const trendDays = 30;

export const getSpendMonth = heavyRead(readSpendMonth);

async function readSpendMonth(
  by: Permit<"cost:read">,
  { currency: asked }: { currency?: Currency | null | undefined } = {},
  today = toDay(new Date()),
): Promise<SpendMonth> {
  const shown = { from: toLastMonth(today).from, to: today };
  const { currency, totals } = await chooseSpendCurrency(by.actor, asked, [shown]);
  const [days, history] = await Promise.all([
    sumByDay(by.actor, currency, { from: addDays(today, -historyDays), to: today }),
    getHistory(["cost"]),
  ]);
  const soFar = { from: toPeriodStart(today, "month"), to: today };
  const last = toLastMonth(today);
  const sameDays = {
    from: last.from,
    to: addDays(last.from, Math.min(countDays(soFar), countDays(last)) - 1),
  };
  const trend = { from: addDays(today, -trendDays), to: addDays(today, -1) };
  const isLoading = (range: DayRange) => history.findLoading({ report: "cost", ...range }) !== null;
  return spendMonth.parse({
    currency,
    totals,
    month: today.slice(0, 7),
    today,
    cents: isLoading(soFar) ? null : sumDays(days, soFar).toFixed(),
    lastCents: toWholeSum(days, last),
    lastToDateCents: toWholeSum(days, sameDays),
    forecast: forecastMonth(days, today),
    missingDays: listDays(soFar).filter((day) => !days.has(day)).length,
    incompleteDays: await countIncompleteDays(["cost"], [soFar, last]),
    course: {
      days: countDays({ ...soFar, to: toPeriodEnd(today, "month") }),
      now: isLoading(soFar) ? [] : toRunningSums(days, soFar),
      last: isWhole(days, last) ? toRunningSums(days, last) : [],
    },
    days: isLoading(trend) ? [] : listDays(trend).map((day) => ({ day, cents: days.get(day) ?? "0" })),
    loading: history.findLoading(
      ...[soFar, last, trend, toForecastDays(today)].map((range) => ({ report: "cost" as const, ...range })),
    ),
  });
}

export function toLastMonth(today: string): DayRange {
  const end = addDays(toPeriodStart(today, "month"), -1);
  return { from: toPeriodStart(end, "month"), to: toPeriodEnd(end, "month") };
}

/** Null while a day is missing, because half a month is no comparison. */
function toWholeSum(days: DayCents, range: DayRange): string | null {
  return isWhole(days, range) ? sumDays(days, range).toFixed() : null;
}

function isWhole(days: DayCents, range: DayRange): boolean {
  return listDays(range).every((day) => days.has(day));
}

function toRunningSums(days: DayCents, range: DayRange): string[] {
  let sum = new Big(0);
  return listDays(range).map((day) => {
    sum = sum.plus(days.get(day) ?? 0);
    return sum.toFixed();
  });
}
