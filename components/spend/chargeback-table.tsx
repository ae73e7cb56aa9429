"use client";

import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { EmptyState } from "@/components/shell/empty-state";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { sumDecimals } from "@/lib/core/money/money-math";
import type { PrintedTable } from "@/lib/core/money/rounding";
import type { Chargeback } from "@/lib/money/spend/schema";

type Line = Chargeback["lines"][number];
type Props = { statement: Chargeback; printed: PrintedTable; isBusy: boolean };

/** One row per cost center; they add up to the organization's total. */
export function ChargebackTable({ statement, printed, isBusy }: Props) {
  const t = useTranslations("spend.chargeback");
  return (
    <Table
      label={t("title")}
      columns={useChargebackColumns(statement, printed)}
      rows={toRows(statement.lines, ({ center }) => center ?? "")}
      isBusy={isBusy}
      empty={<EmptyState icon={<Inbox />} title={t("emptyTitle")} text={t("emptyText")} />}
    />
  );
}

function useChargebackColumns({ lines, totalCents }: Chargeback, printed: PrintedTable): Column<Line>[] {
  const t = useTranslations("spend.chargeback");
  const [directTotal, sharedTotal] = printed.total.parts;
  const rows = new Map(lines.map(({ center }, index) => [center, printed.rows[index]]));
  return [
    {
      id: "center",
      header: t("center"),
      width: 220,
      footer: t("sum"),
      cell: ({ center }) =>
        center === null ? (
          <span className="text-ink-muted">{t("unassigned")}</span>
        ) : (
          <VendorText className="font-medium">{center}</VendorText>
        ),
    },
    {
      id: "workspaces",
      header: t("workspaces"),
      cell: ({ workspaces }) => (
        <span title={workspaces.join(", ")}>
          <VendorText className="text-ink-muted">{workspaces.join(", ")}</VendorText>
        </span>
      ),
    },
    {
      id: "direct",
      header: t("direct"),
      width: 140,
      isNumeric: true,
      footer: <Amount cents={sumDecimals(lines.map((line) => line.directCents))} printed={directTotal} />,
      cell: ({ center, directCents }) => <Amount cents={directCents} printed={rows.get(center)?.parts[0]} />,
    },
    {
      id: "shared",
      header: t("shared"),
      width: 140,
      isNumeric: true,
      footer: <Amount cents={sumDecimals(lines.map((line) => line.sharedCents))} printed={sharedTotal} />,
      cell: ({ center, sharedCents }) => <Amount cents={sharedCents} printed={rows.get(center)?.parts[1]} />,
    },
    {
      id: "amount",
      header: t("amount"),
      headerNote: <AmountKindBadge of="billed" />,
      width: 170,
      card: "value",
      isNumeric: true,
      footer: <Amount cents={totalCents} printed={printed.total.total} />,
      cell: ({ center, cents }) => <Amount cents={cents} printed={rows.get(center)?.total} />,
    },
  ];
}
