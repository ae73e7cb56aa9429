"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type CostQuery, type CostSearch, costRanges } from "@/lib/reports/search-params";

type Props = {
  search: CostSearch;
  query: CostQuery;
  onChange: (change: Partial<CostSearch>) => void;
};

export function CostToolbar({ search, query, onChange }: Props) {
  const t = useTranslations("cost");
  const isOwnRange = search.from !== null || search.to !== null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <SegmentedControl
        label={t("group")}
        options={[
          { value: "workspace", label: t("byWorkspace") },
          { value: "model", label: t("byModel") },
        ]}
        value={query.group}
        onChange={(group) => onChange({ group })}
      />
      <SegmentedControl
        label={t("range")}
        options={costRanges.map((range) => ({ value: range, label: t(`ranges.${range}`) }))}
        value={isOwnRange ? undefined : search.range}
        onChange={(range) => onChange({ range, from: null, to: null, granularity: null })}
      />
    </div>
  );
}
