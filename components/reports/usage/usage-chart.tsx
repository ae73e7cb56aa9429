"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import type { ChartProps } from "@/components/reports/shared/breakdown-view";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { formatCount, formatCountShort } from "@/lib/format";
import type { UsageReport } from "@/lib/reports/schema";

export function UsageChart({ report, series, highlighted, isBusy, onPick }: ChartProps<UsageReport>) {
  const t = useTranslations("usage");
  const locale = useLocale();
  const bars = toPoints(report.buckets, series, ({ tokens }) => Number(tokens));
  const comparison = useComparisonBars(bars, report.compared, Number);
  return (
    <StackedBars
      label={t("chart")}
      series={series}
      points={comparison.points}
      shapes={{ comparison: comparison.name }}
      highlighted={highlighted}
      formatValue={(tokens, length) =>
        length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
      }
      onPick={onPick}
      className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
    />
  );
}
