"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import { addDays } from "@/lib/core/format/calendar";
import { type ChangesQuery, type ChangesSearch, toOwnDays } from "@/lib/money/spend/search-params";
import { changeRanges, comparisons } from "@/lib/money/spend/vocabulary";

type Props = {
  search: ChangesSearch;
  query: ChangesQuery;
  today: string;
  onChange: (change: Partial<ChangesSearch>) => void;
  children: ReactNode;
};

export function ChangesPeriods({ search, query, today, onChange, children }: Props) {
  const t = useTranslations("spend.changes");
  const tReports = useTranslations("reports");
  const max = addDays(today, -1);
  return (
    <div className="flex flex-wrap gap-2">
      <RangePicker
        label={t("period")}
        presets={changeRanges.map((value) => ({ value, label: tReports(`ranges.${value}`) }))}
        preset={toOwnDays(search.from, search.to) ? null : search.range}
        range={query.after}
        max={max}
        onChange={(chosen) => onChange("preset" in chosen ? toPreset(chosen.preset) : chosen.range)}
      />
      <RangePicker
        label={t("compare")}
        presets={comparisons.map((value) => ({ value, label: tReports(`comparisons.${value}`) }))}
        preset={toOwnDays(search.beforeFrom, search.beforeTo) ? null : search.compare}
        range={query.before}
        max={max}
        onChange={(chosen) =>
          onChange(
            "preset" in chosen
              ? { compare: chosen.preset, beforeFrom: null, beforeTo: null }
              : { beforeFrom: chosen.range.from, beforeTo: chosen.range.to },
          )
        }
      />
      {children}
    </div>
  );
}

/** A month is compared with the month before, unless something else is chosen afterwards. */
function toPreset(range: ChangesSearch["range"]): Partial<ChangesSearch> {
  const isMonth = range === "this_month" || range === "last_month";
  return {
    ...{ range, from: null, to: null, beforeFrom: null, beforeTo: null },
    compare: isMonth ? "last_month" : "previous",
  };
}
