"use client";

import { useTranslations } from "next-intl";
import { Figure } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { CostReport } from "@/lib/reports/schema";

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

/** Those that are known, with what each is. */
export function UnitCostFigures({ report }: { report: CostReport }) {
  const t = useTranslations("cost.units");
  const known = (["perMillionTokens", "perRequest"] as const).filter((unit) => report[unit] !== null);
  return known.map((unit) => (
    <Figure
      key={unit}
      label={
        <>
          {t(unit)} <InfoTip about={t(unit)}>{t(`${unit}About`)}</InfoTip>
        </>
      }
    >
      <UnitCost unit={unit} cents={report[unit]} />
    </Figure>
  ));
}
