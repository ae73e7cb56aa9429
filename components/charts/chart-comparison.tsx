import { memo } from "react";
import { toBarWidth } from "./chart-bars";
import { type Scale, toHeight } from "./scale";
import type { Point } from "./series";

type Props = { points: readonly Point[]; scale: Scale };

/** Relative to a bar's width, so that a comparison stays visible behind a taller bar. */
const widthOfBar = 1.3;
const maxSlotShare = 0.94;

export const ComparisonBars = memo(function ComparisonBars({ points, scale }: Props) {
  return toBoxes(points, scale).map(({ day, x, width, top, foot }) => (
    <rect
      key={day}
      x={`${x}%`}
      width={`${width}%`}
      y={`${Math.min(top, foot)}%`}
      height={`${Math.abs(foot - top)}%`}
      className="fill-ink/9"
    />
  ));
});

/** A line over the bar marks where its comparison ends, so that color isn't needed to tell them apart. */
export const ComparisonEdges = memo(function ComparisonEdges({ points, scale }: Props) {
  return toBoxes(points, scale).map(({ day, x, width, top }) => (
    <g key={day}>
      {(["stroke-surface", "stroke-ink-muted"] as const).map((color, index) => (
        <line
          key={color}
          x1={`${x}%`}
          x2={`${x + width}%`}
          y1={`${top}%`}
          y2={`${top}%`}
          className={color}
          strokeWidth={index === 0 ? 3.5 : 1.5}
        />
      ))}
    </g>
  ));
});

function toBoxes(points: readonly Point[], scale: Scale) {
  const slot = 100 / Math.max(1, points.length);
  const width = Math.min(toBarWidth(slot) * widthOfBar, slot * maxSlotShare);
  return points.flatMap(({ day, comparison }, column) =>
    comparison
      ? [
          {
            day,
            x: (column + 0.5) * slot - width / 2,
            width,
            top: toHeight(scale, comparison.value),
            foot: toHeight(scale, 0),
          },
        ]
      : [],
  );
}
