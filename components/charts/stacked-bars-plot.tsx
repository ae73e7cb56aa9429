"use client";

import clsx from "clsx";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { PeriodAxis, ValueAxis } from "./chart-axes";
import { ChartBars } from "./chart-bars";
import { ComparisonBars, ComparisonEdges } from "./chart-comparison";
import { Grid, LineSteps, Marks } from "./chart-levels";
import { ChartTooltip } from "./chart-tooltip";
import { toScale } from "./scale";
import type { Line, Point, Series } from "./series";

type Props = {
  label: string;
  series: readonly Series[];
  points: readonly Point[];
  formatValue: (value: number, length: "short" | "full") => string;
  /** The ID of the only series to show in full color. */
  highlighted?: string | undefined;
  onPick?: ((pick: { series: string; day: string }) => void) | undefined;
  line?: Line | undefined;
};

/** Everything is placed in percent, so nothing has to be measured. */
export function StackedBarsPlot(props: Props) {
  const { label, series, points, formatValue, highlighted, onPick, line } = props;
  const { active, ...handlers } = useColumns(points.length);
  const scale = toScale(points, line?.values);
  const slot = 100 / Math.max(1, points.length);
  const shown = active === undefined ? undefined : points[active];
  return (
    <div className="grid size-full grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_1.5rem] gap-x-2 pt-2">
      <ValueAxis scale={scale} formatValue={formatValue} />
      {/*
       * biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, but this is a chart that keys walk
       * through.
       */}
      <div
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the columns, which are announced one by one.
        tabIndex={0}
        className="relative"
        {...handlers}
      >
        <svg aria-hidden="true" className="size-full overflow-visible">
          <Grid scale={scale} />
          {active !== undefined && (
            <rect x={`${active * slot}%`} width={`${slot}%`} height="100%" className="fill-ink/6" />
          )}
          <ComparisonBars points={points} scale={scale} />
          <ChartBars
            series={series}
            points={points}
            scale={scale}
            highlighted={highlighted}
            onPick={onPick}
          />
          <ComparisonEdges points={points} scale={scale} />
          {line && <LineSteps line={line} scale={scale} />}
          <Marks points={points} scale={scale} />
        </svg>
        <div
          role="status"
          className={clsx(
            "pointer-events-none absolute top-0 z-10 w-max max-w-full",
            !shown && "sr-only",
            ((active ?? 0) + 0.5) * slot > 50 && "-translate-x-full",
          )}
          style={{ left: `${((active ?? 0) + 0.5) * slot}%` }}
        >
          {shown && <ChartTooltip {...{ series, formatValue, highlighted }} point={shown} />}
        </div>
      </div>
      <span />
      <PeriodAxis points={points} />
    </div>
  );
}

function useColumns(count: number) {
  const [active, setActive] = useState<number>();
  function onPointerMove({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect();
    const index = Math.floor((count * (clientX - left)) / width);
    setActive(Math.min(count - 1, Math.max(0, index)));
  }
  function onKeyDown(event: KeyboardEvent) {
    const at = active ?? (event.key === "ArrowLeft" ? count : -1);
    const columns: Record<string, number | undefined> = {
      ArrowRight: Math.min(count - 1, at + 1),
      ArrowLeft: Math.max(0, at - 1),
      Home: 0,
      End: count - 1,
      Escape: undefined,
    };
    if (count === 0 || !Object.hasOwn(columns, event.key)) return;
    if (event.key !== "Escape") event.preventDefault();
    setActive(columns[event.key]);
  }
  const leave = () => setActive(undefined);
  return { active, onPointerMove, onKeyDown, onPointerLeave: leave, onBlur: leave };
}
