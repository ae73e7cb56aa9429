import "server-only";
import { compareDecimals, toShare } from "@/lib/money-math";

/** Of bars, as shares of the tallest; a negative one has none. */
export function toHeights(sums: readonly string[]): { shares: number[]; largest: string } {
  const largest = sums.reduce((most, one) => (compareDecimals(one, most) > 0 ? one : most), "0");
  return { largest, shares: sums.map((one) => Math.max(0, toShare(one, largest))) };
}
