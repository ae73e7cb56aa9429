"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Point } from "@/components/charts/series";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatSpan } from "@/lib/core/format/format";

type Bar = (DayRange & { value: string | number | null }) | null;
type Compared = (DayRange & { bars: readonly Bar[] }) | null;

/** No ghost if the compared days aren't loaded or match no bar. */
export function useComparisonBars(
  points: readonly Point[],
  compared: Compared,
): { points: Point[]; name: string | undefined } {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  return {
    points: points.map((point, index) => {
      const bar = compared?.bars[index];
      if (!bar || bar.value === null) return point;
      const name = t("against", { days: formatSpan(bar, locale) });
      return { ...point, comparison: { name, value: String(bar.value) } };
    }),
    name: compared ? t("with", { days: formatSpan(compared, locale) }) : undefined,
  };
}
