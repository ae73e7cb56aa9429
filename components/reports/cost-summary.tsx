"use client";

import { useLocale, useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { formatDay } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";
import type { CostQuery } from "@/lib/reports/search-params";
import { Figure, Figures } from "./figure";
import { PreviousFigure } from "./previous-figure";
import { ReportExportLink } from "./report-export-link";

const exportColumns = { workspace: "day,workspace,workspace_id", model: "day,model" };

/** The total of the range, rounded for the eye and exact beside it. */
export function CostSummary({ report, query }: { report: CostReport; query: CostQuery }) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { from, to, totalCents, previousTotalCents } = report;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ReportExportLink noun="cost" range={query} columns={exportColumns[query.group]} />}
      />
      <Figures>
        <Figure label={tReports("days", { from: formatDay(from, locale), to: formatDay(to, locale) })} isMain>
          {formatCents(totalCents, locale)}
        </Figure>
        <Figure label={t("exact")} isQuiet>
          {toDollars(totalCents)}
        </Figure>
        {previousTotalCents !== null && (
          <PreviousFigure
            previous={previousTotalCents}
            now={totalCents}
            format={(cents) => formatCents(cents, locale)}
          />
        )}
      </Figures>
    </>
  );
}
