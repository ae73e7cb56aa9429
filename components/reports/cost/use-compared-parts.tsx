"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useChangeText } from "@/components/shell/use-change-text";
import { Amount, Difference } from "@/components/ui/display/amount";
import type { Column } from "@/components/ui/table/table-columns";
import type { Cents } from "@/lib/core/money/money";
import { toDifference } from "@/lib/core/money/money-math";
import type { CostReport } from "@/lib/money/reports/schema";
import { printCost } from "./print-cost";

type Part = CostReport["series"][number];
/** `toWas` of null is the line of the total. */
export type Compared = { toWas: (part: Part | null) => ReactNode; difference: Column<Part> };
type Sides = { before: Cents; after: Cents; printedBefore: Cents | undefined; printed: Cents | undefined };

/** How much each part differs, and the line below its amount that says what it was; null without a comparison. */
export function useComparedParts(report: CostReport): Compared | null {
  const t = useTranslations("reports.compared");
  const { compared, totalCents } = report;
  if (!compared || compared.total === null) return null;
  const { parts, partsBefore, total } = printCost(report);
  const days = { before: compared, after: report };
  const toSides = (part: Part | null): Sides =>
    part
      ? {
          before: part.beforeCents ?? "0",
          after: part.cents,
          printedBefore: partsBefore.get(part.key),
          printed: parts.get(part.key),
        }
      : {
          before: compared.total ?? "0",
          after: totalCents,
          printedBefore: total.before,
          printed: total.total,
        };
  const toWas = (part: Part | null) => {
    const { before, printedBefore } = toSides(part);
    return (
      <span className="block text-ink-muted text-xs">
        {t.rich("wasAmount", { amount: () => <Amount cents={before} printed={printedBefore} /> })}
      </span>
    );
  };
  return {
    toWas,
    difference: {
      id: "difference",
      header: t("difference"),
      width: 132,
      isNumeric: true,
      isSortable: true,
      footer: <Change {...toSides(null)} days={days} />,
      cell: (part) => <Change {...toSides(part)} days={days} />,
    },
  };
}

type ChangeProps = Sides & { days: Parameters<ReturnType<typeof useChangeText>["toText"]>[0]["days"] };

/** The printed difference is that of the two printed amounts beside it. */
function Change({ before, after, printedBefore, printed, days }: ChangeProps) {
  const { toText } = useChangeText();
  const change = toText({ before, after, days });
  return (
    <>
      <Difference
        cents={toDifference(before, after)}
        printed={toDifference(printedBefore ?? before, printed ?? after)}
      />
      {change !== null && <span className="block text-ink-muted text-xs">{change}</span>}
    </>
  );
}
