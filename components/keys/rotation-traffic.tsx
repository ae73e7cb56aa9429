"use client";

import { useLocale, useTranslations } from "next-intl";
import { LegendList } from "@/components/charts/legend-list";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useLegend } from "@/components/charts/use-legend";
import { NumberText } from "@/components/ui/display/number-text";
import { formatCount, formatCountShort } from "@/lib/core/format/format";
import type { KeyRotation } from "@/lib/directory/keys/schema";

/** Shows only the old key if the person can't see the replacement. */
export function RotationTraffic({ rotation: { days, today, replacement } }: { rotation: KeyRotation }) {
  const t = useTranslations("keys.rotation");
  const locale = useLocale();
  const sides = replacement ? (["before", "after"] as const) : (["before"] as const);
  const legend = useLegend(sides.map((id) => ({ id, name: t(id) })));
  const sums = sides.map((id) => days.reduce((sum, day) => sum + (day[id] ?? 0), 0));
  return (
    <>
      <StackedBars
        label={t("chart")}
        series={legend.series}
        highlight={legend}
        points={days.map((day) => ({ day: day.day, values: sides.map((id) => String(day[id] ?? 0)) }))}
        formatValue={(tokens, length) =>
          length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
        }
        today={today}
        className="h-40"
      />
      <LegendList legend={legend} toValue={(_, index) => <NumberText value={sums[index] ?? 0} />} />
    </>
  );
}
