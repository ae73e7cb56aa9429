"use client";

import { ChartColumn } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingState } from "@/components/shell/loading-state";
import { Amount } from "@/components/ui/amount";
import { costRowsQuery } from "@/lib/reports/queries";
import type { CostReport } from "@/lib/reports/schema";
import type { CostDimension } from "@/lib/reports/vocabulary";
import { CostChart } from "./cost-chart";
import { PartsTable } from "./parts-table";
import { PeriodsTable } from "./periods-table";
import { PictureLayout } from "./picture-layout";
import type { Controls } from "./picture-toolbar";
import { toSeries } from "./to-series";
import { costKeys, useCostColumns, useCostPeriodColumns } from "./use-cost-columns";
import { useLegend } from "./use-legend";
import { usePartName } from "./use-part-name";

const BehindTable = dynamic(() => import("./behind-table").then((file) => file.BehindTable), {
  loading: () => <LoadingState />,
});

type Props = {
  report: CostReport;
  isBusy: boolean;
  controls: Controls<CostDimension, CostDimension>;
  /** Leads to the rows behind a part, a period, or both. */
  onDrill: (part: string | null, startsOn: string | null) => void;
};

/** The chart and its table twin; the table is the legend. */
export function CostPicture({ report, isBusy, controls, onDrill }: Props) {
  const t = useTranslations("cost");
  const tReports = useTranslations("reports");
  const { search, query, onPicture } = controls;
  const toName = usePartName(report);
  const series = toSeries(report, toName, tReports("other"));
  const { legend, highlighted } = useLegend(series);
  const partColumns = useCostColumns(report);
  const periodColumns = useCostPeriodColumns(report, series);
  if (report.series.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  const tables = {
    parts: () => (
      <PartsTable
        label={t("title")}
        parts={report.series}
        columns={{ shown: partColumns, keys: costKeys }}
        legend={{ ...legend, toName, onDrill: (part) => onDrill(part, null) }}
        order={{ sort: search.sort, direction: search.direction, onSort: onPicture }}
        isBusy={isBusy}
      />
    ),
    days: () => (
      <PeriodsTable
        label={t("title")}
        report={report}
        columns={periodColumns}
        comparable={{
          compared: report.compared,
          toTotal: ({ totalCents }) => totalCents,
          now: report.totalCents,
          before: report.compared?.total ?? null,
          show: (cents) => <Amount cents={cents} />,
        }}
        isBusy={isBusy}
        onDrill={(startsOn) => onDrill(null, startsOn)}
      />
    ),
    rows: () => <BehindTable query={costRowsQuery(query)} />,
  };
  return (
    <PictureLayout
      table={search.table}
      onTable={(table) => onPicture({ table })}
      chart={
        <CostChart
          report={report}
          series={series}
          highlighted={highlighted}
          isBusy={isBusy}
          onPick={({ series: part, day }) => onDrill(part, day)}
        />
      }
    >
      {tables[search.table]()}
    </PictureLayout>
  );
}
