"use client";

import { useTranslations } from "next-intl";
import type { Granularity } from "@/lib/reports/search-params";
import { ReportSelect } from "./report-select";

type Props = {
  granularities: readonly Granularity[];
  value: Granularity | null;
  onChange: (granularity: Granularity | null) => void;
};

/** How wide the bars are: as fits the range, unless told. */
export function BarsSelect({ granularities, value, onChange }: Props) {
  const t = useTranslations("reports");
  const values = ["auto", ...granularities] as const;
  return (
    <ReportSelect
      label={t("granularity")}
      options={values.map((one) => ({ value: one, label: t(`granularities.${one}`) }))}
      value={value ?? "auto"}
      onChange={(one) => onChange(one === "auto" ? null : one)}
    />
  );
}
