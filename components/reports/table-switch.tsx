"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { type CostTable, costTables } from "@/lib/reports/search-params";

export function TableSwitch({ value, onChange }: { value: CostTable; onChange: (value: CostTable) => void }) {
  const t = useTranslations("cost");
  const options = costTables.map((table) => ({ value: table, label: t(`tables.${table}`) }));
  return <SegmentedControl label={t("table")} options={options} value={value} onChange={onChange} />;
}
