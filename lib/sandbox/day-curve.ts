import "server-only";
import { dayMs, minuteMs } from "./clock";
import { habits } from "./profiles";
import type { LiveSpan } from "./records";
import { type Line, type Measure, measures, type Quantities } from "./traffic";

export const minutesPerDay = 1440;

function toCurve(weigh: (hour: number) => number): readonly number[] {
  let sum = 0;
  const curve = [0];
  for (let minute = 0; minute < minutesPerDay; minute++) {
    sum += Math.round(100 * weigh(minute / 60));
    curve.push(sum);
  }
  return curve;
}

/** Cumulative weight of a day's minutes, in whole numbers, so that any split of a day adds up exactly. */
const roundTheClock = toCurve((hour) => 1 + 0.45 * Math.sin(((hour - 9) / 24) * 2 * Math.PI));
const officeHours = toCurve(
  (hour) => 0.05 + Math.exp(-(((hour - 10) / 2.2) ** 2)) + Math.exp(-(((hour - 15) / 2.6) ** 2)),
);

function measureUntil(total: number, minute: number, curve: readonly number[]): number {
  const whole = curve[minutesPerDay] ?? 1;
  return Math.floor((total * (curve[minute] ?? 0)) / whole);
}

export function listLiveMinutes(
  day: number,
  spans: readonly LiveSpan[],
  window: LiveSpan,
): [number, number][] {
  const start = day * dayMs;
  const toMinute = (instant: number | null) =>
    instant === null
      ? minutesPerDay
      : Math.min(minutesPerDay, Math.max(0, Math.floor((instant - start) / minuteMs)));
  const [first, last] = [toMinute(window.from), toMinute(window.to)];
  const live: [number, number][] = [];
  for (const span of spans) {
    const from = Math.max(first, toMinute(span.from));
    const to = Math.min(last, toMinute(span.to));
    if (from < to) live.push([from, to]);
  }
  return live;
}

function toCurveOf(line: Line): readonly number[] {
  return habits[line.source.load.profile].isOfficeHours ? officeHours : roundTheClock;
}

export function addMinutes(
  sums: Float64Array,
  line: Line,
  measure: Measure,
  minutes: readonly [number, number][],
): void {
  const total = line.quantities[measure];
  if (total === 0) return;
  const curve = toCurveOf(line);
  for (const [from, to] of minutes) {
    let before = measureUntil(total, from, curve);
    for (let minute = from; minute < to; minute++) {
      const after = measureUntil(total, minute + 1, curve);
      sums[minute] = (sums[minute] ?? 0) + after - before;
      before = after;
    }
  }
}

export function cutLine(line: Line, minutes: readonly [number, number][]): Quantities {
  const [only] = minutes;
  if (minutes.length === 1 && only?.[0] === 0 && only[1] === minutesPerDay) return line.quantities;
  const curve = toCurveOf(line);
  const cut = { ...line.quantities };
  for (const measure of measures) {
    const total = line.quantities[measure];
    if (total === 0) continue;
    let sum = 0;
    for (const [from, to] of minutes)
      sum += measureUntil(total, to, curve) - measureUntil(total, from, curve);
    cut[measure] = sum;
  }
  return cut;
}
