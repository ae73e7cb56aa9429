"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Series } from "@/components/charts/series";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { formatDay } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";

type Bucket = CostReport["buckets"][number];
type Props = { report: CostReport; series: readonly Series[]; isBusy: boolean };

/** The chart in figures: a row a bar, newest first, a column a colour. */
export function CostDaysTable({ report, series, isBusy }: Props) {
  const t = useTranslations("cost");
  const locale = useLocale();
  const toCell = (cents: string) => (
    <span title={`${toDollars(cents)} USD`}>{formatCents(cents, locale)}</span>
  );
  const columns: Column<Bucket>[] = [
    {
      id: "day",
      header: t(`periods.${report.granularity}`),
      width: 140,
      footer: t("total"),
      cell: ({ startsOn }) => formatDay(startsOn, locale),
    },
    {
      id: "total",
      header: t("total"),
      width: 130,
      isNumeric: true,
      footer: formatCents(report.totalCents, locale),
      cell: ({ totalCents }) => toCell(totalCents),
    },
    ...series.map(({ id, name }) => ({
      id: `part:${id}`,
      header: name,
      width: 140,
      isNumeric: true,
      cell: ({ parts }: Bucket) => toCell(parts.find(({ key }) => key === id)?.cents ?? "0"),
    })),
  ];
  const newestFirst = report.buckets.toReversed();
  return (
    <Table
      label={t("title")}
      columns={columns}
      rows={toRows(newestFirst, ({ startsOn }) => startsOn)}
      isBusy={isBusy}
    />
  );
}
