"use client";

import { useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import type { Comparison } from "@/lib/money/reports/search-params";
import { comparisons } from "@/lib/money/reports/vocabulary";

type Props = { value: Comparison; onChange: (change: { compare: Comparison }) => void };

export function CompareSelect({ value, onChange }: Props) {
  const t = useTranslations("reports");
  return (
    <ChipSelect
      label={t("compare")}
      options={comparisons.map((one) => ({ value: one, label: t(`comparisons.${one}`) }))}
      value={value}
      unset="none"
      onChange={(compare) => onChange({ compare })}
    />
  );
}
