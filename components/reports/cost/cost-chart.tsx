"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useChartOverlay } from "@/components/charts/chart-overlay";
import { StackedBars } from "@/components/charts/stacked-bars";
import type { ChartProps } from "@/components/reports/shared/breakdown-view";
import { listBars, toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { useMoney } from "@/components/ui/display/money";
import { toPixelsValue, usd } from "@/lib/core/money/money";
import type { CostReport } from "@/lib/money/reports/schema";
import { printCost } from "./print-cost";

export function CostChart({ report, series, isBusy, ...interaction }: ChartProps<CostReport>) {
  const t = useTranslations("cost");
  const money = useMoney();
  const { line, marks } = useChartOverlay();
  const bars = toPoints(report, series, ({ cents }) => cents);
  const comparison = useComparisonBars(bars, report.compared, interaction.shape);
  const { rows } = printCost(report);
  return (
    <StackedBars
      label={t("chart", { currency: money.currency })}
      series={series}
      points={comparison.points.map((point, index) => ({
        ...point,
        printed: rows[index],
        note: marks?.notes.get(point.day),
      }))}
      line={
        line && money.currency === usd
          ? {
              label: line.label,
              values: listBars(report).map((bar) => toPixelsValue(line.toLevel(bar))),
            }
          : undefined
      }
      names={{ comparison: comparison.name, mark: marks?.label }}
      {...interaction}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className={clsx("min-h-72 flex-1 transition-opacity", isBusy && "opacity-60")}
    />
  );
}
