"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import type { Budget } from "@/lib/budgets/schema";
import { toPixelsValue } from "@/lib/money";

export function BudgetChart({ budget }: { budget: Budget }) {
  const t = useTranslations("budgets");
  const money = useMoney();
  const months = budget.months.flatMap(({ month, cents }) => (cents === null ? [] : [{ month, cents }]));
  return (
    <StackedBars
      label={t("chartLabel")}
      series={[{ id: "spent", name: t("spent") }]}
      points={months.map(({ month, cents }) => ({
        day: `${month}-01`,
        values: [cents],
        partial: month === budget.months.at(-1)?.month ? "unfinished" : undefined,
      }))}
      line={{
        values: months.map(() => toPixelsValue(budget.cents)),
        label: t("line", { budget: money.format(budget.cents) }),
      }}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="h-56"
    />
  );
}
