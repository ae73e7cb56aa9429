"use client";

import { useLocale } from "next-intl";
import { ComposedChart, Line } from "recharts";
import type { Granularity } from "@/lib/calendar";
import { formatShare } from "@/lib/format";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { toCssColor } from "./series";

export type ShareLine = {
  name: string;
  color: number;
  /** In the order of the periods; null, which breaks the line, if there is nothing to divide by. */
  values: readonly (number | null)[];
};
type Props = {
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
};
type Share = { day: string; values: (number | null)[] };

const halves = [0, 0.5, 1];

/** A lone point shows as a dot because of its round cap. */
export function ShareLinesPlot({ lines, periods, granularity }: Props) {
  const locale = useLocale();
  const shares: Share[] = periods.map((day, index) => ({
    day,
    values: lines.map(({ values }) => values[index] ?? null),
  }));
  return (
    <div aria-hidden className="size-full">
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
      </ComposedChart>
    </div>
  );
}
