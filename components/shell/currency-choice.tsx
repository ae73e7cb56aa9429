"use client";

import { useLocale, useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import { Link } from "@/components/ui/controls/link";
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

/** What a page leaves out, in words: the chip isn't printed. */
export function CurrencyNote({ shown: { currency, totals } }: Pick<Props, "shown">) {
  const t = useTranslations("currencies");
  const locale = useLocale();
  const others = totals.filter((total) => total.currency !== currency);
  if (others.length === 0) return null;
  const amounts = others.map((total) => formatCents(total.cents, locale, total.currency)).join(", ");
  return (
    <p role="note" className="text-ink-muted text-xs">
      {t("note", { currency, amounts })}
    </p>
  );
}

/** Renders nothing if there is only one currency. */
export function OtherCurrencies({ shown: { currency, totals } }: Pick<Props, "shown">) {
  const t = useTranslations("currencies");
  const locale = useLocale();
  const others = totals.filter((total) => total.currency !== currency);
  if (others.length === 0) return null;
  return (
    <p role="note" className="text-ink-muted text-sm">
      {t("others", { currency })}{" "}
      {others.map((total, index) => (
        <span key={total.currency}>
          {index > 0 && ", "}
          <Link href={`/cost?currency=${encodeURIComponent(total.currency)}`} className="underline">
            {formatCents(total.cents, locale, total.currency)}
          </Link>
        </span>
      ))}
    </p>
  );
}
