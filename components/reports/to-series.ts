import { type Point, paletteSize, type Series } from "@/components/charts/series";
import { noKey, otherKey } from "@/lib/reports/search-params";

type Part = { key: string; label: string | null };
type Bucket<Value> = { startsOn: string; parts: readonly (Value & { key: string })[] };
type Picture = { series: readonly Part[]; buckets: readonly Bucket<unknown>[] };
export type ToName = (part: Part) => string;

/** The series of the chart in their order: as many as have a colour, then what the server summed as other. */
export function toSeries({ series, buckets }: Picture, toName: ToName, otherName: string): Series[] {
  const charted = new Set(buckets.flatMap(({ parts }) => parts.map(({ key }) => key)));
  const own = series
    .filter(({ key }) => key !== otherKey && charted.has(key))
    .slice(0, paletteSize)
    .map((part) => ({ id: part.key, name: toName(part) }));
  if (!charted.has(otherKey)) return own;
  return [...own, { id: otherKey, name: otherName, isOther: true }];
}

export function toPoints<Value>(
  buckets: readonly Bucket<Value>[],
  series: readonly Series[],
  toValue: (part: Value) => number,
): Point[] {
  return buckets.map(({ startsOn, parts }) => {
    const values = new Map(parts.map((part) => [part.key, toValue(part)]));
    return { day: startsOn, values: series.map(({ id }) => values.get(id) ?? 0) };
  });
}

/** What the source gives no name is called by what it is. */
export function toPartName({ key, label }: Part, names: { none: string; default: string }): string {
  return label ?? (key === noKey ? names.none : names.default);
}
