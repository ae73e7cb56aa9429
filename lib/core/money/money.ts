import { withMinus } from "@/lib/core/format/format";

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
    return (amount: string | number) => `${withMinus(format.format(amount as `${number}`))}${name}`;
  };
  return {
    plain: make({}),
    tiny: make({ maximumSignificantDigits: 2 }),
    short: make({
      notation: "compact",
      useGrouping: "always",
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }),
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

const decimal = /^(-?)(\d+)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Moves the point to the left, in text, so that no digit is lost: ("1874.5", 2) is "18.745". */
function moveDecimalPoint(text: string, places: number): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = decimal.exec(text) ?? [];
  if (whole === "") throw new RangeError(`${text} is not a decimal`);
  const point = whole.length + Number(exponent) - places;
  const digits = `${whole}${fraction}`.padEnd(point, "0");
  const padded = point > 0 ? digits : `${"0".repeat(1 - point)}${digits}`;
  const at = Math.max(point, 1);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const rest = padded.slice(at).replace(/0+$/, "");
  const number = rest ? `${integer}.${rest}` : integer;
  return number === "0" ? number : `${sign}${number}`;
}

/** Without a currency sign, such as "18.7430652". For exports. */
export function toExact(cents: Cents, currency: Currency): string {
  return moveDecimalPoint(cents, countDecimals(currency));
}

/** Rounded to the smallest unit, or to two significant digits for smaller amounts. */
export function formatCents(cents: Cents, locale: string, currency: Currency): string {
  const exact = toExact(cents, currency);
  const [whole = "", fraction = ""] = exact.replace("-", "").split(".");
  const isTiny =
    whole === "0" && fraction !== "" && !/[1-9]/.test(fraction.slice(0, countDecimals(currency)));
  return getFormatters(locale, currency)[isTiny ? "tiny" : "plain"](exact);
}

export function formatCentsShort(cents: Cents | number, locale: string, currency: Currency): string {
  return getFormatters(locale, currency).short(toExact(String(cents), currency));
}

/** The only place where cents become a number: heights in a chart. */
export function toPixelsValue(cents: Cents | Decimal): number {
  return Number(cents);
}
