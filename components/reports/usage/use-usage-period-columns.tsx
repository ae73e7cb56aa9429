"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { UsageReport } from "@/lib/money/reports/schema";
import { Requests } from "./requests";

type Bucket = UsageReport["buckets"][number];

export function useUsagePeriodColumns(report: UsageReport): (series: readonly Series[]) => Column<Bucket>[] {
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
