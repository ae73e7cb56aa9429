"use client";

import { useTranslations } from "next-intl";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { ToggleButton } from "@/components/ui/controls/toggle-button";
import type { DayRange } from "@/lib/calendar";
import {
  type Comparison,
  type PeriodSearch,
  type RangeSearch,
  toDayRange,
} from "@/lib/reports/search-params";
import { endlessPresets, type RangePreset, rangePresets } from "@/lib/reports/vocabulary";

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
  const usual = toDayRange({ ...search, from: null, to: null }, today);
  const isOwn = range.from !== usual.from || range.to !== usual.to;
  return (
    <>
      <RangePicker
        label={t("range")}
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
      {!isOwn && endlessPresets.includes(search.range) && (
        <IncludeToday search={search} onChange={(include) => onChange({ include })} />
      )}
    </>
  );
}

type TodayProps = {
  search: Props["search"];
  onChange: (include: PeriodSearch["include"]) => void;
};

function IncludeToday({ search: { include, compare = "none" }, onChange }: TodayProps) {
  const t = useTranslations("reports.includeToday");
  if (compare !== "none")
    return <DisabledControl as="button" label={t("label")} reason={t("notCompared")} value={t("label")} />;
  return (
    <ToggleButton isOn={include === "today"} onToggle={(isOn) => onChange(isOn ? "today" : null)}>
      {t("label")}
    </ToggleButton>
  );
}
