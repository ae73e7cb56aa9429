"use client";

import { useLocale } from "next-intl";
import { memo, type Ref } from "react";
import { ComposedChart, Line } from "recharts";
import type { Granularity } from "@/lib/core/format/calendar";
import { formatShare } from "@/lib/core/format/format";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { type Plot, PlotHandle } from "./plot-handle";
import { toCssColor } from "./series";
import type { ShareLine } from "./share-line";
import { ShareTooltip } from "./share-tooltip";
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
