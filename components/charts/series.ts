import type { ReactNode } from "react";

export type Series = {
  id: string;
  /** Untrusted: typed by a person or the vendor. */
  name: string;
  /** The remainder after the palette is used up; drawn gray. */
  isOther?: boolean;
};

export type Point = {
  day: string;
  values: readonly number[];
  comparison?: Comparison | undefined;
  note?: ReactNode;
};
export type Comparison = { name: string; value: number };

export type Line = { values: readonly number[]; label: string };

export function toTotal({ values }: Point): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many series have their own color; group the rest into one `isOther` series. */
export const paletteSize = 8;

export function toSeriesColor(series: Series, index: number): string {
  return series.isOther || index >= paletteSize
    ? "var(--color-chart-other)"
    : `var(--color-chart-${index + 1})`;
}
