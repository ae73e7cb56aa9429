import "server-only";
import { formatPeriod } from "@/lib/core/format/format";
import { compareDecimals, toShare } from "@/lib/core/money/money-math";
import type { Chart, ChartPart } from "./digest";

type Bar = { startsOn: string; total: string; parts: { key: string; value: string }[] };
type Part = Omit<ChartPart, "shares"> & { key: string };
type Words = { locale: string; format: (amount: string) => string };

/** Heights are shares of the tallest bar; what is negative has none. */
export function toStack(
  bars: readonly Bar[],
  parts: readonly Part[],
  { locale, format }: Words,
): Omit<Chart, "title" | "span" | "total"> {
  const most = bars.reduce(
    (largest, { total }) => (compareDecimals(total, largest) > 0 ? total : largest),
    "0",
  );
  const toHeight = ({ parts: within }: Bar, key: string) =>
    Math.max(0, toShare(within.find((one) => one.key === key)?.value ?? "0", most));
  // Beside a credit, the rest of a bar is higher than its total.
  const tallest = Math.max(
    1,
    ...bars.map((bar) => parts.reduce((sum, { key }) => sum + toHeight(bar, key), 0)),
  );
  const toDay = (bar: Bar | undefined) => (bar ? formatPeriod(bar.startsOn, locale, "short") : "");
  return {
    most: format(most),
    first: toDay(bars[0]),
    last: toDay(bars.at(-1)),
    parts: parts.map(({ key, ...part }) => ({
      ...part,
      shares: bars.map((bar) => toHeight(bar, key) / tallest),
    })),
  };
}
