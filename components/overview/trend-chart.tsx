"use client";

import { useTranslations } from "next-intl";
import { CumulativeLines } from "@/components/charts/cumulative-lines";
import { Sparkline } from "@/components/charts/sparkline";
import { toPixelsValue } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";
import type { SpendMonth } from "@/lib/spend/schema";

export function TrendChart({ values }: { values: readonly number[] }) {
  return <Sparkline label={useTranslations("overview")("trend")} values={values} />;
}

type ForecastProps = { month: SpendMonth; budget: Overview["budget"] };

export function ForecastTrendChart({ month: { course, forecast }, budget }: ForecastProps) {
  const t = useTranslations("overview");
  return (
    <CumulativeLines
      label={t(budget ? "courseToBudget" : "course")}
      now={course.now.map(toPixelsValue)}
      before={course.last.map(toPixelsValue)}
      end={forecast ? toPixelsValue(forecast.cents) : undefined}
      days={course.days}
      limit={budget ? toPixelsValue(budget.cents) : undefined}
    />
  );
}

export function SpendTrendChart({ days }: { days: readonly { cents: string }[] }) {
  return <TrendChart values={days.map(({ cents }) => toPixelsValue(cents))} />;
}
