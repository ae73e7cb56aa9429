"use client";

import { useLocale, useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { InfoTip } from "@/components/ui/info-tip";
import { formatCount, formatDay } from "@/lib/format";
import type { UsageReport } from "@/lib/reports/schema";
import { isHourly, type UsageQuery } from "@/lib/reports/usage-search-params";
import { Figure, Figures } from "./figure";
import { formatRatio } from "./format-ratio";
import { PreviousFigure } from "./previous-figure";
import { ReportActions } from "./report-actions";

/** Columns of the contract; kinds of tokens are its measures. */
const exportColumns = {
  kind: [],
  model: ["model"],
  workspace: ["workspace", "workspace_id"],
  key: ["api_key", "api_key_id"],
  service_tier: ["service_tier"],
  context_window: ["context_window"],
  inference_geo: ["inference_geo"],
};

/** What the range comes to, to the last token. */
export function UsageSummary({ report, query }: { report: UsageReport; query: UsageQuery }) {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { from, to, tokens, counts, compared, cacheHitShare, batchShare } = report;
  const columns = ["day", ...(isHourly(query) ? ["hour"] : []), ...exportColumns[query.group]];
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ReportActions noun="usage" query={query} columns={columns.join(",")} />}
      />
      <Figures>
        <Figure label={tReports("days", { from: formatDay(from, locale), to: formatDay(to, locale) })} isMain>
          {t("total", { tokens: formatCount(tokens, locale) })}
        </Figure>
        {compared && compared.total !== null && (
          <PreviousFigure
            range={compared}
            previous={compared.total}
            now={tokens}
            format={(count) => formatCount(count, locale)}
          />
        )}
        <Figure
          label={
            <>
              {t("cacheHits")} <InfoTip about={t("cacheHits")}>{t("cacheHitsAbout")}</InfoTip>
            </>
          }
        >
          {formatRatio(cacheHitShare, locale)}
        </Figure>
        <Figure
          label={
            <>
              {t("batch")} <InfoTip about={t("batch")}>{t("batchAbout")}</InfoTip>
            </>
          }
        >
          {formatRatio(batchShare, locale)}
        </Figure>
        <Figure label={t("webSearches")}>{formatCount(counts.web_search, locale)}</Figure>
      </Figures>
    </>
  );
}
