import type { Decimal } from "@/lib/core/money/money";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { Point } from "./series";

/* Apart from the series, because lists know their colors but add nothing up. */

export function toTotal({ values }: Point): Decimal {
  return sumDecimals(values);
}

/** Each value plus all before it. The compared line ends where its values do. */
export function toRunning(points: readonly Point[]): Point[] {
  let sums: Decimal[] = [];
  let before: Decimal | undefined = "0";
  return points.map(({ values, comparison, partial, day }) => {
    sums = values.map((value, index) => sumDecimals([sums[index] ?? "0", value]));
    before = comparison && before !== undefined ? sumDecimals([before, comparison.value]) : undefined;
    const own = comparison && before !== undefined ? { ...comparison, value: before } : undefined;
    return { day, values: sums, comparison: own, partial };
  });
}
