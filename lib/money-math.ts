import Big from "big.js";
import type { Cents, Decimal } from "./money";

/* Apart from lib/money.ts, because pages that only show amounts need no library for decimals. */

export function sumDecimals(decimals: readonly Decimal[]): Decimal {
  return decimals.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();
}

export function toDifference(from: Cents, to: Cents): Cents {
  return new Big(to).minus(from).toFixed();
}

export function compareDecimals(one: string, other: string): number {
  return new Big(one).cmp(other);
}

export function toShare(part: Cents, whole: Cents): number {
  const total = new Big(whole);
  return total.eq(0) ? 0 : Number(new Big(part).div(total).toFixed(6));
}

/** 0.1 means +10 %; null if there is nothing to compare with. Different numbers of days are compared per day. */
export function toChange(from: Cents, to: Cents, days = { before: 1, after: 1 }): number | null {
  const before = new Big(from).times(days.after);
  const after = new Big(to).times(days.before);
  return before.eq(0) ? null : Number(after.minus(before).div(before).toFixed(6));
}
