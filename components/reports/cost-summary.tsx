"use client";

import { useLocale, useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { formatDay, formatShare } from "@/lib/format";
import { formatCents, toChange, toDollars } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";
import type { CostQuery } from "@/lib/reports/search-params";
import { CostExportLink } from "./cost-export-link";

/** The total of the range, rounded for the eye and exact below. */
export function CostSummary({ report, query }: { report: CostReport; query: CostQuery }) {
  const t = useTranslations("cost");
  const locale = useLocale();
  const range = t("days", { from: formatDay(report.from, locale), to: formatDay(report.to, locale) });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<CostExportLink query={query} />}
      />
      <dl className="flex flex-wrap items-end gap-x-10 gap-y-3">
        <div>
          <dt className="text-ink-muted text-sm">{range}</dt>
          <dd className="font-semibold text-2xl tracking-tight tabular-nums">
            {formatCents(report.totalCents, locale)}
          </dd>
        </div>
        <div>
          <dt className="text-ink-muted text-sm">{t("exact")}</dt>
          <dd className="h-8.5 text-ink-muted tabular-nums">{toDollars(report.totalCents)}</dd>
        </div>
        {report.previousTotalCents !== null && (
          <div>
            <dt className="text-ink-muted text-sm">{t("previous")}</dt>
            <dd className="h-8.5 tabular-nums">
              {formatCents(report.previousTotalCents, locale)}
              <Change from={report.previousTotalCents} to={report.totalCents} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Change({ from, to }: { from: string; to: string }) {
  const locale = useLocale();
  const change = toChange(from, to);
  if (change === null) return null;
  return (
    <span className="ml-2 text-ink-muted text-sm">
      {change > 0 ? "+" : ""}
      {formatShare(change, locale)}
    </span>
  );
}
