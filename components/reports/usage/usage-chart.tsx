"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import type { ChartProps } from "@/components/reports/shared/breakdown-view";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import type { UsageReport } from "@/lib/money/reports/schema";

export function UsageChart({ report, series, isBusy, ...interaction }: ChartProps<UsageReport>) {
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
