"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";

type Unit = "perMillionTokens" | "perRequest";

/** Not zero if the number of units isn't known. */
export function UnitCost({ unit, cents }: { unit: Unit; cents: string | null }) {
  const t = useTranslations("cost.units");
  const money = useMoney();
  if (cents === null) return "–";
  const amount = money.toExact(cents);
  return (
    <span title={t(`${unit}Exact`, { amount, currency: money.currency })}>{money.formatNarrow(cents)}</span>
  );
}
