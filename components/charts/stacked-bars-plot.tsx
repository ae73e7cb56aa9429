"use client";

import clsx from "clsx";
import { type MouseEvent, useRef } from "react";
import { ColumnBand, ColumnTooltip } from "./active-column";
import { toOpacities } from "./chart-shapes";
import type { Plot } from "./plot-handle";
import {
  type FormatValue,
  findSlice,
  type Highlight,
  type Line,
  type Point,
  type Series,
  type Shape,
  toRunningLine,
} from "./series";
import { TimeChart } from "./time-chart";
import { toRunning } from "./totals";
import { toPlace, useColumns } from "./use-columns";

type Props = {
  label: string;
  series: readonly Series[];
  points: readonly Point[];
  formatValue: FormatValue;
  line?: Line | undefined;
  shape?: Shape | undefined;
  isCount?: boolean;
  /** Without a pointer, people isolate and highlight in the table. */
  highlight?: Highlight | undefined;
  onZoom?: ((days: { from: string; to: string }) => void) | undefined;
};

/** The library draws; the pointer, the keys, and what they show belong to the element around it. */
export function StackedBarsPlot(props: Props) {
  const { label, series, points, formatValue, line, shape = "bars", isCount, highlight, onZoom } = props;
  const plot = useRef<Plot>(null);
  const { columns, handlers } = useColumns(
    points.map(({ day }) => day),
    plot,
    onZoom && ((first, last) => onZoom({ from: points[first]?.day ?? "", to: points[last]?.day ?? "" })),
  );
  const isRunning = shape === "cumulative";
  const drawn = isRunning ? toRunning(points) : points;
  const limit = line && isRunning ? toRunningLine(line) : line;
  const findId = (event: MouseEvent) => {
    const place = toPlace(event, drawn.length, plot.current);
    const point = place && drawn[place.index];
    return point && shape !== "lines" ? series[findSlice(point, place.value) ?? -1]?.id : undefined;
  };
  const isRange = columns && columns.first !== columns.last;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is a chart that keys walk through.
    // biome-ignore lint/a11y/useKeyWithClickEvents: without a pointer, people isolate in the table.
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the columns, which are announced one by one.
      tabIndex={0}
      className={clsx("relative size-full touch-pan-y select-none", onZoom && "cursor-crosshair")}
      style={toOpacities(series, highlight?.id)}
      {...handlers}
      onMouseMove={(event) => highlight?.onHover(findId(event))}
      onMouseLeave={() => highlight?.onHover(undefined)}
      onClick={(event) => {
        const id = columns && findId(event);
        if (id !== undefined) highlight?.onIsolate(id);
      }}
    >
      {columns && <ColumnBand columns={columns} />}
      <div aria-hidden className="pointer-events-none relative size-full">
        <TimeChart {...{ series, shape, isCount, formatValue, plot }} points={drawn} line={limit} />
      </div>
      <ColumnTooltip
        {...{ columns, series, formatValue }}
        points={isRange ? points : drawn}
        highlighted={highlight?.id}
      />
    </div>
  );
}
