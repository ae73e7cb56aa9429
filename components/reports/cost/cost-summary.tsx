"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Figure, Figures } from "@/components/reports/shared/figure";
import { PreviousFigure } from "@/components/reports/shared/previous-figure";
import { ReportActions } from "@/components/reports/shared/report-actions";
import { NotReadYet } from "@/components/shell/loading-history";
import { PageHeader } from "@/components/shell/page-header";
import { useMoney } from "@/components/ui/display/money";
import { formatDay } from "@/lib/format";
import { costDimension } from "@/lib/reports/cost/dimensions";
import type { CostQuery } from "@/lib/reports/cost/search-params";
import type { CostReport } from "@/lib/reports/schema";

type Props = {
  report: CostReport;
  query: CostQuery;
  children?: ReactNode;
};

export function CostSummary({ report, query, children }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney();
  const { from, to, totalCents, compared, loading } = report;
  const isUnread = loading !== null && report.series.length === 0;
  const columns = ["day", ...costDimension[query.group].exports].join(",");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ReportActions noun="cost" query={query} columns={columns} />}
      />
      {children}
      <Figures>
        <Figure label={tReports("days", { from: formatDay(from, locale), to: formatDay(to, locale) })} isMain>
          {isUnread ? <NotReadYet /> : money.format(totalCents)}
        </Figure>
        <Figure label={t("exact", { currency: money.currency })} isQuiet>
          {isUnread ? <NotReadYet /> : money.toExact(totalCents)}
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
    </>
  );
}
