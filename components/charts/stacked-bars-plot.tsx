"use client";

import { useLocale } from "next-intl";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatPeriod } from "@/lib/format";
import { ChartTooltip } from "./chart-tooltip";
import { type Line, type Point, type Series, toSeriesColor } from "./series";

const tick = { fill: "var(--color-ink-faint)", fontSize: 12 };
const fadedOpacity = 0.15;

type Props = {
  label: string;
  series: readonly Series[];
  points: readonly Point[];
  formatValue: (value: number, length: "short" | "full") => string;
  /** The id of a series to show alone, the others faded. */
  highlighted?: string | undefined;
  onPick?: ((pick: { series: string; day: string }) => void) | undefined;
  /** A level to hold the bars against. */
  line?: Line | undefined;
  /** Days whose bars carry a mark. */
  marked?: readonly string[] | undefined;
};

/** Values are read by position, so a series may carry any name. */
export function StackedBarsPlot(props: Props) {
  const { label, series, points, formatValue, highlighted, onPick, line, marked = [] } = props;
  const locale = useLocale();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...points]}
        accessibilityLayer
        title={label}
        barCategoryGap="18%"
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => formatPeriod(day, locale, "short")}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--color-line)" }}
          minTickGap={28}
          interval="equidistantPreserveStart"
        />
        <YAxis
          tickFormatter={(value: number) => formatValue(value, "short")}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          width="auto"
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--color-ink)", fillOpacity: 0.06 }}
          content={({ active, label: day }) => {
            const point = active && points.find((one) => one.day === day);
            return point ? (
              <ChartTooltip
                point={point}
                series={series}
                formatValue={formatValue}
                highlighted={highlighted}
              />
            ) : null;
          }}
        />
        {series.map((one, index) => (
          <Bar
            key={one.id}
            name={one.name}
            dataKey={(point: Point) => point.values[index] ?? 0}
            stackId="all"
            fill={toSeriesColor(one, index)}
            fillOpacity={highlighted === undefined || highlighted === one.id ? 1 : fadedOpacity}
            stroke="var(--color-surface)"
            strokeWidth={points.length > 120 ? 0 : 0.75}
            maxBarSize={44}
            isAnimationActive={false}
            {...(onPick && {
              className: "cursor-pointer",
              onClick: (_: unknown, at: number) => onPick({ series: one.id, day: points[at]?.day ?? "" }),
            })}
          />
        ))}
        {line && drawLine(line)}
        {points.filter(({ day }) => marked.includes(day)).map(drawMark)}
      </BarChart>
    </ResponsiveContainer>
  );
}

function drawLine({ value, label }: Line) {
  const text = {
    value: label,
    position: "insideTopLeft",
    fill: "var(--color-danger)",
    fontSize: 12,
  } as const;
  return (
    <ReferenceLine
      y={value}
      stroke="var(--color-danger)"
      strokeDasharray="5 4"
      ifOverflow="extendDomain"
      label={text}
    />
  );
}

function drawMark({ day, values }: Point) {
  return (
    <ReferenceDot
      key={day}
      x={day}
      y={values.reduce((total, value) => total + value, 0)}
      r={4}
      fill="var(--color-danger)"
      stroke="var(--color-surface)"
    />
  );
}
