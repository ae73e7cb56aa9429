"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Table, toRows } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-columns";
import { formatPeriod } from "@/lib/format";
import type { Granularity } from "@/lib/reports/search-params";

type Props<Bucket> = {
  label: string;
  report: { granularity: Granularity; buckets: readonly Bucket[] };
  /** What stands beside the periods. */
  columns: readonly Column<Bucket>[];
  isBusy: boolean;
  /** Shows the rows behind a period. */
  onDrill?: (startsOn: string) => void;
};

/** The chart in figures: a row a bar, newest first. */
export function PeriodsTable<Bucket extends { startsOn: string }>(props: Props<Bucket>) {
  const { label, report, columns, isBusy, onDrill } = props;
  const t = useTranslations("reports");
  const locale = useLocale();
  const toPeriod = ({ startsOn }: Bucket): ReactNode => {
    const name = formatPeriod(startsOn, locale);
    if (!onDrill) return name;
    return (
      <button
        type="button"
        title={t("behind", { part: name })}
        onClick={() => onDrill(startsOn)}
        className="-mx-1.5 h-7 rounded-sm px-1.5 underline decoration-line-strong underline-offset-4 hover:bg-sunken"
      >
        {name}
      </button>
    );
  };
  const period: Column<Bucket> = {
    id: "day",
    header: t(`periods.${report.granularity}`),
    width: 150,
    footer: t("total"),
    cell: toPeriod,
  };
  const newestFirst = report.buckets.toReversed();
  return (
    <Table
      label={label}
      columns={[period, ...columns]}
      rows={toRows(newestFirst, ({ startsOn }) => startsOn)}
      isBusy={isBusy}
    />
  );
}
