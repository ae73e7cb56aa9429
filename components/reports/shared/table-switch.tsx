"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { ReportTable } from "@/lib/money/reports/search-params";
import { reportTables } from "@/lib/money/reports/vocabulary";

type Props = { value: ReportTable; onChange: (value: ReportTable) => void };

export function TableSwitch({ value, onChange }: Props) {
  const t = useTranslations("reports");
  const options = reportTables.map((table) => ({ value: table, label: t(`tables.${table}`) }));
  return <SegmentedControl label={t("table")} options={options} value={value} onChange={onChange} />;
}
