"use client";

import { useLocale, useTranslations } from "next-intl";
import { toSeriesColor } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { Swatch } from "@/components/charts/swatch";
import { NumberText } from "@/components/ui/display/number-text";
import { formatCount, formatCountShort } from "@/lib/format";
import type { KeyRotation } from "@/lib/keys/schema";

/** Shows only the old key if the person can't see the replacement. */
export function RotationTraffic({ rotation: { days, replacement } }: { rotation: KeyRotation }) {
  const t = useTranslations("keys.rotation");
  const locale = useLocale();
  const sides = replacement ? (["before", "after"] as const) : (["before"] as const);
  const series = sides.map((id) => ({ id, name: t(id) }));
  const sums = sides.map((id) => days.reduce((sum, day) => sum + (day[id] ?? 0), 0));
  return (
    <>
      <StackedBars
        label={t("chart")}
        series={series}
        points={days.map((day) => ({ day: day.day, values: sides.map((id) => day[id] ?? 0) }))}
        formatValue={(tokens, length) =>
          length === "short" ? formatCountShort(tokens, locale) : formatCount(tokens, locale)
        }
        className="h-40"
      />
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        {series.map((one, index) => (
          <li key={one.id} className="flex items-center gap-2">
            <Swatch color={toSeriesColor(one, index)} />
            {one.name}
            <span className="text-ink-muted">
              <NumberText value={sums[index] ?? 0} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
