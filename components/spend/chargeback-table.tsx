"use client";

import { useTranslations } from "next-intl";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { sumDecimals } from "@/lib/money-math";
import type { Chargeback } from "@/lib/spend/schema";

type Line = Chargeback["lines"][number];

/** One row per cost center; they add up to the organization's total. */
export function ChargebackTable({ statement, isBusy }: { statement: Chargeback; isBusy: boolean }) {
  const t = useTranslations("spend.chargeback");
  return (
    <Table
      label={t("title")}
      columns={useChargebackColumns(statement)}
      rows={toRows(statement.lines, ({ center }) => center ?? "")}
      isBusy={isBusy}
      empty={<p className="py-10 text-center text-ink-muted">{t("empty")}</p>}
    />
  );
}

function useChargebackColumns({ lines, totalCents }: Chargeback): Column<Line>[] {
  const t = useTranslations("spend.chargeback");
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
      footer: <Amount cents={sumDecimals(lines.map(({ directCents }) => directCents))} />,
      cell: ({ directCents }) => <Amount cents={directCents} />,
    },
    {
      id: "shared",
      header: t("shared"),
      width: 140,
      isNumeric: true,
      footer: <Amount cents={sumDecimals(lines.map(({ sharedCents }) => sharedCents))} />,
      cell: ({ sharedCents }) => <Amount cents={sharedCents} />,
    },
    {
      id: "amount",
      header: t("amount"),
      width: 140,
      isNumeric: true,
      footer: <Amount cents={totalCents} />,
      cell: ({ cents }) => <Amount cents={cents} />,
    },
  ];
}
