import type { Color, Partial, Point, Series } from "@/components/charts/series";
import {
  addDays,
  type DayRange,
  type Granularity,
  toPeriodEnd,
  toPeriodStart,
} from "@/lib/core/format/calendar";
import type { Decimal } from "@/lib/core/money/money";
import { otherKey } from "@/lib/money/reports/vocabulary";

type Part = { key: string; label: string | null };
type Bucket<Value> = { startsOn: string; parts: readonly (Value & { key: string })[] };
type Breakdown = { series: readonly (Part & { color: Color | null })[]; buckets: readonly Bucket<unknown>[] };
export type ToName = (part: Part) => string;

export function toSeries({ series, buckets }: Breakdown, toName: ToName, otherName: string): Series[] {
  const charted = new Set(buckets.flatMap(({ parts }) => parts.map(({ key }) => key)));
  const own = series
    .filter(({ key }) => key !== otherKey && charted.has(key))
    .map((part) => ({ id: part.key, name: toName(part), color: part.color ?? undefined }));
  if (!charted.has(otherKey)) return own;
  return [...own, { id: otherKey, name: otherName, isOther: true }];
}

export function listBars({ to, buckets }: { to: string; buckets: readonly Bucket<unknown>[] }): DayRange[] {
  return buckets.map(({ startsOn }, index) => {
    const next = buckets[index + 1]?.startsOn;
    return { from: startsOn, to: next ? addDays(next, -1) : to };
  });
}

type Bars<Value> = { today: string; to: string; granularity: Granularity; buckets: readonly Bucket<Value>[] };

export function toPoints<Value>(
  report: Bars<Value>,
  series: readonly Series[],
  toValue: (part: Value) => Decimal,
): Point[] {
  const bars = listBars(report);
  return report.buckets.map(({ startsOn, parts }, index) => {
    const values = new Map(parts.map((part) => [part.key, toValue(part)]));
    return {
      day: startsOn,
      granularity: report.granularity,
      values: series.map(({ id }) => values.get(id) ?? "0"),
      partial: findPartial(bars[index] ?? { from: startsOn, to: startsOn }, report.granularity, report.today),
    };
  });
}

/** Hours are left alone: they have no days to miss. */
export function findPartial(
  { from, to }: DayRange,
  granularity: Granularity,
  today: string,
): Partial | undefined {
  if (granularity === "hour") return undefined;
  const end = toPeriodEnd(from, granularity);
  if (granularity === "day" && from === today) return "today";
  if (end >= today) return "unfinished";
  return from > toPeriodStart(from, granularity) || to < end ? "cut" : undefined;
}
