"use client";

import clsx from "clsx";
import type { ComponentProps } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { ChartKey } from "./chart-key";
import type { Shape } from "./series";

// The library is loaded when the page is usable already.
const Plot = onDemand(
  () => import("./stacked-bars-plot").then(({ StackedBarsPlot }) => StackedBarsPlot),
  () => <Skeleton className="size-full" />,
);

type Props = ComponentProps<typeof Plot> & {
  className?: string;
  /** The server's, whose bar is unfinished. */
  today?: string;
  names?: { comparison?: string | undefined; mark?: string | undefined };
};

export function StackedBars({ label, className, today, names = {}, points, ...plot }: Props) {
  const marked = points.map((point) =>
    point.day === today ? { ...point, partial: point.partial ?? ("today" as const) } : point,
  );
  return (
    <figure aria-label={label} className="flex w-full flex-1 flex-col">
      {/* Inside, percentages would have no height to be of, where the height isn't given but grows. */}
      <div className={clsx("relative", className ?? "h-64")}>
        <div className="absolute inset-0">
          <Plot label={label} points={marked} {...plot} />
        </div>
      </div>
      <ChartKey
        {...toDrawn(plot.shape, names)}
        points={plot.shape === undefined || plot.shape === "bars" ? marked : []}
        line={plot.line?.label}
      />
    </figure>
  );
}

/** Only bars have marks, and lines of single parts have no total to compare. */
function toDrawn(shape: Shape = "bars", { comparison, mark }: NonNullable<Props["names"]>) {
  return {
    comparison: shape === "lines" ? undefined : comparison,
    mark: shape === "bars" ? mark : undefined,
  };
}
