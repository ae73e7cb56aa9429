"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { Point, Series } from "./series";

const Plot = dynamic(() => import("./stacked-bars-plot").then(({ StackedBarsPlot }) => StackedBarsPlot), {
  ssr: false, // recharts is more than half of the page's code and needs a measured box.
  loading: () => <Skeleton className="size-full" />,
});

type Props = {
  label: string;
  series: readonly Series[];
  points: readonly Point[];
  formatValue: (value: number, length: "short" | "full") => string;
  /** The id of a series to show alone, the others faded. */
  highlighted?: string | undefined;
  /** A bar of a series was chosen; the table twin must offer the same by keyboard. */
  onPick?: ((pick: { series: string; day: string }) => void) | undefined;
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
