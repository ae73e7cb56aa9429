"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { LegendList } from "@/components/charts/legend-list";
import { StackedBars } from "@/components/charts/stacked-bars";
import type { Legend } from "@/components/charts/use-legend";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";

type Props = {
  report: ClaudeCodeReport;
  legend: Legend;
  isBusy: boolean;
  onZoom: (days: DayRange) => void;
};

export function ClaudeCodeChart({ report, legend, isBusy, onZoom }: Props) {
  const t = useTranslations("claudeCode");
  const locale = useLocale();
  const { series } = legend;
  const bars = toPoints(report, series, ({ actors }) => String(actors));
  const comparison = useComparisonBars(bars, report.compared);
  return (
    <div className="grid gap-2">
      <StackedBars
        label={t("chart")}
        series={series}
        points={comparison.points}
        highlight={legend}
        onZoom={onZoom}
        isCount
        names={{ comparison: comparison.name }}
        formatValue={(actors, length) =>
          length === "short" ? formatCountShort(actors, locale) : formatCount(actors, locale)
        }
        className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
      />
      <LegendList legend={legend} />
    </div>
  );
}
