"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { roundColumn } from "@/lib/core/money/rounding";
import type { MemberDetail } from "@/lib/directory/members/schema";

type Spent = MemberDetail["spend"]["workspaces"][number];

export function PersonSpend({ workspaces }: { workspaces: readonly Spent[] }) {
  const t = useTranslations("members.person");
  const columns = useMemo((): Column<Spent>[] => {
    const toPrinted = roundColumn(workspaces, ({ cents }) => cents);
    return [
      {
        id: "workspace",
        header: t("workspace"),
        cell: ({ name }) => (name === null ? t("noWorkspace") : <VendorText>{name}</VendorText>),
      },
      {
        id: "amount",
        header: t("amount"),
        headerNote: <AmountKindBadge of="reported" />,
        width: 160,
        isNumeric: true,
        card: "value",
        cell: (row) => <Amount cents={row.cents} printed={toPrinted(row)} others={row.otherCents} />,
      },
    ];
  }, [t, workspaces]);
  return (
    <Table
      label={t("spendByWorkspace")}
      columns={columns}
      rows={toRows(workspaces, ({ name }) => name ?? "")}
    />
  );
}
