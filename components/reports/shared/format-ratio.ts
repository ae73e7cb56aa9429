import { formatShare } from "@/lib/core/format/format";

/** A share of nothing is a dash, not zero. */
export function formatRatio(ratio: number | null, locale: string): string {
  return ratio === null ? "–" : formatShare(ratio, locale);
}
