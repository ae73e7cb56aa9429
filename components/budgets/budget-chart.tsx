"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { toPixelsValue } from "@/lib/core/money/money";
import type { Budget } from "@/lib/money/budgets/schema";
import { toLevel } from "./to-level";

function toMonthLevel(budget: Budget, month: string): string {
  const from = `${month}-01`;
  return toLevel(budget, { from, to: toPeriodEnd(from, "month") });
}

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
        granularity: "month",
        values: [cents],
        partial: month === budget.months.at(-1)?.month ? "unfinished" : undefined,
      }))}
      line={{
        values: months.map(({ month }) => toPixelsValue(toMonthLevel(budget, month))),
        label: t(budget.period === "month" ? "line" : "lineShare", {
          budget: money.format(budget.cents),
          period: t(`periodNouns.${budget.period}`),
        }),
      }}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="h-56"
    />
  );
}
