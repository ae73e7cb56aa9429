"use client";

import { useTranslations } from "next-intl";
import { ChipSelect } from "@/components/ui/controls/chip-select";
import type { Granularity } from "@/lib/core/format/calendar";

type Props = {
  granularities: readonly Granularity[];
  canBeHours?: boolean;
  value: Granularity | null;
  onChange: (granularity: Granularity | null) => void;
};

export function GranularitySelect({ granularities, canBeHours = false, value, onChange }: Props) {
  const t = useTranslations("reports");
  const values = ["auto", ...granularities] as const;
  return (
    <ChipSelect
      label={t("granularity")}
      options={values.map((one) => {
        const isDisabled = one === "hour" && !canBeHours;
        return { value: one, label: isDisabled ? t("hourLimit") : t(`granularities.${one}`), isDisabled };
      })}
      value={value === null || (value === "hour" && !canBeHours) ? "auto" : value}
      onChange={(one) => onChange(one === "auto" ? null : one)}
    />
  );
}
