import { formatShare } from "@/lib/format";

/** A share of nothing is not zero: it is a dash. */
export function formatRatio(ratio: number | null, locale: string): string {
  return ratio === null ? "–" : formatShare(ratio, locale);
}
