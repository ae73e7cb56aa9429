"use client";

import { loadedLater } from "@/components/ui/on-demand";
import type { NamedFilter } from "@/lib/money/reports/schema";

const FilterChips = loadedLater(() => import("./filter-chips").then((file) => file.FilterChips));

type Props<Dimension extends string> = {
  filters: readonly NamedFilter[];
  dimensions: readonly Dimension[];
  onChange: (dimension: Dimension, values: string[]) => void;
};

/** Nothing without a filter. */
export function LaterFilterChips<Dimension extends string>({
  filters,
  dimensions,
  onChange,
}: Props<Dimension>) {
  if (filters.length === 0) return null;
  const change = (name: string, values: string[]) => {
    const dimension = dimensions.find((one) => one === name);
    if (dimension) onChange(dimension, values);
  };
  return <FilterChips filters={filters} onChange={change} />;
}
