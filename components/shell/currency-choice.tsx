"use client";

import { useLocale, useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { type Currency, formatCents } from "@/lib/core/money/money";

type Props = {
  shown: { currency: Currency; totals: readonly { currency: Currency; cents: string }[] };
  onChange: (currency: Currency) => void;
};

/** A chip, and nothing if there is only one currency. Amounts in different currencies are never added together. */
export function CurrencyChoice({ shown: { currency, totals }, onChange }: Props) {
  const t = useTranslations("currencies");
  const locale = useLocale();
  if (totals.length === 0) return null;
  const all = totals.some((total) => total.currency === currency)
    ? totals
    : [{ currency, cents: "0" }, ...totals];
  return (
    <ChipSelect
      label={t("label")}
      options={all.map((total) => ({
        value: total.currency,
        label: t("option", {
          currency: total.currency,
          amount: formatCents(total.cents, locale, total.currency),
        }),
        short: total.currency,
      }))}
      value={currency}
      onChange={onChange}
    />
  );
}
