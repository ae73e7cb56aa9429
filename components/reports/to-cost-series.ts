import { paletteSize, type Series } from "@/components/charts/series";
import type { CostReport } from "@/lib/reports/schema";
import { noKey, otherKey } from "@/lib/reports/search-params";

type Names = { default: string; noModel: string; other: string };

/** The series of the chart, largest first: as many as have a colour, then what the server summed as other. */
export function toCostSeries(report: CostReport, names: Names): Series[] {
  const charted = new Set(report.buckets.flatMap(({ parts }) => parts.map(({ key }) => key)));
  const own = report.series
    .filter(({ key }) => charted.has(key))
    .slice(0, paletteSize)
    .map(({ key, label }) => ({ id: key, name: toCostName(key, label, names) }));
  return charted.has(otherKey) ? [...own, { id: otherKey, name: names.other, isOther: true }] : own;
}

export function toCostName(key: string, label: string | null, names: Names): string {
  if (label !== null) return label;
  return key === noKey ? names.noModel : key === otherKey ? names.other : names.default;
}
