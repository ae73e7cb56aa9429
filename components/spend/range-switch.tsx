"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { spendRanges } from "@/lib/spend/vocabulary";

type Search = { range: (typeof spendRanges)[number]; from: string | null; to: string | null };

/** A custom range can come from the URL; then no option is selected. */
export function RangeSwitch({ search, onChange }: { search: Search; onChange: (change: Search) => void }) {
  const t = useTranslations("reports");
  return (
    <SegmentedControl
      label={t("range")}
      options={spendRanges.map((range) => ({ value: range, label: t(`ranges.${range}`) }))}
      value={search.from && search.to ? undefined : search.range}
      onChange={(range) => onChange({ range, from: null, to: null })}
    />
  );
}
