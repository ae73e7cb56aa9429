"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import type { Savings } from "@/lib/money/savings/schema";

export function SavingsChart({ savings: { months, today } }: { savings: Savings }) {
  const t = useTranslations("savings");
  const money = useMoney();
  return (
    <StackedBars
      label={t("chart", { currency: money.currency })}
      series={[
        { id: "caching", name: t("caching") },
        { id: "batching", name: t("batching") },
      ]}
      points={months.map(({ month, cachingCents, batchingCents }) => ({
        day: month,
        granularity: "month",
        values: [cachingCents, batchingCents],
        partial: month.slice(0, 7) === today.slice(0, 7) ? "unfinished" : undefined,
      }))}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="h-56"
    />
  );
}
