import { memo, type Ref, useId } from "react";
import { ComposedChart, usePlotArea, useYAxisScale, ZIndexLayer } from "recharts";
import { toPixelsValue } from "@/lib/core/money/money";
import { Hatch } from "./bar-slice";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { SeriesShapes, StepLine } from "./chart-shapes";
import { type Drawing, isSameDrawing } from "./is-same-drawing";
import { placeLabels } from "./mark-labels";
import { type Plot, PlotHandle } from "./plot-handle";
import { type Point, toTop } from "./series";

const aboveLines = 600;

type Props = Drawing & { plot: Ref<Plot | null> };

/** Memoized, because moving the pointer draws only what lies over and behind it. */
export const TimeChart = memo(DrawnChart, isSameDrawing);

function DrawnChart({ series, points, line, shape, isCount, formatValue, plot }: Props) {
  const isSingle = points.length === 1;
  const hatch = useId();
  const levels = new Map(points.map(({ day }, index) => [day, line?.values[index] ?? null]));
  return (
    <ComposedChart {...ofEveryChart} data={points} stackOffset="sign" barCategoryGap={0}>
      <Hatch id={hatch} />
      <ChartFrame
        formatValue={(value) => formatValue(String(value), "short")}
        granularity={points[0]?.granularity}
        isCount={isCount}
      />
      <SeriesShapes series={series} shape={shape} hatch={hatch} />
      {points.some(({ comparison }) => comparison) && shape !== "lines" && (
        <StepLine
          kind="comparison"
          toValue={({ comparison }) => (comparison ? toPixelsValue(comparison.value) : null)}
          isSingle={isSingle}
        />
      )}
      {line && <StepLine kind="limit" toValue={({ day }) => levels.get(day) ?? null} isSingle={isSingle} />}
      {shape === "bars" && <ChartMarks points={points} />}
      <PlotHandle ref={plot} />
    </ComposedChart>
  );
}

function ChartMarks({ points }: { points: readonly Point[] }) {
  const area = usePlotArea();
  const toY = useYAxisScale();
  if (!area || !toY) return null;
  const slot = area.width / Math.max(1, points.length);
  const marks = points.flatMap((point, column) =>
    point.note
      ? [{ x: area.x + (column + 0.5) * slot, y: toY(toTop(point)) ?? 0, label: point.note.label }]
      : [],
  );
  return (
    <ZIndexLayer zIndex={aboveLines}>
      {marks.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={4} fill="var(--color-danger)" stroke="var(--color-surface)" />
      ))}
      {placeLabels(marks, area).map(({ x, y, anchor, label }) => (
        <text
          key={x}
          x={x}
          y={y}
          textAnchor={anchor}
          fontSize={12}
          fill="var(--color-ink)"
          stroke="var(--color-surface)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {label}
        </text>
      ))}
    </ZIndexLayer>
  );
}
