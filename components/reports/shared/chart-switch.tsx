"use client";

import { ChartArea, ChartColumn, ChartLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import type { ChartShape } from "@/lib/money/reports/search-params";
import { chartShapes } from "@/lib/money/reports/vocabulary";

const icons = { bars: ChartColumn, lines: ChartLine, cumulative: ChartArea } as const;

type Props = { value: ChartShape; onChange: (value: ChartShape) => void };

export function ChartSwitch({ value, onChange }: Props) {
  const t = useTranslations("reports");
  const options = chartShapes.map((shape) => {
    const Icon = icons[shape];
    return { value: shape, label: t(`charts.${shape}`), icon: <Icon aria-hidden className="size-4" /> };
  });
  return <SegmentedControl label={t("chart")} options={options} value={value} onChange={onChange} />;
}
