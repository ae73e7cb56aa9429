"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PreviousFigure } from "@/components/reports/shared/previous-figure";
import { NotReadYet } from "@/components/shell/loading-history";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Figure, Figures } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import { formatDay } from "@/lib/format";
import type { CostReport } from "@/lib/reports/schema";

type Props = { report: CostReport; children: ReactNode };

export function CostSummary({ report, children }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney();
  const { from, to, totalCents, compared, loading } = report;
  const isUnread = loading !== null && report.series.length === 0;
  const exact = money.toExact(totalCents);
  return (
    <div className="flex flex-wrap items-start gap-x-10 gap-y-3">
      <Figures>
        <Figure
          label={tReports("days", { from: formatDay(from, locale), to: formatDay(to, locale) })}
          isHero
          end={
            !isUnread && (
              <CopyButton value={exact} label={t("exact", { amount: exact, currency: money.currency })} />
            )
          }
        >
          {isUnread ? <NotReadYet /> : money.format(totalCents)}
        </Figure>
        {compared && compared.total !== null && !loading && (
          <PreviousFigure
            range={compared}
            previous={compared.total}
            now={totalCents}
            format={(cents) => money.format(cents)}
          />
        )}
      </Figures>
      {children}
    </div>
  );
}
