import Big from "big.js";

/** An ISO 4217 code, or whatever the API calls another unit. */
export type Currency = string;
export const usd: Currency = "USD";

/** The code as it is kept, or null of a text that can be none. */
export function toCurrency(text: string): Currency | null {
  const code = text.trim();
  if (/^[a-z]{3}$/i.test(code)) return code.toUpperCase();
  return /^[\p{L}\p{N}\p{Sc} ._-]{1,16}$/u.test(code) ? code : null;
}

/** An exact decimal number of the currency's smallest unit, US cents for one, e.g. "1874.30652"; the API's own form. */
export type Cents = string;

/** The formatters of one currency in one language: making one takes far longer than using it. */
type Formatters = Record<"plain" | "tiny" | "short", (amount: string | number) => string>;
const made = new Map<string, Formatters>();

function getFormatters(locale: string, currency: Currency): Formatters {
  const key = `${locale} ${currency}`;
  const formatters = made.get(key) ?? makeFormatters(locale, currency);
  made.set(key, formatters);
  return formatters;
}

function makeFormatters(locale: string, currency: Currency): Formatters {
  const make = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, { ...toStyle(locale, currency), ...options });
    const name = isCode(currency) ? "" : `\u00a0${currency}`;
    // Sound: Intl accepts decimal strings (ES2023) and keeps all digits; only its typing lags.
    return (amount: string | number) => `${format.format(amount as `${number}`)}${name}`;
  };
  return {
    plain: make({}),
    tiny: make({ maximumFractionDigits: 20 }),
    short: make({ notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }),
  };
}

/** Other dollars go by their code, so that "$" always means US dollars. */
function toStyle(locale: string, currency: Currency): Intl.NumberFormatOptions {
  if (!isCode(currency)) return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const style = { style: "currency", currency } as const;
  const isDollar = new Intl.NumberFormat(locale, style).format(0).includes("$");
  return isDollar && currency !== usd ? { ...style, currencyDisplay: "code" } : style;
}

function isCode(currency: Currency): boolean {
  return /^[A-Z]{3}$/.test(currency);
}

const decimals = new Map<Currency, number>();

/** How many decimals the smallest unit stands for: 2 of US dollars, none of Japanese yen. */
export function countDecimals(currency: Currency): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const style = { style: "currency", currency } as const;
  const options = isCode(currency) ? new Intl.NumberFormat("en", style).resolvedOptions() : null;
  const found = options?.maximumFractionDigits ?? 2;
  decimals.set(currency, found);
  return found;
}

/** The exact amount without a currency sign, e.g. "18.7430652". For exports. */
export function toExact(cents: Cents, currency: Currency): string {
  return toExactAmount(cents, currency).toFixed();
}

/** The same with as many decimals for each of a column, so that they stand below one another. */
export function toExactColumn(amounts: readonly Cents[], currency: Currency): (cents: Cents) => string {
  const places = amounts.map((cents) => toExact(cents, currency).split(".")[1]?.length ?? 0);
  const most = Math.max(countDecimals(currency), ...places);
  return (cents) => toExactAmount(cents, currency).toFixed(most);
}

/** For the eye: rounded to the smallest unit, or to the first two significant digits of a smaller amount. */
export function formatCents(cents: Cents, locale: string, currency: Currency): string {
  const exact = toExactAmount(cents, currency);
  const places = countDecimals(currency);
  const isTiny = !exact.eq(0) && exact.abs().lt(`1e-${places}`);
  const rounded = isTiny ? exact.prec(2, Big.roundHalfUp) : exact.round(places, Big.roundHalfUp);
  return getFormatters(locale, currency)[isTiny ? "tiny" : "plain"](rounded.toFixed());
}

/** Not `div`, which rounds to 20 decimals. */
function toExactAmount(cents: Cents, currency: Currency): Big {
  return new Big(cents).times(`1e-${countDecimals(currency)}`);
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
export function formatCentsShort(cents: number, locale: string, currency: Currency): string {
  return getFormatters(locale, currency).short(cents / 10 ** countDecimals(currency));
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
