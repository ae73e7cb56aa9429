"use client";

import { useTranslations } from "next-intl";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useMoney } from "@/components/ui/display/money";
import { toPixelsValue } from "@/lib/money";
import type { Standouts } from "@/lib/spend/schema";
import { toNotes } from "./standout-notes";

export function StandoutsChart({ found }: { found: Standouts }) {
  const t = useTranslations("spend.changes");
  const money = useMoney();
  const notes = toNotes(found.standouts);
  return (
    <StackedBars
      label={t("chart")}
      series={[{ id: "cost", name: t("cost") }]}
      points={found.days.map(({ day, cents }) => ({
        day,
        values: [toPixelsValue(cents)],
        note: notes.get(day),
      }))}
      shapes={{ mark: found.standouts.length > 0 ? t("mark") : undefined }}
      formatValue={(cents, length) =>
        length === "short" ? money.formatShort(cents) : money.format(String(cents))
      }
      className="h-56"
    />
  );
}
