import type { Point } from "./series";

export type Scale = {
  low: number;
  high: number;
  ticks: readonly number[];
};

const steps = [1, 2, 2.5, 5, 10];
const intervals = 3;

/** Covers every stack, comparison, and line level with round numbers; credits go below zero. */
export function toScale(points: readonly Point[], line: readonly number[] = []): Scale {
  const comparison = points.flatMap(({ comparison }) => comparison?.value ?? []);
  const sumOf = (parts: readonly number[]) => parts.reduce((sum, value) => sum + value, 0);
  const above = points.map(({ values }) => sumOf(values.filter((value) => value > 0)));
  const below = points.map(({ values }) => sumOf(values.filter((value) => value < 0)));
  const most = Math.max(0, ...line, ...comparison, ...above);
  const least = Math.min(0, ...comparison, ...below);
  const step = toStep((most - least) / intervals);
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { low: first * step, high: last * step, ticks };
}

function toStep(least: number): number {
  if (least === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return (steps.find((step) => step * power >= least) ?? 10) * power;
}

export function toHeight({ low, high }: Scale, value: number): number {
  return (100 * (high - value)) / (high - low);
}

export type Slice = { series: number; from: number; to: number };

export function toSlices({ values }: Point): Slice[] {
  let above = 0;
  let below = 0;
  return values.flatMap((value, series) => {
    if (value === 0) return [];
    const from = value > 0 ? above : below;
    const to = from + value;
    if (value > 0) above = to;
    else below = to;
    return [{ series, from, to }];
  });
}
