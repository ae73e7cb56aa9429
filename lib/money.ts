import Big from "big.js";

/** An ISO 4217 code, or whatever the API calls another unit. */
export type Currency = string;
export const usd: Currency = "USD";

export function toCurrency(text: string): Currency | null {
  const code = text.trim();
  if (/^[a-z]{3}$/i.test(code)) return code.toUpperCase();
  return /^[\p{L}\p{N}\p{Sc} ._-]{1,16}$/u.test(code) ? code : null;
}

/** An exact decimal of the currency's smallest unit, such as US cents: "1874.30652", the API's own form. */
export type Cents = string;
/** An exact decimal of anything, such as tokens. */
export type Decimal = string;

/** Cached, because creating a formatter is far slower than using it. */
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

/** Other dollars use their code, so that "$" always means US dollars. */
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

export function countDecimals(currency: Currency): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const style = { style: "currency", currency } as const;
  const options = isCode(currency) ? new Intl.NumberFormat("en", style).resolvedOptions() : null;
  const found = options?.maximumFractionDigits ?? 2;
  decimals.set(currency, found);
  return found;
}

/** Without a currency sign, such as "18.7430652". For exports. */
export function toExact(cents: Cents, currency: Currency): string {
  return toExactAmount(cents, currency).toFixed();
}

/** Pads to the same number of decimals, so that a column aligns. */
export function toExactColumn(amounts: readonly Cents[], currency: Currency): (cents: Cents) => string {
  const places = amounts.map((cents) => toExact(cents, currency).split(".")[1]?.length ?? 0);
  const most = Math.max(countDecimals(currency), ...places);
  return (cents) => toExactAmount(cents, currency).toFixed(most);
}

/** Rounded to the smallest unit, or to two significant digits for smaller amounts. */
export function formatCents(cents: Cents, locale: string, currency: Currency): string {
  const exact = toExactAmount(cents, currency);
  const places = countDecimals(currency);
  const isTiny = !exact.eq(0) && exact.abs().lt(`1e-${places}`);
  const rounded = isTiny ? exact.prec(2, Big.roundHalfUp) : exact.round(places, Big.roundHalfUp);
  return getFormatters(locale, currency)[isTiny ? "tiny" : "plain"](rounded.toFixed());
}

/** Not `div`, which rounds to 20 decimals. */
function toExactAmount(cents: Cents | number, currency: Currency): Big {
  return new Big(cents).times(`1e-${countDecimals(currency)}`);
}

export function sumDecimals(decimals: readonly Decimal[]): Decimal {
  return decimals.reduce((sum, one) => sum.plus(one), new Big(0)).toFixed();
}

export const sumCents: (amounts: readonly Cents[]) => Cents = sumDecimals;

export function toDifference(from: Cents, to: Cents): Cents {
  return new Big(to).minus(from).toFixed();
}

export function formatCentsShort(cents: Cents | number, locale: string, currency: Currency): string {
  return getFormatters(locale, currency).short(toExactAmount(cents, currency).toFixed());
}

/** The only place where cents become a number: heights in a chart. */
export function toPixelsValue(cents: Cents | Decimal): number {
  return Number(cents);
}

export function compareDecimals(one: string, other: string): number {
  return new Big(one).cmp(other);
}

export function toShare(part: Cents, whole: Cents): number {
  const total = new Big(whole);
  return total.eq(0) ? 0 : Number(new Big(part).div(total).toFixed(6));
}

/** 0.1 means +10 %; null if there is nothing to compare with. */
export function toChange(from: Cents, to: Cents): number | null {
  const before = new Big(from);
  return before.eq(0) ? null : Number(new Big(to).minus(before).div(before).toFixed(6));
}
