"use client";

import { useLocale, useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import type { Budget } from "@/lib/budgets/schema";
import { formatCents, formatCentsShort, toPixelsValue } from "@/lib/money";

/** Twelve months against the budget of today; its table twin is the row of the budget. */
export function BudgetChart({ budget }: { budget: Budget }) {
  const t = useTranslations("budgets");
  const locale = useLocale();
  return (
    <StackedBars
      label={t("chartLabel")}
      series={[{ id: "spent", name: t("spent") }]}
      points={budget.months.map(({ month, cents }) => ({
        day: `${month}-01`,
        values: [toPixelsValue(cents)],
      }))}
      line={{
        values: budget.months.map(() => toPixelsValue(budget.cents)),
        label: t("line", { budget: formatCents(budget.cents, locale) }),
      }}
      formatValue={(cents, length) =>
        length === "short" ? formatCentsShort(cents, locale) : formatCents(String(cents), locale)
      }
      className="h-56"
    />
  );
}
