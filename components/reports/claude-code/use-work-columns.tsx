"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { ClaudeCodeSums } from "@/lib/reports/claude-code/schema";
import { workCounts } from "@/lib/reports/vocabulary";
import { BarText } from "./bar-text";

type Options = { total?: ClaudeCodeSums; isSortable?: boolean; most?: ClaudeCodeSums | undefined };

export function useWorkColumns<Row extends { sums: ClaudeCodeSums }>(options: Options): Column<Row>[] {
  const t = useTranslations("claudeCode");
  const money = useMoney();
  const { total, isSortable = false, most } = options;
  const toCountColumn = (id: (typeof workCounts)[number] | "tokens", header: string): Column<Row> => ({
    id,
    header,
    width: id === "tokens" ? 125 : 112,
    isNumeric: true,
    isSortable,
    footer: total && <NumberText value={total[id]} />,
    cell: ({ sums }) => (
      <BarText part={sums[id]} most={most?.[id]}>
        <NumberText value={sums[id]} />
      </BarText>
    ),
  });
  return [
    ...workCounts.map((name) => toCountColumn(name, t(`counts.${name}`))),
    toCountColumn("tokens", t("tokens")),
    {
      id: "cents",
      header: t("cents"),
      width: 120,
      card: "value",
      isNumeric: true,
      isSortable,
      footer: total && money.format(total.cents),
      cell: ({ sums }) => (
        <BarText part={sums.cents} most={most?.cents}>
          <span title={`${money.toExact(sums.cents)} ${money.currency}`}>{money.format(sums.cents)}</span>
        </BarText>
      ),
    },
  ];
}
