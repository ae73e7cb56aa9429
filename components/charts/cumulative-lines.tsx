"use client";

import type { ComponentProps } from "react";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { KeyEntry } from "./chart-key";
import { ComparisonSwatch, DottedSwatch, LineSwatch, SolidSwatch } from "./swatch";

// Loaded once the page is usable, as in stacked-bars.tsx.
const Plot = onDemand(
  () => import("./cumulative-lines-plot").then(({ CumulativeLinesPlot }) => CumulativeLinesPlot),
  () => <Skeleton className="size-full" />,
);

type Props = ComponentProps<typeof Plot> & { className: string };

export function CumulativeLines({ className, ...plot }: Props) {
  const { label, days, names, limit } = plot;
  return (
    <figure aria-label={label} className="flex w-full flex-1 flex-col">
      <div className={`relative ${className}`}>
        <div className="absolute inset-0">
          <Plot {...plot} />
        </div>
      </div>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 pt-2 text-ink-muted text-xs">
        <KeyEntry swatch={<SolidSwatch />}>{names.now}</KeyEntry>
        {days.some(({ before }) => before !== null) && (
          <KeyEntry swatch={<ComparisonSwatch />}>{names.before}</KeyEntry>
        )}
        {days.some(({ expected }) => expected !== null) && (
          <KeyEntry swatch={<DottedSwatch />}>{names.expected}</KeyEntry>
        )}
        {limit !== undefined && <KeyEntry swatch={<LineSwatch />}>{names.limit}</KeyEntry>}
      </figcaption>
    </figure>
  );
}
