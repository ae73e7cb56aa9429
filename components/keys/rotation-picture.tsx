"use client";

import { useLocale, useTranslations } from "next-intl";
import { toSeriesColor } from "@/components/charts/series";
import { StackedBars } from "@/components/charts/stacked-bars";
import { Swatch } from "@/components/charts/swatch";
import { NumberText } from "@/components/ui/number-text";
import { formatCount, formatCountShort } from "@/lib/format";
import type { KeyRotation } from "@/lib/keys/schema";

/** Both keys day by day; the legend says the sums. */
export function RotationPicture({ rotation: { days } }: { rotation: KeyRotation }) {
  const t = useTranslations("keys.rotation");
  const locale = useLocale();
  const series = [
    { id: "before", name: t("before") },
    { id: "after", name: t("after") },
  ];
  const sums = [
    days.reduce((sum, { before }) => sum + before, 0),
    days.reduce((sum, { after }) => sum + after, 0),
  ];
  return (
    <>
      <StackedBars
        label={t("chart")}
        series={series}
        points={days.map(({ day, before, after }) => ({ day, values: [before, after] }))}
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
