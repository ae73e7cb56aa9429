"use client";

import { useLocale, useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/number-text";
import type { Column } from "@/components/ui/table-columns";
import { formatCents, toDollars } from "@/lib/money";
import type { ClaudeCodeSums } from "@/lib/reports/schema";
import { workCounts } from "@/lib/reports/vocabulary";

type Options = { total?: ClaudeCodeSums; isSortable?: boolean };

/** What Claude Code did and used, a column each. */
export function useWorkColumns<Row extends { sums: ClaudeCodeSums }>(options: Options): Column<Row>[] {
  const t = useTranslations("claudeCode");
  const locale = useLocale();
  const { total, isSortable = false } = options;
  const toCountColumn = (id: (typeof workCounts)[number] | "tokens", header: string): Column<Row> => ({
    id,
    header,
    width: id === "tokens" ? 140 : 125,
    isNumeric: true,
    isSortable,
    footer: total && <NumberText value={total[id]} />,
    cell: ({ sums }) => <NumberText value={sums[id]} />,
  });
  return [
    ...workCounts.map((name) => toCountColumn(name, t(`counts.${name}`))),
    toCountColumn("tokens", t("tokens")),
    {
      id: "cents",
      header: t("cents"),
      width: 130,
      isNumeric: true,
      isSortable,
      footer: total && formatCents(total.cents, locale),
      cell: ({ sums }) => (
        <span title={`${toDollars(sums.cents)} USD`}>{formatCents(sums.cents, locale)}</span>
      ),
    },
  ];
}
