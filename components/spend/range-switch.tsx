"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { spendRanges } from "@/lib/spend/vocabulary";

type Search = { range: (typeof spendRanges)[number]; from: string | null; to: string | null };

/** The last days, so many of them; days of one's own come by the address, and none of these is chosen then. */
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
