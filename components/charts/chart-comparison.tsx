import { memo } from "react";
import { toBarWidth } from "./chart-bars";
import { type Scale, toHeight } from "./scale";
import type { Point } from "./series";

type Props = { points: readonly Point[]; scale: Scale };

/** Of a bar and at most of its slot, so that a comparison is seen beside a bar that hides it. */
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

/** Where each comparison ends: a line over the bar, told from it by shape and not by color. */
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
