import type { ReactNode } from "react";
import type { Granularity } from "@/lib/core/format/calendar";
import { type Decimal, toPixelsValue } from "@/lib/core/money/money";
import type { PrintedRow } from "@/lib/core/money/rounding";

export type Color = number | string;

export type Series = {
  id: string;
  /** Untrusted: typed by a person or the vendor. */
  name: string;
  /** A place in the palette, or a color of its own; without it, the place in the list counts. */
  color?: Color | undefined;
  /** The remainder after the palette is used up; drawn gray. */
  isOther?: boolean;
};

export type Point = {
  /** The first day of the period, or its hour. */
  day: string;
  /** How long the period is, which says how it is named; a day if left out. */
  granularity?: Granularity;
  /** Exact, so that totals of them are, too. */
  values: readonly Decimal[];
  /** The same values as the tables of the page print them, so that they add up there and here. */
  printed?: PrintedRow | undefined;
  comparison?: Comparison | undefined;
  /** Why the bar covers only a part of its period; such a bar is hatched. */
  partial?: Partial | undefined;
  note?: Note | undefined;
};
export type Comparison = { name: string; value: Decimal };
/** `label` is drawn at the bar, as far as there is room; `text` is in the tooltip. */
export type Note = { label: string; text: ReactNode };
export type Partial = "today" | "unfinished" | "cut";

export type Line = { values: readonly number[]; label: string };

export type Shape = "bars" | "lines" | "cumulative";

/** What the pointer does to the parts, here and in the legend. */
export type Highlight = {
  /** The only series to show in full color. */
  id: string | undefined;
  onHover: (id: string | undefined) => void;
  onIsolate: (id: string) => void;
};

export type FormatValue = (value: Decimal, length: "short" | "full") => string;

/** Where the stack ends above zero; credits are below. */
export function toTop({ values }: Point): number {
  return values.reduce((total, value) => total + Math.max(0, toPixelsValue(value)), 0);
}

/** How many series have their own color; group the rest into one `isOther` series. */
export const paletteSize = 6;

export function toSeriesColor({ isOther, color }: Series, index: number): string {
  return toCssColor(isOther ? undefined : (color ?? index));
}

/** Gray without a color. */
export function toCssColor(color: Color | null | undefined): string {
  if (typeof color === "string") return color;
  return color === undefined || color === null || color >= paletteSize
    ? "var(--color-chart-other)"
    : `var(--color-chart-${color + 1})`;
}

/** Pale colors have a darker edge on white, and none on black. */
export function toEdgeColor(color: string): string | undefined {
  return pale.has(color) ? color.replace(")", "-edge)") : undefined;
}

const pale = new Set(["var(--color-chart-2)", "var(--color-chart-5)"]);

/** The part of the stack at a height, such as the pointer's. */
export function findSlice({ values }: Point, height: number): number | undefined {
  let above = 0;
  let below = 0;
  const found = values.map(toPixelsValue).findIndex((value) => {
    const from = value > 0 ? above : below;
    if (value > 0) above += value;
    else below += value;
    return value > 0 ? height >= from && height < above : height < from && height >= below;
  });
  return found < 0 ? undefined : found;
}

export function toRunningLine({ label, values }: Line): Line {
  let sum = 0;
  return {
    label,
    values: values.map((value) => {
      sum += value;
      return sum;
    }),
  };
}
