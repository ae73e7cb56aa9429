"use client";

import { useLocale, useTranslations } from "next-intl";
import { CentsNote } from "@/components/shell/cents-note";
import { Amount } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatCount, formatCountShort, formatShare } from "@/lib/core/format/format";
import { toShare } from "@/lib/core/money/money-math";
import type { PrintedTable } from "@/lib/core/money/rounding";
import type { ModelSavings, Savings } from "@/lib/money/savings/schema";

type Props = { savings: Savings; printed: PrintedTable; isBusy: boolean };

/** Each row adds up to its full price. */
export function ModelTable({ savings, printed, isBusy }: Props) {
  const t = useTranslations("savings");
  const columns = useModelColumns(savings, printed);
  return (
    <>
      <Table
        label={t("models")}
        columns={columns}
        rows={toRows(savings.models, ({ model }) => model ?? "")}
        isBusy={isBusy}
      />
      <CentsNote of={printed} />
    </>
  );
}

const amounts = [
  ["paid", "paidCents"],
  ["caching", "cachingCents"],
  ["batching", "batchingCents"],
] as const;

function useModelColumns(savings: Savings, { rows, total }: PrintedTable): Column<ModelSavings>[] {
  const t = useTranslations("savings");
  const reports = useTranslations("reports");
  const locale = useLocale();
  const printed = new Map(savings.models.map((row, index) => [row, rows[index]]));
  return [
    {
      id: "model",
      header: t("model"),
      footer: t("sum"),
      cell: ({ model }) => <VendorText className="font-medium">{model ?? reports("values.none")}</VendorText>,
    },
    {
      id: "tokens",
      header: t("tokens"),
      width: 110,
      isNumeric: true,
      footer: <Tokens count={savings.tokens} />,
      cell: ({ tokens }) => <Tokens count={tokens} />,
    },
    ...amounts.map(
      ([id, name], part): Column<ModelSavings> => ({
        id,
        header: t(id),
        width: 165,
        isNumeric: true,
        footer: <Amount cents={savings[name]} printed={total.parts[part]} />,
        cell: (row) => <Amount cents={row[name]} printed={printed.get(row)?.parts[part]} />,
      }),
    ),
    {
      id: "full",
      header: t("full"),
      width: 140,
      isNumeric: true,
      card: "value",
      footer: <Amount cents={savings.fullCents} printed={total.total} />,
      cell: (row) => <Amount cents={row.fullCents} printed={printed.get(row)?.total} />,
    },
    {
      id: "share",
      header: t("savedShare"),
      width: 100,
      isNumeric: true,
      card: "note",
      footer: formatShare(toShare(savings.savedCents, savings.fullCents), locale),
      cell: ({ savedCents, fullCents }) => formatShare(toShare(savedCents, fullCents), locale),
    },
  ];
}

function Tokens({ count }: { count: string }) {
  const locale = useLocale();
  return <span title={formatCount(count, locale)}>{formatCountShort(Number(count), locale)}</span>;
}
