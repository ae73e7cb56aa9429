"use client";

import clsx from "clsx";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import type { Granularity } from "@/lib/core/format/calendar";
import { toCssColor } from "./series";
import type { ShareLine } from "./share-line";
import { Swatch } from "./swatch";

// Loaded once the page is usable, as in stacked-bars.tsx.
const Plot = onDemand(
  () => import("./share-lines-plot").then(({ ShareLinesPlot }) => ShareLinesPlot),
  () => <Skeleton className="size-full" />,
);

type Props = {
  label: string;
  lines: readonly ShareLine[];
  periods: readonly string[];
  granularity?: Granularity | undefined;
  className?: string;
};

export function ShareLines({ label, lines, periods, granularity, className }: Props) {
  return (
    <figure aria-label={label} className={clsx("grid gap-1.5", className)}>
      <div className="h-36">
        <Plot {...{ label, lines, periods, granularity }} />
      </div>
      <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-ink-muted text-sm">
        {lines.map(({ name, color }) => (
          <span key={name} className="flex items-center gap-2">
            <Swatch color={toCssColor(color)} />
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
