"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const Plot = dynamic(() => import("./stacked-bars-plot").then(({ StackedBarsPlot }) => StackedBarsPlot), {
  ssr: false, // Hundreds of bars would be the greater part of every page's HTML.
  loading: () => <Skeleton className="size-full" />,
});

type Props = ComponentProps<typeof Plot> & {
  /** Carries the height; the box keeps it while the code loads. */
  className?: string;
};

/** A chart over UTC days. Its legend is the table beside it. */
export function StackedBars({ label, className, ...plot }: Props) {
  return (
    <figure aria-label={label} className={clsx("w-full", className ?? "h-64")}>
      <Plot label={label} {...plot} />
    </figure>
  );
}
