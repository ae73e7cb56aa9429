"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type PeriodSearch, rangePresets } from "@/lib/reports/search-params";

type Props = {
  search: PeriodSearch;
  onChange: (change: PeriodSearch) => void;
  /** What else the report can be asked for. */
  children?: ReactNode;
};

export function ReportToolbar({ search, onChange, children }: Props) {
  const t = useTranslations("reports");
  const isOwnRange = search.from !== null || search.to !== null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      {children}
      <SegmentedControl
        label={t("range")}
        options={rangePresets.map((range) => ({ value: range, label: t(`ranges.${range}`) }))}
        value={isOwnRange ? undefined : search.range}
        onChange={(range) => onChange({ range, from: null, to: null, granularity: null })}
      />
    </div>
  );
}
