import type { Point, Series } from "@/components/charts/series";
import { addDays, type DayRange } from "@/lib/calendar";
import { otherKey } from "@/lib/reports/vocabulary";

type Part = { key: string; label: string | null };
type Bucket<Value> = { startsOn: string; parts: readonly (Value & { key: string })[] };
type Breakdown = { series: readonly Part[]; buckets: readonly Bucket<unknown>[] };
export type ToName = (part: Part) => string;

export function toSeries({ series, buckets }: Breakdown, toName: ToName, otherName: string): Series[] {
  const charted = new Set(buckets.flatMap(({ parts }) => parts.map(({ key }) => key)));
  const own = series
    .filter(({ key }) => key !== otherKey && charted.has(key))
    .map((part) => ({ id: part.key, name: toName(part) }));
  if (!charted.has(otherKey)) return own;
  return [...own, { id: otherKey, name: otherName, isOther: true }];
}

export function listBars({ to, buckets }: { to: string; buckets: readonly Bucket<unknown>[] }): DayRange[] {
  return buckets.map(({ startsOn }, index) => {
    const next = buckets[index + 1]?.startsOn;
    return { from: startsOn, to: next ? addDays(next, -1) : to };
  });
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
