"use client";

import { useTranslations } from "next-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { toPixelsValue } from "@/lib/money";

export function TrendChart({ values }: { values: readonly number[] }) {
  return <Sparkline label={useTranslations("overview")("trend")} values={values} />;
}

export function SpendTrendChart({ days }: { days: readonly { cents: string }[] }) {
  return <TrendChart values={days.map(({ cents }) => toPixelsValue(cents))} />;
}
