export type Series = {
  id: string;
  /** As a person or the vendor typed it. */
  name: string;
  /** What is left after the palette is used up; drawn grey. */
  isOther?: boolean;
};

/** A column of the chart: `values` in the order of the series. */
export type Point = { day: string; values: readonly number[] };

/** A level across the chart. */
export type Line = { value: number; label: string };

/** How many series have a colour of their own; group the rest into one `isOther`. */
export const paletteSize = 8;

/** The colour of the series at `index`, for the chart and for the swatch in its table. */
export function toSeriesColor(series: Series, index: number): string {
  return series.isOther || index >= paletteSize
    ? "var(--color-chart-other)"
    : `var(--color-chart-${index + 1})`;
}
