"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { formatDay } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import type { CostQuery } from "@/lib/reports/cost-search-params";
import type { CostReport } from "@/lib/reports/schema";
import { Figure, Figures } from "./figure";
import { PreviousFigure } from "./previous-figure";
import { ReportActions } from "./report-actions";

type Props = {
  report: CostReport;
  query: CostQuery;
  /** What is told of the running month, whatever the range. */
  children?: ReactNode;
};

/** The total of the range, rounded for the eye and exact beside it. */
export function CostSummary({ report, query, children }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { from, to, totalCents, compared } = report;
  const columns = query.group === "workspace" ? "day,workspace,workspace_id" : `day,${query.group}`;
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
          {formatCents(totalCents, locale)}
        </Figure>
        <Figure label={t("exact")} isQuiet>
          {toDollars(totalCents)}
        </Figure>
        {compared && compared.total !== null && (
          <PreviousFigure
            range={compared}
            previous={compared.total}
            now={totalCents}
            format={(cents) => formatCents(cents, locale)}
          />
        )}
      </Figures>
    </>
  );
}
