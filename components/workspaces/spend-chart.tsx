"use client";

import { useLocale, useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { formatCents, formatCentsShort, toPixelsValue } from "@/lib/money";
import type { WorkspaceSpend } from "@/lib/workspaces/schema";

/** One bar a UTC day; its table twin has the models. */
export function SpendChart({ spend }: { spend: WorkspaceSpend }) {
  const t = useTranslations("workspaces.spending");
  const locale = useLocale();
  return (
    <StackedBars
      label={t("chart")}
      series={[{ id: "spend", name: t("amount") }]}
      points={spend.days.map(({ day, cents }) => ({ day, values: [toPixelsValue(cents)] }))}
      formatValue={(cents, length) =>
        length === "short" ? formatCentsShort(cents, locale) : formatCents(String(cents), locale)
      }
      className="h-56"
    />
  );
}
