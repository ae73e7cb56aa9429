"use client";

import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { ChartKey } from "./chart-key";

const Plot = dynamic(() => import("./stacked-bars-plot").then(({ StackedBarsPlot }) => StackedBarsPlot), {
  ssr: false, // Rendered only in the browser: hundreds of bars would make up most of every page's HTML.
  loading: () => <Skeleton className="size-full" />,
});

type Props = ComponentProps<typeof Plot> & {
  className?: string;
  shapes?: { comparison?: string | undefined; mark?: string | undefined };
};

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
