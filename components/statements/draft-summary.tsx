import { useLocale, useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { Amount } from "@/components/ui/display/amount";
import { InCurrency } from "@/components/ui/display/money";
import { formatDay } from "@/lib/core/format/format";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { Draft } from "@/lib/money/statements/schema";

/** What would be closed, or why it can't be. */
export function DraftSummary({ draft, isBusy }: { draft: Draft; isBusy: boolean }) {
  const t = useTranslations("statements");
  const locale = useLocale();
  const { currency, lines, totalCents, printedTotalCents, obstacles, incompleteDays, closableOn } = draft;
  const adjusted = lines.filter(({ kind }) => kind === "adjustment");
  return (
    <InCurrency currency={currency}>
      <div
        aria-busy={isBusy}
        aria-live="polite"
        className="grid gap-1 rounded-md bg-sunken px-3 py-2 text-sm"
      >
        {obstacles.map(({ obstacle, days }) => (
          <p key={obstacle} className="text-warn">
            {t(`obstacles.${obstacle}`, { days })}
          </p>
        ))}
        {closableOn !== null && (
          <p className="text-warn">{t("closableOn", { day: formatDay(closableOn, locale) })}</p>
        )}
        <p className="flex justify-between gap-4">
          <span>{t("totalOf", { count: new Set(lines.flatMap(({ center }) => center ?? [])).size })}</span>
          <span className="font-medium tabular-nums">
            <Amount cents={totalCents} printed={printedTotalCents} />
          </span>
        </p>
        {adjusted.length > 0 && (
          <p className="flex justify-between gap-4 text-ink-muted">
            <span>{t("adjustments")}</span>
            <Amount
              cents={sumDecimals(adjusted.map(({ cents }) => cents))}
              printed={sumDecimals(adjusted.map(({ printedCents }) => printedCents))}
            />
          </p>
        )}
        {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      </div>
    </InCurrency>
  );
}
