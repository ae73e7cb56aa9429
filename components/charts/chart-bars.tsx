import clsx from "clsx";
import { memo } from "react";
import { type Scale, toHeight, toSlices } from "./scale";
import { type Point, type Series, toSeriesColor } from "./series";

const fadedOpacity = 0.15;
const widestBar = 5;

export function toBarWidth(slot: number): number {
  return Math.min(widestBar, slot * 0.82);
}

type Props = {
  series: readonly Series[];
  points: readonly Point[];
  scale: Scale;
  /** The ID of the only series to show in full color. */
  highlighted: string | undefined;
  /** Without a pointer, people find the same rows through the table. */
  onPick: ((pick: { series: string; day: string }) => void) | undefined;
};

/** Memoized, so that moving the pointer doesn't redraw the bars. */
export const ChartBars = memo(function ChartBars({ series, points, scale, highlighted, onPick }: Props) {
  const slot = 100 / Math.max(1, points.length);
  const width = toBarWidth(slot);
  return points.map((point, column) =>
    toSlices(point).map(({ series: index, from, to }) => {
      const one = series[index];
      const top = toHeight(scale, Math.max(from, to));
      return (
        <rect
          key={`${point.day} ${one?.id}`}
          x={`${(column + 0.5) * slot - width / 2}%`}
          y={`${top}%`}
          width={`${width}%`}
          height={`${toHeight(scale, Math.min(from, to)) - top}%`}
          fill={one && toSeriesColor(one, index)}
          fillOpacity={highlighted === undefined || highlighted === one?.id ? 1 : fadedOpacity}
          stroke="var(--color-surface)"
          strokeWidth={points.length > 120 ? 0 : 0.75}
          className={clsx(onPick && "cursor-pointer")}
          {...(onPick && one && { onClick: () => onPick({ series: one.id, day: point.day }) })}
        />
      );
    }),
  );
});
