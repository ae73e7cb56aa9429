"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangeNote } from "@/components/reports/shared/change-note";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import { ReportExport } from "@/components/reports/shared/report-export";
import { toFigureNote } from "@/components/reports/shared/to-figure-note";
import { PageHeader } from "@/components/shell/page-header";
import { NotReadYet } from "@/components/shell/read-history";
import { Figure, Figures } from "@/components/ui/display/figure";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatCount, formatSpan } from "@/lib/core/format/format";
import { listExportsOf } from "@/lib/money/reports/dimension";
import type { UsageReport } from "@/lib/money/reports/schema";
import { usageDimension } from "@/lib/money/reports/usage/dimensions";
import { isHourly, type UsageGroup, type UsageQuery } from "@/lib/money/reports/usage/search-params";
import { Requests } from "./requests";

type HeaderProps = {
  query: UsageQuery;
  /** The second dimension of a pivot table, while one is shown. */
  by: UsageGroup | null;
  /** The choice between the sources. */
  source: ReactNode;
};

export function UsageHeader({ query, by, source }: HeaderProps) {
  const t = useTranslations("usage");
  return (
    <PageHeader
      title={t("title")}
      about={t("description")}
      actions={
        <>
          {source}
          <ReportExport noun="usage" query={query} columns={listFileColumns(query, by)} />
        </>
      }
    />
  );
}

export function UsageSummary({ report }: { report: UsageReport }) {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { tokens, counts, compared, cacheHitShare, batchShare, loading } = report;
  const isUnread = loading !== null && report.series.length === 0;
  return (
    <Figures>
      <Figure
        label={tReports("days", { span: formatSpan(report, locale) })}
        isHero
        {...(!isUnread && { unit: t("unit") })}
        note={toFigureNote({
          of: report,
          isUnread,
          change: compared?.total && (
            <ChangeNote
              days={{ before: compared, after: report }}
              before={compared.total}
              now={tokens}
              show={(count) => formatCount(count, locale)}
            />
          ),
        })}
      >
        {isUnread ? <NotReadYet /> : formatCount(tokens, locale)}
      </Figure>
      <Figure
        label={
          <>
            {t("cacheHits")} <InfoTip about={t("cacheHits")}>{t("cacheHitsAbout")}</InfoTip>
          </>
        }
      >
        {formatRatio(cacheHitShare, locale)}
      </Figure>
      {report.source === "messages" && (
        <Figure
          label={
            <>
              {t("batch")} <InfoTip about={t("batch")}>{t("batchAbout")}</InfoTip>
            </>
          }
        >
          {formatRatio(batchShare, locale)}
        </Figure>
      )}
      {report.source === "analytics" && (
        <>
          <Figure label={t("requests")}>
            {isUnread ? <NotReadYet /> : <Requests count={report.requests} />}
          </Figure>
          <Figure label={t("perRequest")}>
            <Requests count={report.tokensPerRequest} />
          </Figure>
        </>
      )}
      <Figure label={t("webSearches")}>
        {isUnread ? <NotReadYet /> : formatCount(counts.web_search, locale)}
      </Figure>
    </Figures>
  );
}

/** Token types are measures in files. */
function listFileColumns(query: UsageQuery, by: UsageGroup | null): string[] {
  const groups = [query.group, ...(by ? [by] : [])].flatMap((one) =>
    one === "kind" ? [] : listExportsOf(usageDimension, one),
  );
  if (by) return groups;
  return ["day", ...(isHourly(query) ? ["hour"] : []), ...groups];
}
