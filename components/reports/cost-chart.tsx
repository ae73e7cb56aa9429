"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { formatCents, formatCentsShort, toPixelsValue } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";
import { toPoints } from "./to-series";

type Props = {
  report: CostReport;
  series: readonly Series[];
  highlighted: string | undefined;
  isBusy: boolean;
  onPick: (pick: { series: string; day: string }) => void;
};

export function CostChart({ report, series, highlighted, isBusy, onPick }: Props) {
  const t = useTranslations("cost");
  const locale = useLocale();
  return (
    <StackedBars
      label={t("chart")}
      series={series}
      points={toPoints(report.buckets, series, ({ cents }) => toPixelsValue(cents))}
      highlighted={highlighted}
      formatValue={(cents, length) =>
        length === "short" ? formatCentsShort(cents, locale) : formatCents(String(cents), locale)
      }
      onPick={onPick}
      className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
    />
  );
}
