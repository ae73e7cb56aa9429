"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { Amount } from "@/components/ui/display/amount";
import { NumberText } from "@/components/ui/display/number-text";
import type { Column } from "@/components/ui/table/table-columns";
import { toShare } from "@/lib/core/money/money-math";
import { roundColumn } from "@/lib/core/money/rounding";
import type { ClaudeCodeSums } from "@/lib/money/reports/claude-code/schema";
import { workCounts } from "@/lib/money/reports/vocabulary";

type Options<Row> = {
  total?: ClaudeCodeSums | undefined;
  /** All rows that the total adds up. */
  rows?: readonly Row[];
  isSortable?: boolean;
  most?: ClaudeCodeSums | undefined;
};

/** In pixels, so that each heading fits. */
const widths: Partial<Record<string, number>> = {
  sessions: 104,
  lines_removed: 138,
  commits: 100,
  pull_requests: 122,
  tokens: 118,
};

export function useWorkColumns<Row extends { sums: ClaudeCodeSums }>(options: Options<Row>): Column<Row>[] {
  const t = useTranslations("claudeCode");
  const { total, rows = [], isSortable = false, most } = options;
  const toPrinted = roundColumn(rows, ({ sums }) => sums.cents);
  const toCountColumn = (id: (typeof workCounts)[number] | "tokens", header: string): Column<Row> => ({
    id,
    header,
    width: widths[id] ?? 112,
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
    {
      id: "cents",
      header: t("cents"),
      headerNote: <AmountKindBadge of="estimated" />,
      width: 120,
      card: "value",
      isNumeric: true,
      isSortable,
      footer: total && <Amount cents={total.cents} />,
      cell: (row) => (
        <BarText part={row.sums.cents} most={most?.cents}>
          <Amount cents={row.sums.cents} printed={toPrinted(row)} />
        </BarText>
      ),
    },
    ...workCounts.map((name) => toCountColumn(name, t(`counts.${name}`))),
    toCountColumn("tokens", t("tokens")),
  ];
}

type Props = {
  part: string;
  /** Exact decimals. Without `most` there is no bar. */
  most: string | undefined;
  children: ReactNode;
};

function BarText({ part, most, children }: Props) {
  if (most === undefined) return children;
  return (
    <span className="relative block">
      {children}
      <span
        aria-hidden
        className="absolute inset-x-0 -bottom-1 h-0.5 rounded-full bg-sunken forced-color-adjust-none"
      >
        <span
          className="ml-auto block h-full rounded-full bg-chart-1"
          style={{ width: `${100 * toShare(part, most)}%` }}
        />
      </span>
    </span>
  );
}
