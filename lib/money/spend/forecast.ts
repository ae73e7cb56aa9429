import "server-only";
import Big from "big.js";
import {
  addDays,
  countDays,
  type DayRange,
  listDays,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";
import { type DayCents, toUnusualDay } from "./usual-day";

/** The days that a forecast is made from. With fewer, spikes aren't recognized, and nothing is corrected. */
export const forecastHistoryDays = 400;
const weeks = 4;
/** Tries the method on this many months; the range must hold for this share of them. */
const maxTries = 12;
const minTries = 3;

/** A longer run of unusual days is a new level, which counts. */
const maxSpikeDays = 3;

export type Forecast = {
  cents: Cents;
  lowCents: Cents | null;
  highCents: Cents | null;
  tries: number;
};
/** The numbers behind a forecast. */
export type ForecastBasis = {
  spentCents: Cents;
  days: number;
  factor: number | null;
  usualDays: string[];
};

/**
 * Cost so far plus, for each remaining day, its weekday's four-week average, scaled by what that missed on this day in
 * earlier months. Unusual days count as usual ones in the average, so that a spike doesn't live on. The range leaves out
 * the outer tenths. Null without enough days.
 */
export function forecastMonth(days: DayCents, today: string): Forecast | null {
  return forecastDays(days, today)?.at(-1) ?? null;
}

/** For today and each remaining day, what the month is expected to have cost by its end; the last is the forecast. */
export function forecastDays(days: DayCents, today: string): Forecast[] | null {
  const usual = temper(days);
  const rest = listExpected(usual, today);
  const whole = { from: toPeriodStart(today, "month"), to: addDays(today, -1) };
  if (!rest || listDays(whole).some((day) => !days.has(day))) return null;
  const spent = sumDays(days, whole);
  const soFar = new Big(days.get(today) ?? 0);
  const errors = listErrors(days, usual, today);
  const isKnown = errors.length >= minTries;
  return rest.map((sum) => {
    const toEnd = (factor: Big) => {
      const expected = sum.times(factor);
      return spent.plus(expected.lt(soFar) ? soFar : expected).toFixed(0);
    };
    return {
      cents: toEnd(isKnown ? toQuantile(errors, 0.5) : new Big(1)),
      lowCents: isKnown ? toEnd(toQuantile(errors, 0.1)) : null,
      highCents: isKnown ? toEnd(toQuantile(errors, 0.9)) : null,
      tries: errors.length,
    };
  });
}

export function explainForecast(days: DayCents, today: string): ForecastBasis {
  const usual = temper(days);
  const errors = listErrors(days, usual, today);
  const used = listDays({ from: addDays(today, -7 * weeks), to: addDays(today, -1) });
  return {
    spentCents: sumDays(days, { from: toPeriodStart(today, "month"), to: addDays(today, -1) }).toFixed(),
    days: countDays({ from: today, to: toPeriodEnd(today, "month") }),
    factor: errors.length >= minTries ? Number(toQuantile(errors, 0.5).toFixed(4)) : null,
    usualDays: used.filter((day) => usual.get(day) !== days.get(day)),
  };
}

/** Unusual days at their usual cost. */
function temper(days: DayCents): DayCents {
  const known = tempered.get(days);
  if (known) return known;
  const found = new Map(
    [...days.keys()].flatMap((day) => toUnusualDay(days, day) ?? []).map((one) => [one.day, one]),
  );
  const usual = new Map(days);
  for (const [day, { usualCents }] of found)
    if (countRun(found, day, 1) + countRun(found, day, -1) - 1 <= maxSpikeDays) usual.set(day, usualCents);
  tempered.set(days, usual);
  return usual;
}

/** A page asks several times for the same days. */
const tempered = new WeakMap<DayCents, DayCents>();

function countRun(found: ReadonlyMap<string, unknown>, day: string, step: 1 | -1): number {
  let length = 0;
  while (length <= maxSpikeDays && found.has(addDays(day, step * length))) length += 1;
  return length;
}

export function toForecastDays(today: string): DayRange {
  const [from = today] = [toPeriodStart(today, "month"), addDays(today, -7 * weeks)].toSorted();
  return { from, to: addDays(today, -1) };
}

/** Later days, by their weekday's average alone. Null unless the previous four weeks are complete. */
export function forecastRange(exact: DayCents, today: string, range: DayRange): Cents | null {
  const usual = temper(exact);
  if (!listExpected(usual, today)) return null;
  return listDays(range)
    .reduce((sum, day) => sum.plus(toWeekdayMean(usual, day, today)), new Big(0))
    .toFixed();
}

/** Expected cost from today to the end of each remaining day of the month. */
function listExpected(days: DayCents, today: string): Big[] | null {
  const known = listDays({ from: addDays(today, -7 * weeks), to: addDays(today, -1) });
  if (known.some((day) => !days.has(day))) return null;
  let sum = new Big(0);
  return listDays({ from: today, to: toPeriodEnd(today, "month") }).map((day) => {
    sum = sum.plus(toWeekdayMean(days, day, today));
    return sum;
  });
}

function toWeekdayMean(days: DayCents, day: string, today: string): Big {
  const back = 7 * Math.ceil(countDays({ from: today, to: day }) / 7);
  const same = Array.from({ length: weeks }, (_, week) => addDays(day, -back - 7 * week));
  return same.reduce((sum, one) => sum.plus(days.get(one) ?? 0), new Big(0)).div(weeks);
}

function listErrors(days: DayCents, usual: DayCents, today: string): Big[] {
  const errors: Big[] = [];
  let end = addDays(toPeriodStart(today, "month"), -1);
  for (let tried = 0; tried < maxTries; tried += 1) {
    const start = toPeriodStart(end, "month");
    const day = addDays(
      start,
      Math.min(
        countDays({ from: toPeriodStart(today, "month"), to: today }),
        countDays({ from: start, to: end }),
      ) - 1,
    );
    const expected = listExpected(usual, day)?.at(-1);
    if (expected?.gt(0)) errors.push(sumDays(days, { from: day, to: end }).div(expected));
    end = addDays(start, -1);
  }
  return errors.sort((one, other) => one.cmp(other));
}

function toQuantile(sorted: readonly Big[], share: number): Big {
  const place = Math.round(share * (sorted.length - 1));
  return sorted[place] ?? new Big(1);
}

export function sumDays(days: DayCents, range: DayRange): Big {
  return listDays(range).reduce((sum, day) => sum.plus(days.get(day) ?? 0), new Big(0));
}
