"use client";

import { ChartColumn } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { LoadingState } from "@/components/shell/loading-state";
import { NumberText } from "@/components/ui/number-text";
import type { usageRowsQuery } from "@/lib/reports/queries";
import type { UsageReport } from "@/lib/reports/schema";
import { PartsTable } from "./parts-table";
import { PeriodsTable } from "./periods-table";
import { PictureLayout } from "./picture-layout";
import { toSeries } from "./to-series";
import { UsageChart } from "./usage-chart";
import { useLegend } from "./use-legend";
import { usePartName } from "./use-part-name";
import { usageKeys, useUsageColumns } from "./use-usage-columns";
import type { UsageControls } from "./use-usage-controls";
import { useUsagePeriodColumns } from "./use-usage-period-columns";

const BehindTable = dynamic(() => import("./behind-table").then((file) => file.BehindTable), {
  loading: () => <LoadingState />,
});

type Props = {
  report: UsageReport;
  /** What stands behind the picture. */
  rows: ReturnType<typeof usageRowsQuery>;
  isBusy: boolean;
  controls: UsageControls;
  /** Leads to the rows behind a part, a period, or both. */
  onDrill: (part: string | null, startsOn: string | null) => void;
};

/** The chart and its table twin; the table is the legend. */
export function UsagePicture({ report, rows, isBusy, controls, onDrill }: Props) {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const { search, onPicture } = controls;
  const toName = usePartName(report);
  const series = toSeries(report, toName, tReports("other"));
  const { legend, highlighted } = useLegend(series);
  const partColumns = useUsageColumns(report);
  const periodColumns = useUsagePeriodColumns(report, series);
  if (report.series.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  const tables = {
    parts: () => (
      <PartsTable
        label={t("title")}
        parts={report.series}
        columns={{ shown: partColumns, keys: usageKeys }}
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
          toTotal: ({ tokens }) => tokens,
          now: report.tokens,
          before: report.compared?.total ?? null,
          show: (tokens) => <NumberText value={tokens} />,
        }}
        isBusy={isBusy}
        onDrill={(startsOn) => onDrill(null, startsOn)}
      />
    ),
    rows: () => <BehindTable query={rows} />,
  };
  return (
    <PictureLayout
      table={search.table}
      onTable={(table) => onPicture({ table })}
      chart={
        <UsageChart
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
