"use client";

import { useLocale, useTranslations } from "next-intl";
import { memo, type Ref } from "react";
import { Area, ComposedChart, Line } from "recharts";
import { formatPeriod } from "@/lib/core/format/format";
import { type Decimal, toPixelsValue } from "@/lib/core/money/money";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { StepLine, still } from "./chart-shapes";
import type { CumulativeDay, LineNames } from "./cumulative-day";
import { type Plot, PlotHandle } from "./plot-handle";
import type { FormatValue } from "./series";
import { ComparisonSwatch, DottedSwatch, LineSwatch, SolidSwatch } from "./swatch";
import { TooltipRow } from "./tooltip-row";
import { WalkedPlot } from "./walked-plot";

type Drawing = {
  days: readonly CumulativeDay[];
  /** A level that should not be exceeded, such as a budget. */
  limit: Decimal | undefined;
  formatValue: FormatValue;
};
type Props = Drawing & {
  label: string;
  names: LineNames;
};

export function CumulativeLinesPlot({ label, names, ...drawing }: Props) {
  const { days, limit, formatValue } = drawing;
  return (
    <WalkedPlot
      label={label}
      days={days.map(({ day }) => day)}
      draw={(plot) => <DrawnLines {...drawing} plot={plot} />}
      tooltip={(index) => {
        const day = days[index];
        return day && <CumulativeTooltip day={day} {...{ names, limit, formatValue }} />;
      }}
    />
  );
}

const toHeight = (sum: Decimal | null) => (sum === null ? null : toPixelsValue(sum));
const own = { stroke: "var(--color-chart-1)", strokeLinecap: "round", dot: false, ...still } as const;

/** Memoized, because moving the pointer draws only what lies over and behind it. */
const DrawnLines = memo(function DrawnLines({
  days,
  limit,
  formatValue,
  plot,
}: Drawing & { plot: Ref<Plot | null> }) {
  return (
    <ComposedChart {...ofEveryChart} data={days}>
      <ChartFrame formatValue={(value) => formatValue(String(value), "short")} />
      <Area
        dataKey={({ band }: CumulativeDay) => band?.map(toPixelsValue) ?? null}
        stroke="none"
        fill="var(--color-chart-1)"
        fillOpacity={0.16}
        {...still}
      />
      <Line
        dataKey={({ before }: CumulativeDay) => toHeight(before)}
        stroke="var(--color-ink)"
        strokeWidth={1.5}
        strokeDasharray="4 3"
        dot={false}
        {...still}
      />
      <Line
        dataKey={({ expected }: CumulativeDay) => toHeight(expected)}
        strokeWidth={2}
        strokeDasharray="0.5 5"
        {...own}
      />
      <Line dataKey={({ now }: CumulativeDay) => toHeight(now)} strokeWidth={2.5} {...own} />
      {limit !== undefined && <StepLine kind="limit" toValue={() => toPixelsValue(limit)} />}
      <PlotHandle ref={plot} />
    </ComposedChart>
  );
});

type CumulativeTooltipProps = {
  day: CumulativeDay;
  names: LineNames;
  limit: Decimal | undefined;
  formatValue: FormatValue;
};

/** The forecast is for the days after the last known one. */
function CumulativeTooltip({
  day: { day, now, before, expected, band },
  names,
  ...shown
}: CumulativeTooltipProps) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const { limit, formatValue } = shown;
  const format = (value: Decimal) => formatValue(value, "full");
  return (
    <div className="grid min-w-44 max-w-72 gap-1 rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="font-medium">{t("utc", { time: formatPeriod(day, locale) })}</p>
      {now !== null && (
        <TooltipRow swatch={<SolidSwatch />} name={names.now}>
          {format(now)}
        </TooltipRow>
      )}
      {now === null && expected !== null && (
        <TooltipRow swatch={<DottedSwatch />} name={names.expected}>
          {format(expected)}
        </TooltipRow>
      )}
      {now === null && band && (
        <p className="text-right text-ink-muted tabular-nums">{band.map(format).join(" – ")}</p>
      )}
      {before !== null && (
        <TooltipRow swatch={<ComparisonSwatch />} name={names.before}>
          {format(before)}
        </TooltipRow>
      )}
      {limit !== undefined && (
        <TooltipRow swatch={<LineSwatch />} name={names.limit}>
          {format(limit)}
        </TooltipRow>
      )}
    </div>
  );
}
