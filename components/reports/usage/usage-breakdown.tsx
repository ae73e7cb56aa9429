"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import type { Series } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { BreakdownView, type ChartProps } from "@/components/reports/shared/breakdown-view";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { LoadingState } from "@/components/shell/loading-state";
import { NumberText } from "@/components/ui/display/number-text";
import { loadedLater } from "@/components/ui/on-demand";
import type { Column } from "@/components/ui/table/table-columns";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import { usageRowsQuery } from "@/lib/money/reports/queries";
import type { UsageReport } from "@/lib/money/reports/schema";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import type { UsageQuery } from "@/lib/money/reports/usage/search-params";
import { Requests } from "./requests";
import { usageKeys, useUsageColumns } from "./use-usage-columns";

const UsageCross = loadedLater(() => import("./usage-cross").then((file) => file.UsageCross), LoadingState);

type Props = { query: UsageQuery } & Omit<ComponentProps<typeof BreakdownView<UsageReport>>, "definition">;

export function UsageBreakdown({ query, ...view }: Props) {
  const { report } = view;
  return (
    <BreakdownView
      {...view}
      definition={{
        noun: "usage",
        Chart: UsageChart,
        parts: { shown: useUsageColumns(report), keys: usageKeys },
        toPeriodColumns: useUsagePeriodColumns(report),
        comparable: {
          compared: report.compared,
          toTotal: ({ tokens }) => tokens,
          now: report.tokens,
          before: report.compared?.total ?? null,
          show: (tokens) => <NumberText value={tokens} />,
        },
        pivot: <UsageCross tags={report.tags} today={report.today} />,
        rows: usageRowsQuery(query),
        isFiltered: Object.keys(toFilterSearch(query.filter)).length > 0,
      }}
    />
  );
}

function UsageChart({ report, series, isBusy, ...interaction }: ChartProps<UsageReport>) {
  const t = useTranslations("usage");
  const locale = useLocale();
  const bars = toPoints(report, series, ({ tokens }) => tokens);
  const comparison = useComparisonBars(bars, report.compared, interaction.shape);
  return (
    <StackedBars
      label={t("chart")}
      series={series}
      points={comparison.points}
      names={{ comparison: comparison.name }}
      {...interaction}
      formatValue={(tokens, length) =>
        length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
      }
      className={clsx("min-h-72 flex-1 transition-opacity", isBusy && "opacity-60")}
    />
  );
}

type Bucket = UsageReport["buckets"][number];

function useUsagePeriodColumns(report: UsageReport): (series: readonly Series[]) => Column<Bucket>[] {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { tokens, cacheHitShare, batchShare, source, requests, tokensPerRequest } = report;
  const toShareColumn = (
    id: "cacheHitShare" | "batchShare",
    header: string,
    all: number | null,
  ): Column<Bucket> => ({
    id,
    header,
    width: 130,
    isNumeric: true,
    footer: formatRatio(all, locale),
    cell: (bucket) => formatRatio(bucket[id], locale),
  });
  const toRequestColumn = (
    id: "requests" | "tokensPerRequest",
    header: string,
    all: string | number | null,
  ): Column<Bucket> => ({
    id,
    header,
    width: 140,
    isNumeric: true,
    footer: <Requests count={all} />,
    cell: (bucket) => <Requests count={bucket.tokens === "0" ? "0" : bucket[id]} />,
  });
  return (series) => [
    {
      id: "total",
      header: tReports("total"),
      width: 150,
      isNumeric: true,
      footer: <NumberText value={tokens} />,
      cell: (bucket) => <NumberText value={bucket.tokens} />,
    },
    ...(source === "analytics"
      ? [
          toRequestColumn("requests", t("requests"), requests),
          toRequestColumn("tokensPerRequest", t("perRequest"), tokensPerRequest),
        ]
      : []),
    ...series.map(
      ({ id, name }): Column<Bucket> => ({
        id: `part:${id}`,
        header: name,
        width: 150,
        isNumeric: true,
        cell: ({ parts }) => <NumberText value={parts.find(({ key }) => key === id)?.tokens ?? "0"} />,
      }),
    ),
    toShareColumn("cacheHitShare", t("cacheHits"), cacheHitShare),
    ...(source === "messages" ? [toShareColumn("batchShare", t("batch"), batchShare)] : []),
  ];
}
