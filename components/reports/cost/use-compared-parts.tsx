"use client";

import { useLocale, useTranslations } from "next-intl";
import { useChangeText } from "@/components/shell/use-change-text";
import { Amount, Difference } from "@/components/ui/display/amount";
import type { Column } from "@/components/ui/table/table-columns";
import { formatSpan } from "@/lib/core/format/format";
import type { Cents } from "@/lib/core/money/money";
import { toDifference } from "@/lib/core/money/money-math";
import type { CostReport } from "@/lib/money/reports/schema";
import { printCost } from "./print-cost";

type Part = CostReport["series"][number];
type Sides = { before: Cents; after: Cents; printedBefore: Cents | undefined; printed: Cents | undefined };

/** What each part cost in the compared days, and how much it differs; none without a comparison. */
export function useComparedParts(report: CostReport): Column<Part>[] {
  const t = useTranslations("reports.compared");
  const locale = useLocale();
  const { compared, totalCents } = report;
  if (!compared || compared.total === null) return [];
  const { parts, partsBefore, total } = printCost(report);
  const days = { before: compared, after: report };
  const whole = { before: compared.total, after: totalCents };
  return [
    {
      id: "before",
      header: formatSpan(compared, locale, "short"),
      width: 124,
      isNumeric: true,
      isSortable: true,
      footer: <Amount cents={compared.total} printed={total.before} />,
      cell: ({ key, beforeCents }) => <Amount cents={beforeCents ?? "0"} printed={partsBefore.get(key)} />,
    },
    {
      id: "difference",
      header: t("difference"),
      width: 128,
      isNumeric: true,
      isSortable: true,
      footer: <Change {...whole} printedBefore={total.before} printed={total.total} days={days} />,
      cell: ({ key, cents, beforeCents }) => (
        <Change
          before={beforeCents ?? "0"}
          after={cents}
          printedBefore={partsBefore.get(key)}
          printed={parts.get(key)}
          days={days}
        />
      ),
    },
  ];
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
