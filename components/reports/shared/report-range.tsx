"use client";

import { useTranslations } from "next-intl";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import type { DayRange } from "@/lib/calendar";
import { type PeriodSearch, toPresetRange } from "@/lib/reports/search-params";
import { rangePresets } from "@/lib/reports/vocabulary";

type Props = {
  search: PeriodSearch;
  range: DayRange;
  today: string;
  onChange: (change: Pick<PeriodSearch, "range" | "from" | "to" | "granularity">) => void;
};

/** A different range may need a different granularity. */
export function ReportRange({ search, range, today, onChange }: Props) {
  const t = useTranslations("reports");
  const usual = toPresetRange(search.range, today);
  const isOwn = range.from !== usual.from || range.to !== usual.to;
  return (
    <RangePicker
      label={t("range")}
      presets={rangePresets.map((value) => ({ value, label: t(`ranges.${value}`) }))}
      preset={isOwn ? null : search.range}
      range={range}
      max={today}
      onChange={(chosen) =>
        onChange(
          "preset" in chosen
            ? { range: chosen.preset, from: null, to: null, granularity: null }
            : { range: search.range, ...chosen.range, granularity: null },
        )
      }
    />
  );
}
