"use client";

import { useTranslations } from "next-intl";
import type { CumulativeDay } from "@/components/charts/cumulative-day";
import { CumulativeLines } from "@/components/charts/cumulative-lines";
import { useMoney } from "@/components/ui/display/money";
import { addDays } from "@/lib/calendar";
import { toPixelsValue } from "@/lib/money";
import type { Overview } from "@/lib/overview/schema";
import { useMonthNames } from "./use-month-names";

type Props = Pick<Overview, "month" | "budget">;

export function MonthChart({ month, budget }: Props) {
  const t = useTranslations("overview.month");
  const money = useMoney();
  const names = useMonthNames(month.month);
  return (
    <CumulativeLines
      label={t(budget ? "chartWithBudget" : "chart", { currency: money.currency })}
      days={toDays(month)}
      names={{ ...names, expected: t("forecastLine"), limit: t("budget") }}
      limit={budget ? toPixelsValue(budget.cents) : undefined}
      formatValue={(cents, length) =>
        length === "short" ? money.formatShort(cents) : money.format(String(cents))
      }
      className="h-70"
    />
  );
}

/** The forecast's line starts where the known one ends. */
function toDays({ month, course: { days, now, last, expected } }: Props["month"]): CumulativeDay[] {
  const toValue = (cents: string | null | undefined) => (cents ? toPixelsValue(cents) : null);
  return Array.from({ length: days }, (_, index) => {
    const known = toValue(now[index]);
    const later = expected[index - now.length];
    const isJoint = index === now.length - 1 && expected.length > 0;
    const [low, high] = [toValue(later?.lowCents), toValue(later?.highCents)];
    return {
      day: addDays(`${month}-01`, index),
      now: known,
      before: toValue(last[index]),
      expected: isJoint ? known : toValue(later?.cents),
      band: isJoint && known !== null ? [known, known] : low !== null && high !== null ? [low, high] : null,
    };
  });
}
