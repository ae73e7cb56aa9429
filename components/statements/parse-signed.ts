import { parseAmount } from "@/components/ui/controls/parse-amount";
import { type Cents, type Currency, countDecimals } from "@/lib/core/money/money";

/** Negative with a minus or in parentheses, as people type it. An empty text is zero; null isn't an amount. */
export function parseSigned(typed: string, currency: Currency): Cents | null {
  const text = typed.trim();
  if (text === "") return "0";
  const isNegative = /^[-\u2212\u2013]/.test(text) || /^\(.*\)$/.test(text);
  const cents = parseAmount(
    text.replace(/^[-\u2212\u2013(]\s*/, "").replace(/\)$/, ""),
    countDecimals(currency),
  );
  return cents !== null && cents !== "0" && isNegative ? `-${cents}` : cents;
}
