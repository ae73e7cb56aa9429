import "server-only";
import Big from "big.js";
import { countDays, type DayRange, listDays } from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";

type Found = DayRange & { differenceCents: Cents };

/** A few days only: longer runs are a trend, not an event. */
const maxDays = 3;
const maxShareOfDays = 0.2;
const minShare = 0.5;
/** What a further day must add, as a share of the difference. */
const minShareOfDay = 0.2;
/** Each day of a run must differ by more than this share of a usual day. */
const minDayShare = 0.25;

/**
 * A run of days that explains at least half of the difference between two periods, apart from more or fewer days. Both
 * are measured against the mean day of the period before. Null if the difference is spread over more days.
 */
export function findSpan(
  days: ReadonlyMap<string, Cents>,
  { after, before }: { after: DayRange; before: DayRange },
): Found | null {
  const sum = (range: DayRange) =>
    listDays(range).reduce((total, day) => total.plus(days.get(day) ?? 0), new Big(0));
  const usual = sum(before).div(countDays(before));
  const difference = sum(after).minus(usual.times(countDays(after)));
  const isUp = difference.gt(0);
  if (difference.eq(0)) return null;
  const excesses = listDays(after).map((day) => new Big(days.get(day) ?? 0).minus(usual));
  const isFar = (excess: Big) => excess.gt(0) === isUp && excess.abs().gt(usual.abs().times(minDayShare));
  const most = Math.min(maxDays, Math.floor(excesses.length * maxShareOfDays));
  let found: Run | null = null;
  for (let length = 1; length <= most; length++) {
    const runs = excesses.flatMap((_, start) => {
      const run = excesses.slice(start, start + length);
      if (run.length < length || !run.every(isFar)) return [];
      return [{ start, length, excess: run.reduce((total, one) => total.plus(one)) }];
    });
    const [best] = runs.toSorted((one, other) => other.excess.abs().cmp(one.excess.abs()));
    if (!best) break;
    const added = best.excess.abs().minus(found?.excess.abs() ?? 0);
    if (added.gte(difference.abs().times(minShareOfDay))) found = best;
  }
  return found?.excess.abs().gte(difference.abs().times(minShare)) ? toFound(after, found) : null;
}

type Run = { start: number; length: number; excess: Big };

function toFound(after: DayRange, { start, length, excess }: Run): Found {
  const days = listDays(after).slice(start, start + length);
  const [from = after.from] = days;
  return { from, to: days.at(-1) ?? from, differenceCents: excess.round(6).toFixed() };
}
