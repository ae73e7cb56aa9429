"use client";

import { useLocale } from "next-intl";
import { memo, type Ref, useRef } from "react";
import { ComposedChart, Line } from "recharts";
import type { Granularity } from "@/lib/calendar";
import { formatShare } from "@/lib/format";
import { BesideColumn, ColumnBand } from "./active-column";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { type Plot, PlotHandle } from "./plot-handle";
import { toCssColor } from "./series";
import type { ShareLine } from "./share-line";
import { ShareTooltip } from "./share-tooltip";
import { useColumns } from "./use-columns";

type Drawing = {
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
};
type Share = { day: string; values: (number | null)[] };

const halves = [0, 0.5, 1];

/** As with bars, the library draws, and the element around it owns the pointer and the keys. */
export function ShareLinesPlot({ label, ...drawing }: Drawing & { label: string }) {
  const plot = useRef<Plot>(null);
  const { columns, handlers } = useColumns(drawing.periods, plot, undefined);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is a chart that keys walk through.
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the periods, which are announced one by one.
      tabIndex={0}
      className="relative size-full touch-pan-y select-none"
      {...handlers}
    >
      {columns && <ColumnBand columns={columns} />}
      <div aria-hidden className="pointer-events-none relative size-full">
        <DrawnLines {...drawing} plot={plot} />
      </div>
      <BesideColumn columns={columns}>
        {columns && <ShareTooltip {...drawing} index={columns.active} />}
      </BesideColumn>
    </div>
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
