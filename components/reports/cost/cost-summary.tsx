"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { ChangeNote } from "@/components/reports/shared/change-note";
import { toFigureNote } from "@/components/reports/shared/to-figure-note";
import { NotReadYet } from "@/components/shell/read-history";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Figure, FigureGroups, Figures } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import { formatSpan } from "@/lib/core/format/format";
import type { CostReport } from "@/lib/money/reports/schema";

type Props = { report: CostReport; children: ReactNode };

export function CostSummary({ report, children }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney();
  const { totalCents, compared, loading } = report;
  const isUnread = loading !== null && report.series.length === 0;
  const exact = money.toExact(totalCents);
  return (
    <FigureGroups>
      <Figures>
        <Figure
          label={
            <>
              {tReports("days", { span: formatSpan(report, locale) })} <AmountKindBadge of="billed" />
            </>
          }
          isHero
          note={toFigureNote({
            of: report,
            isUnread,
            change: compared?.total && (
              <ChangeNote
                days={{ before: compared, after: report }}
                before={compared.total}
                now={totalCents}
                show={(cents) => money.format(cents)}
              />
            ),
          })}
          end={
            !isUnread && (
              <CopyButton value={exact} label={t("exact", { amount: exact, currency: money.currency })} />
            )
          }
        >
          {isUnread ? <NotReadYet /> : money.format(totalCents)}
        </Figure>
      </Figures>
      {children}
    </FigureGroups>
  );
}
