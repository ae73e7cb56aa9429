import {
  add,
  compare,
  divide,
  type Exact,
  formatDecimal,
  multiply,
  parseDecimal,
  round,
  subtract,
} from "./decimal";
import type { Cents, Decimal } from "./money";

/* Apart from lib/money.ts, because pages that only show amounts don't calculate. */

const zero: Exact = { units: 0n, scale: 0 };
/** How exact a quotient is before it is rounded to what is shown. */
const quotientPlaces = 20;
const sharePlaces = 6;

export function sumDecimals(decimals: readonly Decimal[]): Decimal {
  return formatDecimal(decimals.reduce((sum, one) => add(sum, parseDecimal(one)), zero));
}

export function toDifference(from: Cents, to: Cents): Cents {
  return formatDecimal(subtract(parseDecimal(to), parseDecimal(from)));
}

export function compareDecimals(one: string, other: string): number {
  return compare(parseDecimal(one), parseDecimal(other));
}

export function toShare(part: Cents, whole: Cents): number {
  return toRatio(parseDecimal(part), parseDecimal(whole)) ?? 0;
}

/** 0.1 means +10 %; null if there is nothing to compare with. Different numbers of days are compared per day. */
export function toChange(from: Cents, to: Cents, days = { before: 1, after: 1 }): number | null {
  const before = multiply(parseDecimal(from), parseDecimal(String(days.after)));
  const after = multiply(parseDecimal(to), parseDecimal(String(days.before)));
  return toRatio(subtract(after, before), before);
}

/** Null for a part of nothing. */
function toRatio(part: Exact, whole: Exact): number | null {
  if (whole.units === 0n) return null;
  return Number(formatDecimal(round(divide(part, whole, quotientPlaces), sharePlaces)));
}
