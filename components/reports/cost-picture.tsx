"use client";

import { ChartColumn } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import type { Column } from "@/components/ui/table-columns";
import { formatShare } from "@/lib/format";
import { formatCents, toDollars } from "@/lib/money";
import type { CostReport } from "@/lib/reports/schema";
import type { ReportTable } from "@/lib/reports/search-params";
import { CostChart } from "./cost-chart";
import { PartsTable } from "./parts-table";
import { PeriodsTable } from "./periods-table";
import { TableSwitch } from "./table-switch";
import { type ToName, toPartName, toSeries } from "./to-series";

type Props = {
  report: CostReport;
  isBusy: boolean;
  table: ReportTable;
  onTable: (table: ReportTable) => void;
};

/** The chart and its table twin; the table is the legend. */
export function CostPicture({ report, isBusy, table, onTable }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const [isolated, onIsolate] = useState<string>();
  const columns = useCostColumns(report);
  const names = { none: tReports("noModel"), default: tReports("default") };
  const toName: ToName = (part) => toPartName(part, names);
  const series = toSeries(report, toName, tReports("other"));
  if (report.series.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <CostChart report={report} series={series} highlighted={isolated} isBusy={isBusy} />
      <TableSwitch value={table} onChange={onTable} />
      {table === "parts" ? (
        <PartsTable
          label={t("title")}
          parts={report.series}
          columns={columns}
          legend={{ series, isolated, onIsolate }}
          toName={toName}
          isBusy={isBusy}
        />
      ) : (
        <PeriodsTable
          label={t("title")}
          report={report}
          series={series}
          toCell={({ totalCents, parts }, id) => (
            <Amount cents={id ? (parts.find(({ key }) => key === id)?.cents ?? "0") : totalCents} />
          )}
          total={formatCents(report.totalCents, locale)}
          isBusy={isBusy}
        />
      )}
    </>
  );
}

function useCostColumns({ totalCents }: CostReport): Column<CostReport["series"][number]>[] {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  return [
    {
      id: "amount",
      header: t("amount"),
      width: 150,
      isNumeric: true,
      footer: formatCents(totalCents, locale),
      cell: ({ cents }) => <Amount cents={cents} />,
    },
    {
      id: "share",
      header: tReports("share"),
      width: 100,
      isNumeric: true,
      cell: ({ share }) => formatShare(share, locale),
    },
  ];
}

/** Rounded for the eye, exact on hover. */
function Amount({ cents }: { cents: string }) {
  return <span title={`${toDollars(cents)} USD`}>{formatCents(cents, useLocale())}</span>;
}
