import "server-only";
import Big from "big.js";
import { addDays } from "@/lib/core/format/calendar";
import type { Cents } from "@/lib/core/money/money";
import type { UnusualDay } from "./change-schema";

/** A day is compared with the median of its weekday in this many earlier weeks, some of which must be known. */
export const weeks = 8;
const minWeeks = 4;
/** The scaled median absolute deviation, minimum share, and minimum cents for an unusual day. */
const farAway = 3.5;
const madScale = 1.4826;
const minShare = 0.25;
const minCents = 100;

export type DayCents = ReadonlyMap<string, Cents>;
export type JudgedDay = Pick<UnusualDay, "day" | "cents" | "usualCents" | "differenceCents">;

/** Null for a usual day, and for one whose usual cost isn't known. */
export function toUnusualDay(days: DayCents, day: string): JudgedDay | null {
  const cents = days.get(day);
  const weekdays = listSameWeekdays(day).filter((one) => days.has(one));
  if (cents === undefined || weekdays.length < minWeeks || isNear(days, day, weekdays)) return null;
  const before = weekdays.flatMap((one) => days.get(one) ?? []);
  const usual = toMedian(before.map((one) => new Big(one)));
  const deviation = toMedian(before.map((one) => new Big(one).minus(usual).abs())).times(madScale);
  const difference = new Big(cents).minus(usual);
  const least = usual.abs().times(minShare);
  const isFar = difference.abs().gt(deviation.times(farAway)) && difference.abs().gt(least);
  if (!isFar || difference.abs().lt(minCents)) return null;
  return { day, cents, usualCents: usual.toFixed(), differenceCents: difference.toFixed() };
}

export function listSameWeekdays(day: string): string[] {
  return Array.from({ length: weeks }, (_, week) => addDays(day, -7 * (week + 1)));
}

/** The lower middle one for an even number, so that it is a real amount. */
export function toMedian(values: Big[]): Big {
  return values.toSorted((one, other) => one.cmp(other))[Math.floor((values.length - 1) / 2)] ?? new Big(0);
}

/** Rules out nearly all days by their whole cents, because exact decimals are slow for a year of days. */
function isNear(days: DayCents, day: string, weekdays: readonly string[]): boolean {
  const wholes = toWholes(days);
  const sorted = weekdays
    .map((one) => wholes.get(one) ?? 0n)
    .sort((one, other) => (one < other ? -1 : Number(one > other)));
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
  const difference = (wholes.get(day) ?? 0n) - usual;
  return toSize(difference) * 100n < BigInt(Math.floor(98 * minShare)) * toSize(usual);
}

/** Kept because each day is looked at nine times. */
const wholesOf = new WeakMap<DayCents, ReadonlyMap<string, bigint>>();

function toWholes(days: DayCents): ReadonlyMap<string, bigint> {
  const known = wholesOf.get(days);
  if (known) return known;
  const wholes = new Map([...days].map(([day, cents]) => [day, BigInt(cents.split(".")[0] ?? "0")]));
  wholesOf.set(days, wholes);
  return wholes;
}

function toSize(cents: bigint): bigint {
  return cents < 0n ? -cents : cents;
}
