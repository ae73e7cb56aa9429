"use client";

import { useLocale, useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { type Currency, formatCents } from "@/lib/core/money/money";

type Props = { shown: { currency: Currency; totals: readonly { currency: Currency; cents: string }[] } };

/** What a page leaves out, in words: the chip isn't printed. */
export function CurrencyNote({ shown: { currency, totals } }: Props) {
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
export function OtherCurrencies({ shown: { currency, totals } }: Props) {
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
