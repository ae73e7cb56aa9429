import { type ReactNode, type Ref, useRef } from "react";
import { BesideColumn, ColumnBand } from "./active-column";
import type { Plot } from "./plot-handle";
import { useColumns } from "./use-columns";

type Props = {
  label: string;
  days: readonly string[];
  draw: (plot: Ref<Plot | null>) => ReactNode;
  tooltip: (index: number) => ReactNode;
};

/** Lines that the pointer and the keys walk through. As with bars, the library draws, and this element owns both. */
export function WalkedPlot({ label, days, draw, tooltip }: Props) {
  const plot = useRef<Plot>(null);
  const { columns, handlers } = useColumns(days, plot, undefined);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; this is a chart that keys walk through.
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the days, which are announced one by one.
      tabIndex={0}
      className="relative size-full touch-pan-y select-none"
      {...handlers}
    >
      {columns && <ColumnBand columns={columns} />}
      <div aria-hidden className="pointer-events-none relative size-full">
        {draw(plot)}
      </div>
      <BesideColumn columns={columns}>{columns && tooltip(columns.active)}</BesideColumn>
    </div>
  );
}
