"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Series } from "@/components/charts/series";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { formatDay } from "@/lib/format";
import type { Granularity } from "@/lib/reports/search-params";

type Props<Bucket> = {
  label: string;
  report: { granularity: Granularity; buckets: readonly Bucket[] };
  series: readonly Series[];
  /** The value of a series in a period; of all of them where none is named. */
  toCell: (bucket: Bucket, seriesId?: string) => ReactNode;
  total: ReactNode;
  isBusy: boolean;
};

/** The chart in figures: a row a bar, newest first, a column a colour. */
export function PeriodsTable<Bucket extends { startsOn: string }>(props: Props<Bucket>) {
  const { label, report, series, toCell, total, isBusy } = props;
  const t = useTranslations("reports");
  const locale = useLocale();
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
      width: 150,
      isNumeric: true,
      footer: total,
      cell: (bucket) => toCell(bucket),
    },
    ...series.map(({ id, name }) => ({
      id: `part:${id}`,
      header: name,
      width: 150,
      isNumeric: true,
      cell: (bucket: Bucket) => toCell(bucket, id),
    })),
  ];
  const newestFirst = report.buckets.toReversed();
  return (
    <Table
      label={label}
      columns={columns}
      rows={toRows(newestFirst, ({ startsOn }) => startsOn)}
      isBusy={isBusy}
    />
  );
}
