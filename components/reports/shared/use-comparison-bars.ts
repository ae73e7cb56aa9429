"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Point } from "@/components/charts/series";
import type { DayRange } from "@/lib/calendar";
import { formatSpan } from "@/lib/format";

type Bar<Value> = (DayRange & { value: Value | null }) | null;
type Compared<Value> = (DayRange & { bars: readonly Bar<Value>[] }) | null;

/** No ghost if the compared days aren't loaded or match no bar. */
export function useComparisonBars<Value>(
  points: readonly Point[],
  compared: Compared<Value>,
  toValue: (value: Value) => number,
): { points: Point[]; name: string | undefined } {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  return {
    points: points.map((point, index) => {
      const bar = compared?.bars[index];
      if (!bar || bar.value === null) return point;
      const name = t("against", { days: formatSpan(bar, locale) });
      return { ...point, comparison: { name, value: toValue(bar.value) } };
    }),
    name: compared ? t("with", { days: formatSpan(compared, locale) }) : undefined,
  };
}
