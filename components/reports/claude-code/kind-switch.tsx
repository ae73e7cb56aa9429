"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import { periodsTable } from "@/lib/money/reports/claude-code/search-params";
import { listKinds } from "./list-kinds";
import { useKindName } from "./use-kind-name";

type Props = { report: ClaudeCodeReport; value: string; onChange: (value: string) => void };

export function KindSwitch({ report, value, onChange }: Props) {
  const t = useTranslations("reports");
  const toName = useKindName();
  const kinds = listKinds(report).map((kind) => ({ value: kind, label: toName(kind) }));
  const options = [...kinds, { value: periodsTable, label: t("tables.days") }];
  return <SegmentedControl label={t("table")} options={options} value={value} onChange={onChange} />;
}
