"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { MemberDetail } from "@/lib/members/schema";

type Spent = MemberDetail["spend"]["workspaces"][number];

export function PersonSpend({ workspaces }: { workspaces: readonly Spent[] }) {
  const t = useTranslations("members.person");
  const money = useMoney();
  const columns = useMemo(
    (): Column<Spent>[] => [
      {
        id: "workspace",
        header: t("workspace"),
        cell: ({ name }) => (name === null ? t("noWorkspace") : <VendorText>{name}</VendorText>),
      },
      {
        id: "amount",
        header: t("amount"),
        width: 160,
        isNumeric: true,
        cell: ({ cents, otherCents }) => money.formatAll(cents, otherCents),
      },
    ],
    [t, money],
  );
  return (
    <Table
      label={t("spendByWorkspace")}
      columns={columns}
      rows={toRows(workspaces, ({ name }) => name ?? "")}
    />
  );
}
