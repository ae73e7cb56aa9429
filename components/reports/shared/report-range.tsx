"use client";

import { useTranslations } from "next-intl";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import type { DayRange } from "@/lib/core/format/calendar";
import {
  type Comparison,
  type PeriodSearch,
  type RangeSearch,
  toDayRange,
} from "@/lib/money/reports/search-params";
import { endlessPresets, type RangePreset, rangePresets } from "@/lib/money/reports/vocabulary";

type Props = {
  search: RangeSearch & { compare?: Comparison };
  range: DayRange;
  today: string;
  /** Defaults to all of them. */
  presets?: readonly RangePreset[];
  onChange: (
    change: Partial<Pick<PeriodSearch, "range" | "from" | "to" | "granularity" | "include">>,
  ) => void;
};

/** A different range may need a different granularity. */
export function ReportRange({ search, range, today, presets = rangePresets, onChange }: Props) {
  const t = useTranslations("reports");
  const isOwn = isOwnRange(search, range, today);
  return (
    <RangePicker
      label={t("range")}
      isLabelVisible={false}
      presets={presets.map((value) => ({ value, label: t(`ranges.${value}`) }))}
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

function isOwnRange(search: RangeSearch, range: DayRange, today: string): boolean {
  const usual = toDayRange({ ...search, from: null, to: null }, today);
  return range.from !== usual.from || range.to !== usual.to;
}

/** Only ranges that end with yesterday may go on. */
export function canIncludeToday(search: RangeSearch, range: DayRange, today: string): boolean {
  return !isOwnRange(search, range, today) && endlessPresets.includes(search.range);
}

type TodayProps = {
  search: Props["search"];
  onChange: (change: Pick<PeriodSearch, "include">) => void;
};

export function IncludeToday({ search: { include, compare = "none" }, onChange }: TodayProps) {
  const t = useTranslations("reports.includeToday");
  if (compare !== "none")
    return <DisabledControl as="button" label={t("label")} reason={t("notCompared")} value={t("label")} />;
  return (
    <ToggleButton
      isOn={include === "today"}
      onToggle={(isOn) => onChange({ include: isOn ? "today" : null })}
    >
      {t("label")}
    </ToggleButton>
  );
}
