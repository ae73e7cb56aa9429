"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RangePicker } from "@/components/ui/calendar/range-picker";
import { addDays } from "@/lib/core/format/calendar";
import {
  type ChangesQuery,
  type ChangesSearch,
  toComparison,
  toOwnDays,
  toShownRange,
} from "@/lib/money/spend/search-params";
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
        preset={toOwnDays(search.from, search.to) ? null : toShownRange(search.range, today)}
        range={query.after}
        max={max}
        onChange={(chosen) =>
          onChange(
            "preset" in chosen
              ? { ...toUsual(), range: chosen.preset, from: null, to: null }
              : { ...toUsual(), ...chosen.range },
          )
        }
      />
      <RangePicker
        label={t("compare")}
        presets={comparisons.map((value) => ({ value, label: tReports(`comparisons.${value}`) }))}
        preset={toOwnDays(search.beforeFrom, search.beforeTo) ? null : toComparison(search)}
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

/** Another period is compared with its own usual one, until something else is chosen. */
function toUsual() {
  return { beforeFrom: null, beforeTo: null, compare: null };
}
