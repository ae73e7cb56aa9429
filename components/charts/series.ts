import type { ReactNode } from "react";

export type Series = {
  id: string;
  /** As a person or the vendor typed it. */
  name: string;
  /** What is left after the palette is used up; drawn gray. */
  isOther?: boolean;
};

/** A column of the chart. */
export type Point = {
  day: string;
  /** In the order of the series. */
  values: readonly number[];
  /** What the whole bar is compared with, drawn behind it. */
  comparison?: Comparison | undefined;
  /** Why the bar carries a mark. */
  note?: ReactNode;
};
export type Comparison = { name: string; value: number };

/** A level to hold the bars against, one for each of them. */
export type Line = { values: readonly number[]; label: string };

export function toTotal({ values }: Point): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many series have a color of their own; group the rest into one `isOther`. */
export const paletteSize = 8;

/** The color of the series at `index`, for the chart and for the swatch in its table. */
export function toSeriesColor(series: Series, index: number): string {
  return series.isOther || index >= paletteSize
    ? "var(--color-chart-other)"
    : `var(--color-chart-${index + 1})`;
}
