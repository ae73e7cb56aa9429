"use client";

import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { ChartKey } from "./chart-key";

const Plot = dynamic(() => import("./stacked-bars-plot").then(({ StackedBarsPlot }) => StackedBarsPlot), {
  ssr: false, // Hundreds of bars would be the greater part of every page's HTML.
  loading: () => <Skeleton className="size-full" />,
});

type Props = ComponentProps<typeof Plot> & {
  /** Carries the height; the box keeps it while the code loads. */
  className?: string;
  /** What the shapes beside the bars mean. */
  shapes?: { comparison?: string | undefined; mark?: string | undefined };
};

/** A chart over UTC days. The legend of its colors is the table beside it. */
export function StackedBars({ label, className, shapes = {}, ...plot }: Props) {
  return (
    <figure aria-label={label} className="w-full">
      <div className={className ?? "h-64"}>
        <Plot label={label} {...plot} />
      </div>
      <ChartKey {...shapes} line={plot.line?.label} />
    </figure>
  );
}
