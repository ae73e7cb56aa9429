import "server-only";
import { toShare } from "@/lib/core/money/money-math";

export function toRatio(part: string, whole: string | bigint): number | null {
  return BigInt(whole) === 0n ? null : toShare(part, String(whole));
}

export function sumCounts(...counts: string[]): bigint {
  return counts.reduce((total, count) => total + BigInt(count), 0n);
}
