import { type Scale, toHeight } from "./scale";
import { type Line, type Point, toTotal } from "./series";

export function Grid({ scale }: { scale: Scale }) {
  return scale.ticks.map((tick) => (
    <line
      key={tick}
      x2="100%"
      y1={`${toHeight(scale, tick)}%`}
      y2={`${toHeight(scale, tick)}%`}
      stroke="var(--color-line)"
    />
  ));
}

/** Equal levels are one stroke, so that its dashes continue; months of different lengths make a step. */
export function LineSteps({ line: { values }, scale }: { line: Line; scale: Scale }) {
  const slot = 100 / Math.max(1, values.length);
  const starts = values.flatMap((value, index) => (value === values[index - 1] ? [] : [index]));
  return starts.map((start, index) => {
    const y = `${toHeight(scale, values[start] ?? 0)}%`;
    const place = {
      x1: `${start * slot}%`,
      x2: `${(starts[index + 1] ?? values.length) * slot}%`,
      y1: y,
      y2: y,
    };
    return (
      <g key={start}>
        <line {...place} stroke="var(--color-surface)" strokeWidth={4} strokeOpacity={0.8} />
        <line {...place} stroke="var(--color-danger)" strokeWidth={1.5} strokeDasharray="5 4" />
      </g>
    );
  });
}

export function Marks({ points, scale }: { points: readonly Point[]; scale: Scale }) {
  return points.map(
    (point, column) =>
      point.note !== undefined && (
        <circle
          key={point.day}
          cx={`${(100 * (column + 0.5)) / points.length}%`}
          cy={`${toHeight(scale, toTotal(point))}%`}
          r={4}
          fill="var(--color-danger)"
          stroke="var(--color-surface)"
        />
      ),
  );
}
