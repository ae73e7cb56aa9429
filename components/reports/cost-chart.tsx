"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Point, Series } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { formatCents, formatCentsShort, toPixelsValue } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";

type Props = {
  report: CostReport;
  series: readonly Series[];
  highlighted: string | undefined;
  isBusy: boolean;
};

export function CostChart({ report, series, highlighted, isBusy }: Props) {
  const t = useTranslations("cost");
  const locale = useLocale();
  return (
    <StackedBars
      label={t("chart")}
      series={series}
      points={report.buckets.map((bucket) => toPoint(bucket, series))}
      highlighted={highlighted}
      formatValue={(cents, length) =>
        length === "short" ? formatCentsShort(cents, locale) : formatCents(String(cents), locale)
      }
      className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
    />
  );
}

function toPoint({ startsOn, parts }: CostReport["buckets"][number], series: readonly Series[]): Point {
  const cents = new Map(parts.map((part) => [part.key, part.cents]));
  return { day: startsOn, values: series.map(({ id }) => toPixelsValue(cents.get(id) ?? "0")) };
}
