"use client";

import { useLocale, useTranslations } from "next-intl";
import { Figure } from "@/components/ui/display/figure";
import type { DayRange } from "@/lib/calendar";
import { formatDay, formatShare } from "@/lib/format";
import { toChange } from "@/lib/money-math";

type Props = {
  range: DayRange;
  previous: string;
  now: string;
  format: (amount: string) => string;
};

export function PreviousFigure({ range, previous, now, format }: Props) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const change = toChange(previous, now);
  const days = { from: formatDay(range.from, locale), to: formatDay(range.to, locale) };
  return (
    <Figure label={t("comparedWith", days)}>
      {format(previous)}
      {change !== null && (
        <span className="ml-2 text-ink-muted text-sm">
          {change > 0 ? "+" : ""}
          {formatShare(change, locale)}
        </span>
      )}
    </Figure>
  );
}
