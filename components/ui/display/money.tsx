"use client";

import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import {
  type Cents,
  type Currency,
  formatCents,
  formatCentsShort,
  toExact,
  usd,
} from "@/lib/core/money/money";

const CurrencyContext = createContext<Currency>(usd);

export function InCurrency({ currency, children }: { currency: Currency; children: ReactNode }) {
  return <CurrencyContext value={currency}>{children}</CurrencyContext>;
}

type Money = ReturnType<typeof makeMoney>;
const made = new Map<string, Money>();

export function useMoney(own?: Currency): Money {
  const locale = useLocale();
  const here = useContext(CurrencyContext);
  const currency = own ?? here;
  const key = `${locale} ${currency}`;
  const money = made.get(key) ?? makeMoney(locale, currency);
  made.set(key, money);
  return money;
}

const mostDigits = 6;

function makeMoney(locale: string, currency: Currency) {
  return {
    currency,
    format: (cents: Cents) => formatCents(cents, locale, currency),
    formatAll: (cents: Cents, others: Readonly<Record<Currency, Cents>> | null) => {
      const rest = Object.entries(others ?? {}).map(([code, amount]) => formatCents(amount, locale, code));
      const isNothing = rest.length > 0 && /^[0.]+$/.test(cents);
      return [...(isNothing ? [] : [formatCents(cents, locale, currency)]), ...rest].join(" + ");
    },
    /** Where there is no room for more digits, such as in yen. The exact amount is the tooltip's. */
    formatNarrow: (cents: Cents) => {
      const [whole = ""] = toExact(cents, currency).replace("-", "").split(".");
      return whole.length > mostDigits
        ? formatCentsShort(cents, locale, currency)
        : formatCents(cents, locale, currency);
    },
    formatShort: (cents: Cents | number) => formatCentsShort(cents, locale, currency),
    /** Every digit, without a currency sign. */
    toExact: (cents: Cents) => toExact(cents, currency),
  };
}
