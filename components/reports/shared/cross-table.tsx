"use client";

import { Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { CrossTable as Cross } from "@/lib/money/reports/cross/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { useDimensionName } from "./use-dimension-name";
import { useLineItemName } from "./use-line-item-name";

export type ShowSum = (exact: string, place: { row: number | null; column: number | null }) => ReactNode;
type Props = { cross: Cross; isBusy: boolean; show: ShowSum };

/** Rows and columns are parts of two dimensions, with totals on both sides; what is left out is in the last ones. */
export function CrossTable({ cross, isBusy, show }: Props) {
  const t = useTranslations("reports");
  const toDimension = useDimensionName();
  const { group, by } = cross;
  const rows = useSide(group, cross.rows);
  const columns = useSide(by, cross.columns);
  const names = { group: toDimension(group), by: toDimension(by) };
  const shown: Column<number>[] = [
    {
      id: "name",
      header: names.group,
      width: 190,
      footer: t("total"),
      cell: (row) => <VendorText className="block truncate">{rows[row]?.name ?? ""}</VendorText>,
    },
    {
      id: "total",
      header: t("total"),
      width: 130,
      isNumeric: true,
      footer: show(cross.total, { row: null, column: null }),
      cell: (row) => show(cross.rowTotals[row] ?? "0", { row, column: null }),
    },
    ...columns.map(
      ({ key, name }, column): Column<number> => ({
        id: `by:${key}`,
        header: name,
        width: toWidth(name),
        isNumeric: true,
        footer: show(cross.columnTotals[column] ?? "0", { row: null, column }),
        cell: (row) => show(cross.cells[row]?.[column] ?? "0", { row, column }),
      }),
    ),
  ];
  return (
    <Table
      label={t("pivot.label", names)}
      columns={shown}
      rows={toRows(Array.from(rows.keys()), (row) => rows[row]?.key ?? "")}
      empty={<EmptyState icon={<Inbox />} title={t("pivot.empty")} text={t("pivot.emptyText")} />}
      isBusy={isBusy}
    />
  );
}

/** Names of models are long, and their ends are what tells them apart. */
function toWidth(name: string): number {
  return Math.min(200, Math.max(140, 26 + 6 * name.length));
}

type Named = { key: string; name: string };

function useSide(group: string, { parts, rest }: Cross["rows"]): Named[] {
  const toName = useLineItemName({ group, restCount: rest });
  const own = parts.map((part) => ({ key: part.key, name: toName(part) }));
  return rest > 0 ? [...own, { key: otherKey, name: toName({ key: otherKey, label: null }) }] : own;
}
