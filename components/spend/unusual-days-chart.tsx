"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import { toPixelsValue } from "@/lib/money";
import type { UnusualDays } from "@/lib/spend/schema";
import { toNotes } from "./unusual-day-notes";

export function UnusualDaysChart({ found }: { found: UnusualDays }) {
  const t = useTranslations("spend.changes");
  const money = useMoney();
  const notes = toNotes(found.unusualDays);
  return (
    <StackedBars
      label={t("chart")}
      series={[{ id: "cost", name: t("cost") }]}
      points={found.days.map(({ day, cents }) => ({
        day,
        values: [toPixelsValue(cents)],
        note: notes.get(day),
      }))}
      shapes={{ mark: found.unusualDays.length > 0 ? t("mark") : undefined }}
      formatValue={(cents, length) =>
        length === "short" ? money.formatShort(cents) : money.format(String(cents))
      }
      className="h-56"
    />
  );
}
