import { memo, type Ref, useId } from "react";
import { ComposedChart } from "recharts";
import { toPixelsValue } from "@/lib/core/money/money";
import { Hatch } from "./bar-slice";
import { ChartFrame, ofEveryChart } from "./chart-frame";
import { ChartMarks } from "./chart-marks";
import { SeriesShapes, StepLine } from "./chart-shapes";
import { type Drawing, isSameDrawing } from "./is-same-drawing";
import { type Plot, PlotHandle } from "./plot-handle";

type Props = Drawing & { plot: Ref<Plot | null> };

/** Memoized, because moving the pointer draws only what lies over and behind it. */
export const TimeChart = memo(DrawnChart, isSameDrawing);

function DrawnChart({ series, points, line, shape, isCount, formatValue, plot }: Props) {
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
        />
      )}
      {line && <StepLine kind="limit" toValue={({ day }) => levels.get(day) ?? null} />}
      {shape === "bars" && <ChartMarks points={points} />}
      <PlotHandle ref={plot} />
    </ComposedChart>
  );
}
