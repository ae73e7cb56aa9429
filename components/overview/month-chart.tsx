"use client";

import { useTranslations } from "next-intl";
import type { CumulativeDay } from "@/components/charts/cumulative-day";
import { CumulativeLines } from "@/components/charts/cumulative-lines";
import { useMoney } from "@/components/ui/display/money";
import type { Overview } from "@/lib/across/overview/schema";
import { addDays } from "@/lib/core/format/calendar";
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
      limit={budget?.cents}
      formatValue={(cents, length) => (length === "short" ? money.formatShort(cents) : money.format(cents))}
      className="max-h-140 min-h-70 flex-1"
    />
  );
}

/** The forecast's line starts where the known one ends. */
function toDays({ month, course: { days, now, last, expected } }: Props["month"]): CumulativeDay[] {
  return Array.from({ length: days }, (_, index) => {
    const known = now[index] ?? null;
    const later = expected[index - now.length];
    const isJoint = index === now.length - 1 && expected.length > 0;
    const [low, high] = [later?.lowCents ?? null, later?.highCents ?? null];
    return {
      day: addDays(`${month}-01`, index),
      now: known,
      before: last[index] ?? null,
      expected: isJoint ? known : (later?.cents ?? null),
      band: isJoint && known !== null ? [known, known] : low !== null && high !== null ? [low, high] : null,
    };
  });
}
