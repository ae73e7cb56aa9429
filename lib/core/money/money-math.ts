import type { Cents, Decimal } from "./money";
import { compareUnits, sum, toCents, toNearest, toOne, toUnits } from "./rounding-units";

/* Exact, with whole numbers of a common unit: browsers need no library for decimals. */

export function sumDecimals(decimals: readonly Decimal[]): Decimal {
  const { units, scale } = toUnits(decimals);
  return toCents(sum(units), scale);
}

export function toDifference(from: Cents, to: Cents): Cents {
  const { units, scale } = toUnits([from, to]);
  const [before = 0n, after = 0n] = units;
  return toCents(after - before, scale);
}

export function compareDecimals(one: string, other: string): number {
  const [first = 0n, second = 0n] = toUnits([one, other]).units;
  return compareUnits(first, second);
}

export function toShare(part: Cents, whole: Cents): number {
  const [some = 0n, all = 0n] = toUnits([part, whole]).units;
  return all === 0n ? 0 : toRatio(some, all);
}

/** 0.1 means +10 %; null if there is nothing to compare with. Different numbers of days are compared per day. */
export function toChange(from: Cents, to: Cents, days = { before: 1, after: 1 }): number | null {
  const [first = 0n, last = 0n] = toUnits([from, to]).units;
  const [before, after] = [first * BigInt(days.after), last * BigInt(days.before)];
  return before === 0n ? null : toRatio(after - before, before);
}

const ratioDecimals = 1_000_000;

function toRatio(part: bigint, whole: bigint): number {
  return Number(divide(part * BigInt(ratioDecimals), whole)) / ratioDecimals;
}

/** To the nearest whole number: a half goes away from zero. */
function divide(part: bigint, whole: bigint): bigint {
  const one = whole < 0n ? -whole : whole;
  return toNearest(whole < 0n ? -part : part, one) / one;
}

/** Fractions of a cent to which quotients are taken. */
export const quotientDigits = 6;

/**
 * Splits a difference between periods of different lengths exactly: what more or fewer days cost at the earlier mean, and
 * the rest.
 */
export function splitByDays(from: Cents, to: Cents, days: { before: number; after: number }) {
  const share = { of: from, part: days.after - days.before, whole: days.before };
  const extraDays = sumShares([share], quotientDigits);
  return { extraDays, rest: toDifference(extraDays, toDifference(from, to)) };
}

type Share = { of: Cents; part: number | bigint; whole: number | bigint };

/** More digits than anyone reads, for quotients without an end. */
const quotientDecimals = 20;

/** Sums amounts of which some periods have only a part, such as a month's for some of its days. */
export function sumShares(shares: readonly Share[], decimals: number): Cents {
  const { units, scale } = toUnits(shares.map(({ of }) => of));
  const one = toOne(0, quotientDecimals);
  const parts = shares.map(({ part, whole }, index) =>
    divide((units[index] ?? 0n) * BigInt(part) * one, BigInt(whole)),
  );
  const all = scale + quotientDecimals;
  return toCents(toNearest(sum(parts), toOne(decimals, all)), all);
}
