"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Point, Shape } from "@/components/charts/series";
import type { DayRange } from "@/lib/core/format/calendar";
import { formatSpan } from "@/lib/core/format/format";

type Bar = (DayRange & { value: string | number | null }) | null;
type Compared = (DayRange & { bars: readonly Bar[]; rest: readonly NonNullable<Bar>[] }) | null;

/** No ghost if the compared days aren't loaded or match no bar. Sums so far begin with the first compared day. */
export function useComparisonBars(
  points: readonly Point[],
  compared: Compared,
  shape: Shape = "bars",
): { points: Point[]; name: string | undefined } {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  const bars = compared && (shape === "cumulative" ? listByDay(compared) : compared.bars);
  return {
    points: points.map((point, index) => {
      const bar = bars?.[index];
      if (!bar || bar.value === null) return point;
      const name = t("against", { days: formatSpan(bar, locale) });
      return { ...point, comparison: { name, value: String(bar.value) } };
    }),
    name: compared ? t("with", { days: formatSpan(compared, locale) }) : undefined,
  };
}

/** Days that are compared by weekday leave over the first of the earlier period, which no sum may miss. */
export function listByDay({ bars, rest }: NonNullable<Compared>): readonly Bar[] {
  const [first] = bars;
  if (!first || !rest.some(({ from }) => from < first.from)) return bars;
  return [...bars.filter((bar) => bar !== null), ...rest].toSorted((one, other) =>
    one.from < other.from ? -1 : 1,
  );
}
