"use client";

import { useLocale, useTranslations } from "next-intl";
import { memo, type Ref } from "react";
import { ComposedChart, Line } from "recharts";
import type { Granularity } from "@/lib/core/format/calendar";
import { formatPeriod, formatShare } from "@/lib/core/format/format";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { type Plot, PlotHandle } from "./plot-handle";
import { toCssColor } from "./series";
import type { ShareLine } from "./share-line";
import { Swatch } from "./swatch";
import { TooltipRow } from "./tooltip-row";
import { WalkedPlot } from "./walked-plot";

type Drawing = {
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
};
type Share = { day: string; values: (number | null)[] };

const halves = [0, 0.5, 1];

export function ShareLinesPlot({ label, ...drawing }: Drawing & { label: string }) {
  return (
    <WalkedPlot
      label={label}
      days={drawing.periods}
      draw={(plot) => <DrawnLines {...drawing} plot={plot} />}
      tooltip={(index) => <ShareTooltip {...drawing} index={index} />}
    />
  );
}

/** Memoized, because moving the pointer draws only what lies over and behind it. A lone point is a dot: the cap is round. */
const DrawnLines = memo(function DrawnLines({
  lines,
  periods,
  granularity,
  plot,
}: Drawing & { plot: Ref<Plot | null> }) {
  const locale = useLocale();
  const shares: Share[] = periods.map((day, index) => ({
    day,
    values: lines.map(({ values }) => values[index] ?? null),
  }));
  return (
    <ComposedChart {...ofEveryChart} data={shares}>
      <ChartFrame
        formatValue={(share) => formatShare(share, locale)}
        granularity={granularity}
        ticks={halves}
      />
      {lines.map(({ name, color }, index) => (
        <Line
          key={name}
          dataKey={({ values }: Share) => values[index] ?? null}
          stroke={toCssColor(color)}
          strokeWidth={2}
          strokeLinecap="round"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      <PlotHandle ref={plot} />
    </ComposedChart>
  );
});

type Props = {
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
  index: number;
};

/** A period without anything to divide by has no share of it. */
function ShareTooltip({ lines, periods, granularity, index }: Props) {
  const t = useTranslations("ui");
  const locale = useLocale();
  return (
    <div className="grid min-w-44 max-w-72 gap-1 rounded-md popup px-3 py-2 text-ink text-xs">
      <p className="font-medium">
        {t("utc", { time: formatPeriod(periods[index] ?? "", locale, "long", granularity) })}
      </p>
      {lines.map(({ name, color, values }) => (
        <TooltipRow key={name} swatch={<Swatch color={toCssColor(color)} />} name={name}>
          {values[index] == null ? "–" : formatShare(values[index], locale)}
        </TooltipRow>
      ))}
    </div>
  );
}
