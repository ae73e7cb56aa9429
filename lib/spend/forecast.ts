import "server-only";
import Big from "big.js";
import { addDays, countDays, type DayRange, listDays, toPeriodEnd, toPeriodStart } from "@/lib/calendar";
import type { Cents } from "@/lib/money";

const weeks = 4;
/** Tries the method on this many months; the range must hold for this share of them. */
const maxTries = 12;
const minTries = 3;

export type DayCents = ReadonlyMap<string, Cents>;
export type Forecast = {
  cents: Cents;
  lowCents: Cents | null;
  highCents: Cents | null;
  tries: number;
};

/**
 * Cost so far plus, for each remaining day, its weekday's four-week average, scaled by what that missed on this day in
 * earlier months. The range leaves out the outer tenths. Null without enough days.
 */
export function forecastMonth(days: DayCents, today: string): Forecast | null {
  return forecastDays(days, today)?.at(-1) ?? null;
}

/** For today and each remaining day, what the month is expected to have cost by its end; the last is the forecast. */
export function forecastDays(days: DayCents, today: string): Forecast[] | null {
  const rest = listExpected(days, today);
  const whole = { from: toPeriodStart(today, "month"), to: addDays(today, -1) };
  if (!rest || listDays(whole).some((day) => !days.has(day))) return null;
  const spent = sumDays(days, whole);
  const soFar = new Big(days.get(today) ?? 0);
  const errors = listErrors(days, today);
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

export function toForecastDays(today: string): DayRange {
  const [from = today] = [toPeriodStart(today, "month"), addDays(today, -7 * weeks)].toSorted();
  return { from, to: addDays(today, -1) };
}

/** Null unless the previous four weeks are complete. */
export function forecastRest(days: DayCents, today: string): Big | null {
  return listExpected(days, today)?.at(-1) ?? null;
}

/** Later days, by their weekday's average alone. Null unless the previous four weeks are complete. */
export function forecastRange(days: DayCents, today: string, range: DayRange): Cents | null {
  if (!listExpected(days, today)) return null;
  return listDays(range)
    .reduce((sum, day) => sum.plus(toWeekdayMean(days, day, today)), new Big(0))
    .toFixed();
}

/** From today to the end of each remaining day of the month. */
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

function listErrors(days: DayCents, today: string): Big[] {
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
    const expected = forecastRest(days, day);
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
