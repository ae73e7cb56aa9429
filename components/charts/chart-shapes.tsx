import { Area, Bar, Line as LineOfValues } from "recharts";
import { toPixelsValue } from "@/lib/core/money/money";
import { BarSlice } from "./bar-slice";
import { type Point, type Series, type Shape, toSeriesColor } from "./series";
import { StepPath } from "./step-path";

type Props = { series: readonly Series[]; shape: Shape; hatch: string };

/** One element for each series, whose opacity follows the highlight without drawing it again. */
export function SeriesShapes({ series, shape, hatch }: Props) {
  return series.map((one, index) => {
    const dataKey = ({ values }: Point) => toPixelsValue(values[index] ?? "0");
    const look = { series: index, color: toSeriesColor(one, index), hatch, style: toOpacity(index) };
    const line = { stroke: look.color, style: look.style, dataKey, ...still };
    if (shape === "lines") return <LineOfValues key={one.id} {...line} strokeWidth={2} dot={false} />;
    if (shape === "cumulative")
      return <Area key={one.id} {...line} stackId="all" fill={look.color} fillOpacity={0.85} />;
    return (
      <Bar
        key={one.id}
        stackId="all"
        dataKey={dataKey}
        shape={(bar) => <BarSlice {...bar} {...look} />}
        isAnimationActive={false}
      />
    );
  });
}

export const still = { type: "linear", activeDot: false, isAnimationActive: false } as const;
const steps = {
  comparison: { color: "var(--color-ink)", dashes: "4 3" },
  limit: { color: "var(--color-danger)", dashes: "5 4" },
};

type StepProps = {
  kind: keyof typeof steps;
  toValue: (point: Point) => number | null;
  isSingle?: boolean;
};

/** A single point is no line to the library, which draws a dot in its place. */
export function StepLine({ kind, toValue, isSingle = false }: StepProps) {
  const toStep = ({ cx = null, cy = null }: { cx?: number | null; cy?: number | null }) => (
    <StepPath key={kind} points={[{ x: cx, y: cy }]} {...steps[kind]} />
  );
  return (
    <LineOfValues
      dataKey={toValue}
      shape={({ points }) => <StepPath points={points} {...steps[kind]} />}
      dot={isSingle && toStep}
      {...still}
    />
  );
}

const fadedOpacity = 0.15;

const toOpacityName = (index: number) => `--opacity-of-${index}`;

function toOpacity(index: number) {
  return { opacity: `var(${toOpacityName(index)}, 1)` };
}

/** Fades all series but one. */
export function toOpacities(series: readonly Series[], shown: string | undefined): Record<string, number> {
  if (shown === undefined) return {};
  const faded = series.flatMap(({ id }, index) =>
    id === shown ? [] : [[toOpacityName(index), fadedOpacity]],
  );
  return Object.fromEntries(faded);
}
