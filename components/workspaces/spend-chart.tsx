"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import type { WorkspaceDetail, WorkspaceSpend } from "@/lib/directory/workspaces/schema";

type Props = { spend: WorkspaceSpend; color: WorkspaceDetail["color"] };

export function SpendChart({ spend, color }: Props) {
  const t = useTranslations("workspaces.spending");
  const money = useMoney();
  return (
    <StackedBars
      label={t("chart", { currency: money.currency })}
      series={[{ id: "spend", name: t("amount"), color: color ?? undefined }]}
      points={spend.days.map(({ day, cents }) => ({ day, values: [cents] }))}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      today={spend.today}
      className="h-56"
    />
  );
}
