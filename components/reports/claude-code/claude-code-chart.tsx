"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { toSeriesColor } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { Swatch } from "@/components/charts/swatch";
import { toPoints } from "@/components/reports/shared/to-series";
import { useComparisonBars } from "@/components/reports/shared/use-comparison-bars";
import { VendorText } from "@/components/ui/display/vendor-text";
import { type DayRange, toDay } from "@/lib/calendar";
import { formatCount, formatCountShort } from "@/lib/format";
import type { ClaudeCodeReport } from "@/lib/reports/claude-code/schema";
import { listKinds } from "./list-kinds";
import { useKindName } from "./use-kind-name";

type Props = { report: ClaudeCodeReport; isBusy: boolean; onZoom: (days: DayRange) => void };

export function ClaudeCodeChart({ report, isBusy, onZoom }: Props) {
  const t = useTranslations("claudeCode");
  const locale = useLocale();
  const toName = useKindName();
  const series = listKinds(report).map((id) => ({ id, name: toName(id) }));
  const bars = toPoints(report, series, ({ actors }) => actors, toDay(Date.now()));
  const comparison = useComparisonBars(bars, report.compared, Number);
  return (
    <div className="grid gap-2">
      <StackedBars
        label={t("chart")}
        series={series}
        points={comparison.points}
        onZoom={onZoom}
        names={{ comparison: comparison.name }}
        formatValue={(actors, length) =>
          length === "short" ? formatCountShort(actors, locale) : formatCount(actors, locale)
        }
        className={clsx("h-72 transition-opacity", isBusy && "opacity-60")}
      />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-ink-muted text-sm">
        {series.map((one, index) => (
          <li key={one.id} className="flex items-center gap-2">
            <Swatch color={toSeriesColor(one, index)} />
            <VendorText>{one.name}</VendorText>
          </li>
        ))}
      </ul>
    </div>
  );
}
