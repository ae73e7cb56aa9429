"use client";

import { ChartColumn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { NumberText } from "@/components/ui/number-text";
import type { UsageReport } from "@/lib/reports/schema";
import type { ReportTable } from "@/lib/reports/search-params";
import { PartsTable } from "./parts-table";
import { PeriodsTable } from "./periods-table";
import { TableSwitch } from "./table-switch";
import { toSeries } from "./to-series";
import { UsageChart } from "./usage-chart";
import { useUsageColumns } from "./use-usage-columns";
import { useUsageName } from "./use-usage-name";

type Props = {
  report: UsageReport;
  isBusy: boolean;
  table: ReportTable;
  onTable: (table: ReportTable) => void;
};

/** The chart and its table twin; the table is the legend. */
export function UsagePicture({ report, isBusy, table, onTable }: Props) {
  const t = useTranslations("usage");
  const tReports = useTranslations("reports");
  const [isolated, onIsolate] = useState<string>();
  const columns = useUsageColumns(report);
  const toName = useUsageName(report);
  const series = toSeries(report, toName, tReports("other"));
  if (report.series.length === 0)
    return <EmptyState icon={<ChartColumn />} title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <>
      <UsageChart report={report} series={series} highlighted={isolated} isBusy={isBusy} />
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
          toCell={({ tokens, parts }, id) => (
            <NumberText value={id ? (parts.find(({ key }) => key === id)?.tokens ?? "0") : tokens} />
          )}
          total={<NumberText value={report.tokens} />}
          isBusy={isBusy}
        />
      )}
    </>
  );
}
