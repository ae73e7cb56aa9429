"use client";

import { useTranslations } from "next-intl";
import type { Column } from "@/components/ui/table/table-columns";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { Comparable, Period } from "./use-compared-columns";

/** What the cumulative chart draws: everything up to a bar. What is printed is the sum of what is printed before. */
export function useRunningColumn<Bucket>(
  { toTotal, show, printed }: Comparable<Bucket>,
  buckets: readonly Bucket[],
): Column<Period<Bucket>> {
  const t = useTranslations("reports");
  const exact = toRunning(buckets.map(toTotal));
  const shown = printed && toRunning(buckets.map((_, place) => printed.rows[place]?.total ?? "0"));
  return {
    id: "running",
    header: t("soFar"),
    width: 150,
    isNumeric: true,
    cell: ({ bucket, place }) => bucket && show(exact[place] ?? "0", shown?.[place]),
  };
}

function toRunning(amounts: readonly string[]): string[] {
  const sums: string[] = [];
  for (const amount of amounts) sums.push(sumDecimals([sums.at(-1) ?? "0", amount]));
  return sums;
}
