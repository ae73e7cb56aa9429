import Big from "big.js";
import { perLocale } from "./format";

const dollars = { style: "currency", currency: "USD" } as const;
const amounts = perLocale((locale) => new Intl.NumberFormat(locale, dollars));
const tinyAmounts = perLocale(
  (locale) => new Intl.NumberFormat(locale, { ...dollars, maximumFractionDigits: 20 }),
);
const shortAmounts = perLocale(
  (locale) => new Intl.NumberFormat(locale, { ...dollars, notation: "compact", maximumFractionDigits: 1 }),
);

/** An exact decimal number of US cents, e.g. "1874.30652"; the API's own form. */
export type Cents = string;

/** Exact US dollars without a currency sign, e.g. "18.7430652". For exports. */
export function toDollars(cents: Cents): string {
  return toExactDollars(cents).toFixed();
}

/** The same with as many decimals for each of a column, so that they stand below one another. */
export function toDollarColumn(amounts: readonly Cents[]): (cents: Cents) => string {
  const places = amounts.map((cents) => toDollars(cents).split(".")[1]?.length ?? 0);
  const most = Math.max(2, ...places);
  return (cents) => toExactDollars(cents).toFixed(most);
}

/** For the eye: rounded to whole cents, or to the first two significant digits of a smaller amount. */
export function formatCents(cents: Cents, locale: string): string {
  const exact = toExactDollars(cents);
  const isTiny = !exact.eq(0) && exact.abs().lt("0.01");
  const rounded = isTiny ? exact.prec(2, Big.roundHalfUp) : exact.round(2, Big.roundHalfUp);
  const format = isTiny ? tinyAmounts(locale) : amounts(locale);
  // Sound: Intl accepts decimal strings (ES2023) and keeps all digits; only its typing lags.
  return format.format(rounded.toFixed() as `${number}`);
}

/** Not `div`, which rounds to 20 decimals. */
function toExactDollars(cents: Cents): Big {
  return new Big(cents).times("0.01");
}

/** Exact; "0" where there is nothing to add. */
export function sumCents(amounts: readonly Cents[]): Cents {
  return amounts.reduce((sum, cents) => sum.plus(cents), new Big(0)).toFixed();
}

/** Exact, for counts as well; below zero where it became less. */
export function toDifference(from: Cents, to: Cents): Cents {
  return new Big(to).minus(from).toFixed();
}

/** For axes: "$1.2K". */
export function formatCentsShort(cents: number, locale: string): string {
  return shortAmounts(locale).format(cents / 100);
}

/** The only place where cents become a number: heights in a chart. */
export function toPixelsValue(cents: Cents): number {
  return Number(cents);
}

/** Exact decimals by their size, for `sort`. */
export function compareDecimals(one: string, other: string): number {
  return new Big(one).cmp(other);
}

/** `part / whole` as a ratio between 0 and 1 for display; 0 when the whole is 0. */
export function toShare(part: Cents, whole: Cents): number {
  const total = new Big(whole);
  return total.eq(0) ? 0 : Number(new Big(part).div(total).toFixed(6));
}

/** Growth from one amount to another as a ratio, 0.1 for +10 %; null where there is nothing to compare with. */
export function toChange(from: Cents, to: Cents): number | null {
  const before = new Big(from);
  return before.eq(0) ? null : Number(new Big(to).minus(before).div(before).toFixed(6));
}
