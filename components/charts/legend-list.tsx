"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { VendorText } from "@/components/ui/display/vendor-text";
import { toSeriesColor } from "./series";
import { Swatch } from "./swatch";
import type { Legend } from "./use-legend";

type Props = { legend: Legend; toValue?: (id: string, index: number) => ReactNode };

/** For a chart whose table has no row per part. */
export function LegendList({ legend, toValue }: Props) {
  const { series, onHover } = legend;
  return (
    <ul className="-mx-1.5 flex flex-wrap gap-x-2 gap-y-0.5 text-sm">
      {series.map((one, index) => (
        <li
          key={one.id}
          className="flex min-w-0"
          onMouseEnter={() => onHover(one.id)}
          onMouseLeave={() => onHover(undefined)}
        >
          <LegendButton legend={legend} part={one.id}>
            <Swatch color={toSeriesColor(one, index)} />
            <VendorText className="truncate">{one.name}</VendorText>
            {toValue && <span className="text-ink-muted tabular-nums">{toValue(one.id, index)}</span>}
          </LegendButton>
        </li>
      ))}
    </ul>
  );
}

type ButtonProps = { legend: Omit<Legend, "series">; part: string; children: ReactNode };

/** The name of a part, in a list or a table. A press shows only that part in the chart. */
export function LegendButton({ legend, part, children }: ButtonProps) {
  const { isolated, id: highlighted, onIsolate, onHover } = legend;
  const isIsolated = isolated === part;
  return (
    <button
      type="button"
      aria-pressed={isIsolated}
      onClick={() => onIsolate(part)}
      onFocus={() => onHover(part)}
      onBlur={() => onHover(undefined)}
      className={clsx(
        "flex min-h-7 pointer-coarse:min-h-11 min-w-0 max-w-full items-center gap-2.5 rounded-sm px-1.5 hover:bg-sunken",
        (isIsolated || highlighted === part) && "bg-sunken",
        isIsolated && "font-medium forced-colors:outline forced-colors:-outline-offset-1",
      )}
    >
      {children}
    </button>
  );
}
