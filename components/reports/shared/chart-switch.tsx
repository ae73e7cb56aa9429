"use client";

import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { ChartShape } from "@/lib/reports/search-params";
import { chartShapes } from "@/lib/reports/vocabulary";

type Props = { value: ChartShape; onChange: (value: ChartShape) => void };

export function ChartSwitch({ value, onChange }: Props) {
  const t = useTranslations("reports");
  const options = chartShapes.map((shape) => ({ value: shape, label: t(`charts.${shape}`) }));
  return <SegmentedControl label={t("chart")} options={options} value={value} onChange={onChange} />;
}
